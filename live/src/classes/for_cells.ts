/** The tokenizer of a folder in a cell: live/python/transformers/_classes.py asks, through the workshop. */
import { remake } from "./remake.ts";
import { BASE, type Found, resolve, saysByteLevel } from "./resolve.ts";
import type { Asked, ClassTable, Fields, Recipe, Told } from "./table.ts";
import { configTokens, type Token } from "./tokens.ts";
import { ownWay, whyNot } from "./words.ts";

/** What a cell must know of a tokenizer's class. */
interface Made extends Fields {
  cls: string;
  /** Null where it is not known. */
  module: string | null;
  notLlama: boolean;
  /** The model type of config.json, where it is none of transformers. */
  unknownType: string | null;
  /** Why the class is not remade; empty where it is. */
  why: string;
  /** What else there is to say of it, a sentence. */
  said: string;
  /** Null where the document counts as it is. */
  keywords: Keywords | null;
}

/** What the class's constructor has beside the document: of the recipe, and its special tokens. */
interface Keywords extends Pick<Recipe, "usual" | "keeps" | "attributes" | "drops" | "around"> {
  named: [name: string, Token | null][];
  more: string[];
}

interface Remade {
  document: Fields;
  processor: ((id: (token: string) => number | undefined) => unknown) | null;
  ownModel: boolean;
  made: Made;
}

/** `table` throws where it cannot be had. */
export function remaker(table: () => ClassTable): (document: Fields, asked: Fields) => Remade {
  return (document, given) => {
    const asked = given as unknown as Asked;
    let known: ClassTable;
    try {
      known = table();
    } catch {
      return unmade(document, asked, told(asked));
    }
    const found = resolve(asked, saysByteLevel(document), known);
    if (found.cls === BASE) return unmade(document, asked, null, found, known);
    const remade = remake(document, asked, configTokens(asked.config, given.map as Fields), known);
    if (!("document" in remade)) return unmade(document, asked, remade, found, known);
    const cls = found.cls!;
    const { usual, keeps, attributes, drops, around } = known.classes[cls]!;
    const { named, more } = remade.tokens;
    const contents = (more ?? []).map(({ content }) => content);
    const keywords = { usual, keeps, attributes, drops, around, named, more: contents };
    const module = known.modules[cls]!;
    const said = remade.told ? ownWay(remade.told) : "";
    const unknownType = unknownTypeIn(asked.model, known);
    const made = { cls, module, notLlama: false, unknownType, why: "", said, keywords };
    return { document: remade.document, processor: remade.processor, ownModel: remade.ownModel, made };
  };
}

function unmade(document: Fields, { model }: Asked, told: Told | null, found?: Found, table?: ClassTable): Remade {
  const cls = found?.cls ?? (told?.name.replace(/Fast$/, "") || BASE);
  const made = {
    cls,
    module: table && Object.hasOwn(table.modules, cls) ? table.modules[cls]! : null,
    notLlama: found?.notLlama ?? false,
    unknownType: table ? unknownTypeIn(model, table) : null,
    why: told ? whyNot(told) : "",
    said: "",
    keywords: null,
  };
  return { document, processor: null, ownModel: false, made };
}

function unknownTypeIn({ model_type: type }: Fields, { models, alike, types }: ClassTable): string | null {
  if (typeof type !== "string" || types.includes(type)) return null;
  return !Object.hasOwn(models, type) || alike[type] === null ? type : null;
}

const told = ({ config }: Asked): Told => {
  const name = typeof config.tokenizer_class === "string" ? config.tokenizer_class : "";
  return {
    name,
    by: name ? "config" : "model",
    version: "",
    differs: [],
    why: { what: "table", failed: "" },
    own: false,
    decodes: false,
  };
};
