/** A search of the vocabulary in Python with the real library. */
import { bytesIn, type Query, rangesIn } from "../../encoder/find.ts";
import { AT_ONCE, HEADS, PLANES, Reach, TAILS } from "../../encoder/vocabulary.ts";
import { pythonString } from "../../ui/python.ts";
import { regexInPython } from "./vocabulary_regex.ts";
import { VOCABULARY } from "./vocabulary_texts.ts";

/** `count`: what the page found, which the script asserts. */
export function pythonOf(from: string, query: Query, count: number): string {
  return [
    "import functools",
    "import json",
    "import re",
    "",
    ...(query.how === "regex" ? ["import regex  # transformers needs it, too", ""] : []),
    "from transformers import AutoTokenizer",
    "from transformers.convert_slow_tokenizer import bytes_to_unicode",
    "",
    `tokenizer = AutoTokenizer.from_pretrained(${pythonString(from)})`,
    "written = json.loads(tokenizer.backend_tokenizer.to_str())",
    "added = {id: token.content for id, token in tokenizer.added_tokens_decoder.items()}",
    "byte_of = {character: byte for byte, character in bytes_to_unicode().items()}",
    'steps = json.dumps([written[name] for name in ("normalizer", "pre_tokenizer", "decoder")])',
    "byte_level = '\"ByteLevel\"' in steps",
    'prefix = written["model"].get("continuing_subword_prefix") or ""',
    "",
    "",
    "def spelt(id, token):",
    '    """The bytes that a token stands for."""',
    "    if id in added:",
    "        return added[id].encode()",
    "    if byte_level:",
    "        return bytes(byte_of[character] for character in token) if set(token) <= byte_of.keys() else token.encode()",
    '    if byte := re.fullmatch("<0x([0-9A-Fa-f]{2})>", token):',
    "        return bytes.fromhex(byte[1])",
    "    if prefix and token.startswith(prefix) and token != prefix:",
    "        token = token[len(prefix) :]",
    '    return token.replace("\\u2581", " ").encode()',
    "",
    "",
    "def encoded(text):",
    "    return tokenizer.encode(text, add_special_tokens=False)",
    "",
    "",
    "@functools.cache",
    "def ids_of_characters():",
    '    """What characters give, each on a line of its own and after a space."""',
    "    found = set()",
    `    for first, end in ${pythonRanges(PLANES)}:`,
    `        for at in range(first, end, ${AT_ONCE}):`,
    `            found.update(encoded("\\n".join(f"{chr(c)} {chr(c)}" for c in range(at, at + ${AT_ONCE}))))`,
    "    return found",
    "",
    "",
    "def from_text(id, token):",
    "    if encoded(tokenizer.decode([id], clean_up_tokenization_spaces=False)) == [id]:",
    `        return ${pythonString(VOCABULARY.reach[Reach.alone]!)}`,
    "    try:",
    "        text = spelt(id, token).decode()",
    `        heads, tails = [${HEADS.map(pythonString).join(", ")}], [${TAILS.map(pythonString).join(", ")}]`,
    "        given = any(id in encoded(head + text + tail) for head in heads for tail in tails)",
    "    except UnicodeDecodeError:  # a part of a character",
    "        given = id in ids_of_characters()",
    `    return ${pythonString(VOCABULARY.reach[Reach.context]!)} if given else ${pythonString(VOCABULARY.reach[Reach.none]!)}`,
    "",
    "",
    ...wanted(query),
    "ids = []",
    "for token, id in sorted(tokenizer.get_vocab().items(), key=lambda item: item[1]):",
    '    text = spelt(id, token).decode(errors="backslashreplace")',
    `    if ${condition(query)}:`,
    "        ids.append(id)",
    "for id in ids[:100]:",
    "    token = tokenizer.convert_ids_to_tokens(id)",
    "    print(id, repr(token), from_text(id, token))",
    `assert len(ids) == ${count}`,
    "",
  ].join("\n");
}

function wanted({ how, text, cased }: Query): string[] {
  switch (how) {
    case "regex":
      return [`wanted = ${pythonString(regexInPython(text, cased))}`];
    case "bytes":
      return [`wanted = bytes([${bytesIn(text)!.map(hex).join(", ")}])`];
    case "ids":
      return [];
    case "word":
      return [`wanted = ${pythonString(text.trim())}`];
    default:
      return [`wanted = ${pythonString(text)}`];
  }
}

const hex = (byte: number): string => `0x${byte.toString(16).padStart(2, "0").toUpperCase()}`;

const pythonRanges = (ranges: readonly (readonly [number, number])[]): string =>
  `[${ranges.map(([from, to]) => `(${hex(from)}, ${hex(to)})`).join(", ")}]`;

function condition({ how, text, cased }: Query): string {
  const low = cased ? "" : ".lower()";
  switch (how) {
    case "text":
      return `wanted${low} in text${low} or wanted${low} in token${low}`;
    case "exact":
      return `wanted${low} in (text${low}, token${low})`;
    case "word":
      return 'text.lower() in (wanted.lower(), " " + wanted.lower())';
    case "regex":
      return `regex.search(wanted, text${cased ? "" : ", flags=regex.IGNORECASE"})`;
    case "bytes":
      return "wanted in spelt(id, token)";
    case "ids": {
      const ranges = rangesIn(text) as Exclude<ReturnType<typeof rangesIn>, string>;
      return ranges.map(([from, to]) => (from === to ? `id == ${from}` : `${from} <= id <= ${to}`)).join(" or ");
    }
  }
}
