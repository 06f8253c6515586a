/** The tags of blocks, written into a template so that white space stays as it was. */
import type { Stmt } from "../jinja/nodes.ts";
import type { Cut, Finer } from "./cuts.ts";

/** Statements that stand side by side and become a block. */
export interface Block {
  first: Stmt;
  last: Stmt;
  /** The name of the message, where others than the assistant's come here, too. */
  message: string | null;
}

/** A stretch of the new template; `added`: the old one does not have it. */
export interface Part {
  text: string;
  added: boolean;
}

/** The source with its blocks in it. */
export function written(source: string, finer: Finer, blocks: readonly Block[]): Part[] {
  const parts: Part[] = [];
  const add = (text: string): void => void (text && parts.push({ text, added: true }));
  const keep = (from: number, to: number): void =>
    void (to > from && parts.push({ text: source.slice(from, to), added: false }));
  const order = [...blocks].sort((a, b) => a.first.place!.from - b.first.place!.from);
  let at = 0;
  let right = "";
  for (const { first, last, message } of order) {
    const begin = finer.back(first.place!.from);
    const end = finer.back(last.place!.to);
    const open = beginning(source, begin, first);
    const close = ending(source, end, last, finer.isCut(last.place!.to));
    const role = message && `${message}${source.includes(`${message}.role`) ? ".role" : "['role']"} == 'assistant'`;
    add(right);
    keep(at, begin.from);
    add(begin.left);
    add(
      role === null
        ? `{%${open.before} generation ${open.after}%}`
        : `{%${open.before} if ${role} %}{% generation ${open.after}%}`,
    );
    add(begin.right);
    keep(begin.to, end.from);
    add(end.left);
    add(`{%${close.before} endgeneration ${role === null ? close.after : ""}%}`);
    if (role !== null)
      add(
        `{% else ${open.after}%}${begin.right}${source.slice(begin.to, end.from)}${end.left}` +
          `{%${close.before} endif ${close.after}%}`,
      );
    [at, right] = [end.to, end.right];
  }
  add(right);
  keep(at, source.length);
  return parts;
}

/** The signs of a tag that keep the white space on both sides as it was. */
interface Signs {
  before: string;
  after: string;
}

const signOf = (letter: string | undefined): string => (letter === "-" || letter === "+" ? letter : "");

function beginning(source: string, { from, left }: Cut, node: Stmt): Signs {
  if (left) return { before: "", after: "" };
  const blank = blankBefore(source, from) ? "+" : "";
  if (node.type === "Data") return { before: blank, after: lineBehind(source, from) ? "+" : "" };
  return { before: signOf(source[from + 2]) || (source.startsWith("{{", from) ? blank : ""), after: "" };
}

function ending(source: string, { from, left }: Cut, node: Stmt, within: boolean): Signs {
  if (left) return { before: "", after: "" };
  const newline = lineBehind(source, from) ? "+" : "";
  if (node.type === "Data") {
    const trimmed = !within && /^\s+\{[{%#]/.test(source.slice(from)); // what the next tag takes away
    return { before: blankBefore(source, from) ? "+" : "", after: trimmed ? "-" : newline };
  }
  return { before: "", after: signOf(source[from - 3]) || (source.startsWith("}}", from - 2) ? newline : "") };
}

/** Whether only blanks stand between the beginning of the line and a place, and count: a tag there would take them away. */
function blankBefore(source: string, at: number): boolean {
  const line = source.slice(source.lastIndexOf("\n", at - 1) + 1, at);
  return line !== "" && !line.trim() && !/-[%}#]\}\s*$/.test(source.slice(0, at));
}

/** Whether a line ends here, and that counts: a tag before it would take it away. */
const lineBehind = (source: string, at: number): boolean =>
  source[at] === "\n" && !/^\s*\{[{%#]-/.test(source.slice(at));
