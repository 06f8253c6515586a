/** The words of a shell's command, as sh takes quotes and backslashes away. Nothing is expanded. */

const ANSI: Record<string, string> = { n: "\n", t: "\t", r: "\r", "'": "'", '"': '"', "\\": "\\" };

export function shellWords(text: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  for (let at = 0; at < text.length; ) {
    const c = text[at]!;
    const ansi = text.startsWith("$'", at); // as browsers copy a request whose body has apostrophes
    if (c === "'" || ansi) {
      const from = at + (ansi ? 2 : 1);
      const end = ansi ? ansiEnd(text, from) : text.indexOf("'", from);
      const inside = text.slice(from, end < 0 ? text.length : end);
      word = (word ?? "") + (ansi ? unescaped(inside) : inside);
      at = end < 0 ? text.length : end + 1;
    } else if (c === '"') {
      const [, inside = ""] = /^"((?:[^"\\]|\\[^])*)/.exec(text.slice(at))!;
      word = (word ?? "") + inside.replace(/\\(\n|[$`"\\])/g, (_, kept: string) => (kept === "\n" ? "" : kept));
      at += inside.length + 2;
    } else if (c === "\\") {
      if (text[at + 1] !== "\n") word = (word ?? "") + (text[at + 1] ?? "");
      at += 2;
    } else if (/\s/.test(c)) {
      if (word !== null) words.push(word);
      word = null;
      at += 1;
    } else {
      word = (word ?? "") + c;
      at += 1;
    }
  }
  return word === null ? words : [...words, word];
}

const ansiEnd = (text: string, from: number): number => {
  const found = /^(?:[^'\\]|\\[^])*/.exec(text.slice(from))![0].length;
  return from + found < text.length ? from + found : -1;
};

const unescaped = (text: string): string =>
  text.replace(/\\(?:u([\da-fA-F]{1,4})|x([\da-fA-F]{1,2})|([^]))/g, (whole, u?: string, x?: string, one?: string) =>
    one === undefined ? String.fromCharCode(parseInt((u ?? x)!, 16)) : (ANSI[one] ?? whole),
  );
