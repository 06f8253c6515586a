/** The tables and bars of what was counted. */
import type { FileSums, Longest, Place, Sums } from "../../rows/protocol.ts";
import { make } from "../../ui/dom.ts";
import { headRow } from "../table.ts";
import { number } from "../texts.ts";
import { FILES } from "./files_texts.ts";

type Cell = string | number | Node;

/** Scrolls in its own box where it is wider than the page. A cell with a number stands at the right. */
export function table(caption: string, head: readonly string[], rows: readonly (readonly Cell[])[]): HTMLElement {
  const made = make(
    "table",
    "tt-files-table",
    make("caption", "", caption),
    headRow(head),
    make(
      "tbody",
      "",
      ...rows.map((cells) =>
        make(
          "tr",
          "",
          ...cells.map((cell) =>
            typeof cell === "number" ? make("td", "tt-files-count", number.format(cell)) : make("td", "", cell),
          ),
        ),
      ),
    ),
  );
  const box = make("div", "tt-files-scroll", made);
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", caption);
  return box;
}

/** `ends`: the cells at the end of each tokenizer's row, with heads of their own. */
export function sumsTable(
  names: readonly string[],
  sums: readonly Sums[],
  heads: readonly string[],
  ends: readonly (readonly Node[])[],
): HTMLElement {
  return table(
    FILES.sums,
    [...FILES.sumColumns, ...heads],
    sums.map(({ total, rows, median, p95, most }, k) => {
      const mean = rows ? Math.round((total / rows) * 10) / 10 : 0;
      return [names[k]!, total, rows, mean, median, p95, most, ...ends[k]!];
    }),
  );
}

export const filesTable = (names: readonly string[], files: readonly FileSums[]): HTMLElement =>
  table(
    FILES.byFile,
    [FILES.columns.file, FILES.rows, ...names],
    files.map(({ name, rows, totals }) => [name, rows, ...totals]),
  );

export const longestTable = (files: readonly FileSums[], longest: readonly Longest[]): HTMLElement =>
  table(
    FILES.longest,
    FILES.longestColumns,
    longest.map(({ file, row, tokens, begins }) => [files[file]!.name, row, tokens, make("code", "", begins)]),
  );

export const placesTable = (caption: string, files: readonly FileSums[], places: readonly Place[]): HTMLElement =>
  table(
    caption,
    FILES.longestColumns.slice(0, 3),
    places.map(({ file, row, tokens }) => [files[file]!.name, row, tokens]),
  );

/** For eyes; the same stands in the table below it. */
export function barsView({ bars, width }: Sums): HTMLElement {
  const most = Math.max(1, ...bars);
  const used = bars.findLastIndex((one) => one > 0) + 1;
  const label = (i: number): string => FILES.bar(i * width, width, i === bars.length - 1);
  const shown = bars.slice(0, used);
  const plot = make(
    "div",
    "tt-bars",
    ...shown.map((count, i) => {
      const bar = make("div", "tt-histogram-bar", make("span", "", count ? number.format(count) : ""));
      bar.style.setProperty("--tt-height", `${(100 * count) / most}%`);
      bar.title = `${label(i)}: ${number.format(count)}`;
      return make("div", "tt-histogram-slot", bar);
    }),
  );
  const axis = make("div", "tt-bars-axis", ...shown.map((_, i) => make("span", "", i % 4 ? "" : number.format(i * width))));
  plot.setAttribute("aria-hidden", "true");
  axis.setAttribute("aria-hidden", "true");
  return make(
    "div",
    "tt-files-bars",
    make("h3", "tt-files-heading", FILES.bars),
    plot,
    axis,
    make(
      "details",
      "tt-fold",
      make("summary", "", FILES.barsTable),
      table(
        FILES.bars,
        FILES.barColumns,
        shown.map((count, i) => [label(i), count]),
      ),
    ),
  );
}
