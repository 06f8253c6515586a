/** What the page shows of an error: the last line first, then the reader's lines on the way to it, innermost first. */
import type { Frame, RunError } from "../python/types.ts";
import { make, wordButton } from "../ui/dom.ts";
import type { Cell } from "./cell.ts";
import type { Difference, Excerpt } from "./compare.ts";
import { RUN } from "./texts.ts";

export type FindCell = (id: string) => Cell | undefined;

const MOST = 8; // frames; a recursion has a thousand

/** As the static page shows a cell tagged `raises`. */
export function lastLine(error: RunError): HTMLElement {
  const name = make("strong", "", error.type || error.last);
  return make("pre", "tt-error", name, error.type && error.message ? `: ${error.message}` : "");
}

export function errorBlock(error: RunError, cell: Cell, find: FindCell): HTMLElement {
  const box = make("div", "tt-trouble", lastLine(error));
  const frames = [...error.frames].reverse();
  const list = make(
    "ul",
    "tt-frames",
    ...frames.slice(0, MOST).map((frame) => make("li", "", ...frameLine(frame, cell, find))),
  );
  if (frames.length) box.append(list);
  else if (error.line !== null) box.append(make("ul", "tt-frames", make("li", "", lineButton(cell, cell, error.line))));
  if (error.text && error.text.trim() !== error.last.trim()) {
    const whole = make("pre", "tt-traceback", error.text.trimEnd());
    whole.tabIndex = 0;
    box.append(make("details", "tt-whole", make("summary", "", RUN.traceback), whole));
  }
  return box;
}

function* frameLine(frame: Frame, cell: Cell, find: FindCell): Iterable<Node | string> {
  const target = find(frame.cell);
  if (target) yield lineButton(target, cell, frame.line);
  else yield RUN.lineIn(frame.line, frame.cell);
  if (frame.name && frame.name !== "<module>") yield* [" ", RUN.within(frame.name)];
  if (frame.source) yield* [" ", make("code", "", frame.source.trim())];
}

function lineButton(target: Cell, current: Cell, line: number): HTMLElement {
  return wordButton(target === current ? RUN.line(line) : RUN.lineIn(line, target.id), () => {
    target.edit(false);
    target.source.goTo(line);
    target.root.scrollIntoView({ block: "nearest" });
  });
}

export function differenceBlock(difference: Difference): HTMLElement {
  const row = (name: string, excerpt: Excerpt | null) => [
    make("dt", "", name),
    make(
      "dd",
      "",
      ...(excerpt
        ? [make("code", "", excerpt.before, make("mark", "", excerpt.differs), excerpt.after)]
        : [RUN.nothing]),
    ),
  ];
  return make(
    "div",
    "tt-diff",
    make("p", "", RUN.difference(difference.line)),
    make("dl", "", ...row(RUN.build, difference.build), ...row(RUN.yours, difference.yours)),
  );
}
