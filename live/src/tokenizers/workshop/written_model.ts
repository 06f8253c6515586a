/** A model as the Rust library writes it in tokenizer.json. */
import { floatText } from "./floats.ts";
import type { ModelBox } from "./model_box.ts";

/** `pretty`: as it stands in an indented file, where the model is one step in. */
export function writtenModel(box: ModelBox, pretty: boolean): string {
  const write = pretty ? indented : close;
  const values = box.order.map((name) => `${JSON.stringify(name)}:${pretty ? " " : ""}${value(box, name, write)}`);
  return write("{}", [`"type":${pretty ? " " : ""}${JSON.stringify(box.type)}`, ...values], 1);
}

type Write = (brackets: string, items: readonly string[], depth: number) => string;

const close: Write = (brackets, items) => brackets[0]! + items.join(",") + brackets[1]!;

const indented: Write = (brackets, items, depth) =>
  items.length
    ? `${brackets[0]!}\n${items.map((item) => "  ".repeat(depth + 1) + item).join(",\n")}\n${"  ".repeat(depth)}${brackets[1]!}`
    : brackets;

function value(box: ModelBox, name: string, write: Write): string {
  const text = JSON.stringify as (value: unknown) => string;
  const space = write === indented ? " " : "";
  if (name === "merges")
    return write(
      "[]",
      box.merges.map((pair) => write("[]", pair.map(text), 3)),
      2,
    );
  if (name === "vocab" && box.type === "Unigram")
    return write(
      "[]",
      box.scores.map(([token, score]) => write("[]", [text(token), floatText(score)], 3)),
      2,
    );
  if (name === "vocab")
    return write(
      "{}",
      box.entries().map(([token, id]) => `${text(token)}:${space}${id}`),
      2,
    );
  const setting = box.setting(name);
  return name === "dropout" && typeof setting === "number" ? floatText(setting) : text(setting);
}
