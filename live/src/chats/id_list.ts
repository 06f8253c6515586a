/** Token ids in whatever form a program prints them: a list, a tensor, a server's JSON, numbers apart. */

/** The field of a server's JSON that holds the ids. */
const FIELD = /["'](?:prompt_token_ids|input_ids|token_ids|tokens|ids)["']\s*:\s*(?:tensor\(|array\()?(\[[^\]]*\])/;

/** Null if there are none, or something between them is none. */
export function idsIn(text: string): number[] | null {
  const field = FIELD.exec(text)?.[1];
  const bare =
    field ?? text.slice(Math.max(text.indexOf("["), 0), text.includes("]") ? text.lastIndexOf("]") + 1 : undefined);
  const words = bare.match(/[^\s,;[\]()|"']+/g) ?? [];
  const ids = words.map(Number);
  return ids.length && words.every((word) => /^\d{1,9}$/.test(word)) ? ids : null;
}
