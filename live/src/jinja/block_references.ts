/** `self` and `super`: a template's blocks, as its expressions see them. */
import type { StmtOf } from "./nodes.ts";
import { repr } from "./show.ts";
import { raw, type Str } from "./text.ts";
import { isStr, Thing, Undefined } from "./values.ts";

/** `self`; `printedBy` is what a block prints. */
export function selfOf(
  blocks: ReadonlyMap<string, StmtOf<"Block">>,
  printedBy: (block: StmtOf<"Block">) => Str,
): Thing {
  return new Thing("TemplateReference", "jinja2.runtime", () => undefined, {
    repr: () => "<TemplateReference None>",
    item: (key) => {
      const block = isStr(key) ? blocks.get(raw(key)) : undefined;
      return block && reference(block, () => printedBy(block));
    },
  });
}

function reference({ name }: StmtOf<"Block">, call: () => Str): Thing {
  const attribute = (of: string) => (of === "name" ? name : of === "super" ? noParent(name) : undefined);
  return new Thing("BlockReference", "jinja2.runtime", attribute, { call, printed: true });
}

/** `super` of a block, since nothing can be extended. */
export function noParent(name: string): Undefined {
  return new Undefined({ hint: `there is no parent block called ${repr(name)}.`, name: "super" });
}
