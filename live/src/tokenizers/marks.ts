/** Unicode normalisation whose work grows with the text, however many marks stand on one letter. */

const NEUTRAL = "\u25cc"; // composes with nothing
/** From here on a run of marks is sorted before the browser gets it, whose own sorting takes time with the square. */
const LONG_RUN = 32;

/** The characters of one character's NFD. */
export function decomposed(character: string): string[] {
  return Array.from(character.normalize("NFD"));
}

/** Whether a character changes places with other marks, as far as the browser knows. */
export function moves(character: string): boolean {
  if (character.normalize("NFD") !== character) return false;
  return overtakes(character, "\u0334") || overtakes("\u0316", character);
}

/** Whether `second` comes before `first` in canonical order. */
function overtakes(first: string, second: string): boolean {
  const text = NEUTRAL + first + second;
  return text.normalize("NFD") !== text;
}

/** What `text.normalize(form)` gives. */
export function normalized(text: string, form: "NFC" | "NFD"): string {
  return text.replace(/\p{M}+/gu, (run) => (run.length > LONG_RUN ? inOrder(run) : run)).normalize(form);
}

/** Marks in canonical order, decomposed. */
function inOrder(run: string): string {
  const parts = new Map<string, string[]>();
  for (const character of new Set(run)) parts.set(character, decomposed(character));
  const marks = Array.from(run).flatMap((character) => parts.get(character)!);
  const ranks = ranksOf([...new Set(marks)]);
  const out: string[] = [];
  let moving: string[] = [];
  for (const mark of [...marks, ""]) {
    if (ranks.has(mark)) {
      moving.push(mark);
      continue;
    }
    for (const moved of moving.sort((a, b) => ranks.get(a)! - ranks.get(b)!)) out.push(moved);
    out.push(mark);
    moving = [];
  }
  return out.join("");
}

/** The place of each mark that moves in the canonical order; marks that keep their order have the same. */
function ranksOf(marks: string[]): Map<string, number> {
  const moving = marks.filter(moves).sort((a, b) => (overtakes(a, b) ? 1 : overtakes(b, a) ? -1 : 0));
  const ranks = new Map<string, number>();
  let rank = 0;
  moving.forEach((mark, i) => {
    if (i > 0 && overtakes(mark, moving[i - 1]!)) rank += 1;
    ranks.set(mark, rank);
  });
  return ranks;
}
