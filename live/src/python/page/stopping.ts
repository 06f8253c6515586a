/**
 * How long Python gets to react to Stop. The clock alone cannot tell a busy machine from code that never looks, so time
 * is counted in steps that need what Python's look at the button needs too, and by the worker's own signs of life.
 */

/** What the worker has said of the running cell. */
export interface Signs {
  /** It has begun to run the cell. */
  began: boolean;
  /** When Python last looked at the button (`performance.now()`), or null. */
  lookedAt: number | null;
  /** It has seen that Stop was pressed. */
  seen: boolean;
}

const STEP = 50; // ms, as long as the machine keeps up
const SILENT = 20; // steps for code that does not look, such as one long call in C, or that has seen Stop and goes on
const LOOKING = 300; // steps for code that looked a moment ago, and is sure to look again
const MOMENT = 1000; // ms

/** Resolves to true when Python cannot be reached, to false as soon as it is `over`. Call it when Stop is pressed. */
export async function cannotBeReached(signs: () => Signs, over: () => boolean): Promise<boolean> {
  const pressed = performance.now();
  const address = URL.createObjectURL(new Blob([""]));
  let [silent, waited] = [0, 0];
  try {
    while (!over()) {
      await Promise.all([new Promise((done) => setTimeout(done, STEP)), fetch(address).catch(() => {})]);
      const { began, lookedAt, seen } = signs();
      const looks = lookedAt !== null && lookedAt > pressed - MOMENT;
      waited += 1;
      if (seen || (began && !looks)) silent += 1;
      if (silent > SILENT || waited > LOOKING) return !over();
    }
    return false;
  } finally {
    URL.revokeObjectURL(address);
  }
}
