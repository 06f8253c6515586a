/** What a text costs in each tokenizer, beside the same in English. */
import { byteLength } from "../../tokenizers/unicode.ts";
import { make } from "../../ui/dom.ts";
import { headRow } from "../table.ts";
import { DIFFERENCES } from "./differences_texts.ts";
import { charactersIn } from "./long.ts";

export interface LanguageRow {
  name: string;
  tokens: number;
  /** Null without an English text. */
  english: number | null;
}

/** `words`: of the text; null if not known. */
export function languageTable(rows: readonly LanguageRow[], text: string, words: number | null): HTMLElement {
  const head = headRow(DIFFERENCES.table, (at) => ({ className: at ? "tt-number" : "" }));
  const [characters, bytes] = [charactersIn(text), byteLength(text)];
  const body = rows.map(({ name, tokens, english }) => {
    const first = make("th", "", name);
    first.scope = "row";
    const number = (value: string): HTMLElement => make("td", "tt-number", value);
    return make(
      "tr",
      "",
      first,
      number(String(tokens)),
      number(DIFFERENCES.ratio(tokens / characters)),
      number(DIFFERENCES.ratio(tokens / bytes)),
      number(words ? DIFFERENCES.ratio(tokens / words) : ""),
      number(english === null ? "" : String(english)),
      number(english ? DIFFERENCES.ratio(tokens / english) : ""),
    );
  });
  const table = make("table", "tt-fits tt-language", head, make("tbody", "", ...body));
  table.setAttribute("aria-label", DIFFERENCES.language);
  return make("div", "tt-fits-scroll", table);
}
