/** Where a statement stands, as far as it decides what Jinja2 compiles it to. */
import { Symbols } from "./symbols.ts";

export interface Frame {
  symbols: Symbols;
  buffered: boolean;
  toplevel: boolean;
  rootlevel: boolean;
  loop: boolean;
  block: boolean;
  /** In an `if`: unknown filters are told when it is rendered. */
  soft: boolean;
  /** Whether `break` has a loop in Python. */
  inLoop: boolean;
}

export const frameOf = (symbols: Symbols, more: Partial<Frame> = {}): Frame => ({
  symbols,
  buffered: false,
  toplevel: false,
  rootlevel: false,
  loop: false,
  block: false,
  soft: false,
  inLoop: false,
  ...more,
});
export const insideOf = (frame: Frame, more: Partial<Frame> = {}): Frame =>
  frameOf(Symbols.inside(frame.symbols), { buffered: frame.buffered, inLoop: frame.inLoop, ...more });
