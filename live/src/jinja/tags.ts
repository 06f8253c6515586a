/** Markupsafe's striptags, and Python's html.unescape for the entities of HTML 4. */
import { fail } from "./errors.ts";
import { leadingSpace, SPACES, trailingSpace } from "./space.ts";
import { mapWhole, raw, type Str } from "./text.ts";
import { ENTITIES } from "./unicode_tables.ts";

const names = (): ReadonlyMap<string, string> =>
  new Map(
    ENTITIES.split(" ").map((pair) => {
      const at = pair.search(/[^\w;]/);
      return [pair.slice(0, at), pair.slice(at)] as const;
    }),
  );

/** Numbers of Windows-1252, which browsers read so. */
const WINDOWS = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

function numbered(text: string): string {
  const code = /^#x/i.test(text) ? parseInt(text.slice(2), 16) : parseInt(text.slice(1), 10);
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return "\ufffd";
  if (code >= 0x80 && code < 0xa0) return WINDOWS[code - 0x80]!;
  if (code === 0x0d) return "\r";
  const invalid =
    (code >= 1 && code <= 8) ||
    (code >= 0xe && code < 0x20) ||
    (code >= 0x7f && code < 0xa0) ||
    (code >= 0xfdd0 && code <= 0xfdef) ||
    code === 0xb ||
    (code & 0xfffe) === 0xfffe;
  return invalid ? "" : String.fromCodePoint(code);
}

/**
 * Throws NotImplementedError for an entity that might be one of HTML 5's 2,231, of which this page has those that HTML
 * 4 had.
 */
export function unescape(value: Str): Str {
  if (!raw(value).includes("&")) return value;
  const known = names();
  return mapWhole(value, (text) =>
    text.replace(/&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)/g, (whole, name: string) => {
      if (name.startsWith("#")) return numbered(name);
      if (known.has(name)) return known.get(name)!;
      for (let length = name.length - 1; length > 1; length -= 1) {
        const made = known.get(name.slice(0, length));
        if (made !== undefined) return made + name.slice(length);
      }
      return /^[A-Za-z][A-Za-z0-9]*;$/.test(name)
        ? fail(
            "NotImplementedError",
            `this page knows the entities of HTML 4; if ${whole} is one of HTML 5, it does not know it`,
          )
        : whole;
    }),
  );
}

export function stripTags(value: Str): Str {
  return unescape(
    mapWhole(value, (text) => {
      let out = "";
      let at = 0;
      for (let start = text.indexOf("<"); start >= 0; start = text.indexOf("<", at)) {
        const comment = text.startsWith("<!--", start);
        const end = comment ? text.indexOf("-->", start + 4) : text.indexOf(">", start);
        if (end < 0) break;
        out += text.slice(at, start);
        at = end + (comment ? 3 : 1);
      }
      out += text.slice(at);
      return out.slice(leadingSpace(out), Math.max(leadingSpace(out), trailingSpace(out))).replace(SPACES, " ");
    }),
  );
}
