/** Work that answers late: only the newest may show what it found. */
export class Newest {
  #last = 0;

  /** From now on older work is stale. The answer says whether this one is, too. */
  begin(): () => boolean {
    const mine = (this.#last += 1);
    return () => mine !== this.#last;
  }
}

/** Puts what was read where it goes. */
export type Arrive = (put: () => void) => void;

/** Files that are read while others come, and while the reader goes on. */
export class Arrivals {
  #begun = 0;
  readonly #come = new Map<string, number>();
  readonly #put = new Map<string, string>();

  /**
   * `late` hears of one that would replace what the reader has made since it was begun. `early` hears of every other one
   * that is put.
   */
  constructor(
    readonly early: () => void,
    readonly late: (name: string, put: () => void) => void,
  ) {}

  /** `place`: where the file goes; `content`: what is there. One that was begun before what has come already is dropped. */
  begin(name: string, place: string, content: () => string): Arrive {
    const mine = (this.#begun += 1);
    const before = content();
    return (put) => {
      if (mine < (this.#come.get(place) ?? 0)) return;
      this.#come.set(place, mine);
      const now = content();
      const putIt = (): void => {
        this.early();
        put();
        this.#put.set(place, content());
      };
      if (now === before || now === this.#put.get(place)) putIt();
      else this.late(name, putIt);
    };
  }
}
