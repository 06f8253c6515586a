/** A search of the vocabulary in Python with the real library. */
import type { Query } from "../../encoder/find.ts";
import { pythonString } from "../../ui/python.ts";

/** `count`: what the page found, which the script asserts. */
export function pythonOf(from: string, query: Query, count: number): string {
  return [
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
    `wanted = ${pythonString(query.how === "regex" ? inPython(query.text) : query.text)}`,
    "ids = []",
    "for token, id in sorted(tokenizer.get_vocab().items(), key=lambda item: item[1]):",
    '    text = spelt(id, token).decode(errors="backslashreplace")',
    `    if ${condition(query)}:`,
    "        ids.append(id)",
    "for id in ids[:100]:",
    "    again = tokenizer.encode(tokenizer.decode([id]), add_special_tokens=False)",
    '    print(id, repr(tokenizer.convert_ids_to_tokens(id)), "" if again == [id] else "never from text")',
    `assert len(ids) == ${count}`,
    "",
  ].join("\n");
}

/** The expression for Python's `regex`, whose digits and letters are those of all scripts, and `$` stands before a last newline, too. */
function inPython(source: string): string {
  const ascii: Record<string, string> = { d: "0-9", w: "A-Za-z0-9_" };
  let inside = false;
  return source.replace(/\\[\s\S]|[[\]$]/g, (part) => {
    if (part === "$") return inside ? part : "\\Z";
    if (part === "[" || part === "]") {
      inside = part === "[";
      return part;
    }
    const range = ascii[part[1]!.toLowerCase()];
    const not = /[A-Z]/.test(part[1]!);
    if (range === undefined || (inside && not)) return part;
    return inside ? range : `[${not ? "^" : ""}${range}]`;
  });
}

function condition({ how, text, cased }: Query): string {
  const low = cased ? "" : ".lower()";
  switch (how) {
    case "text":
      return `wanted${low} in text${low} or wanted${low} in token${low}`;
    case "exact":
      return `wanted${low} in (text${low}, token${low})`;
    case "word":
      return 'text.lower() in (wanted.strip().lower(), " " + wanted.strip().lower())';
    case "regex":
      return `regex.search(wanted, text${cased ? "" : ", flags=regex.IGNORECASE"})`;
    case "bytes":
      return 'bytes.fromhex(re.sub(r"\\\\x|0x|[\\s,]", "", wanted)) in spelt(id, token)';
    case "ids": {
      const ranges = text
        .split(/[\s,;]+/)
        .filter(Boolean)
        .map((part) => /^(\d+)(?:(?:-|\.\.|:)(\d+))?$/.exec(part)!);
      return ranges.map(([, from, to]) => (to === undefined ? `id == ${from}` : `${from} <= id <= ${to}`)).join(" or ");
    }
  }
}
