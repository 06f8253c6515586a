/** Rows of tables, with what a screen reader needs. */
import { make } from "../ui/dom.ts";

/** `of`: more about the `at`th column's cell: its class, its title. */
export function headRow(
  columns: readonly string[],
  of: (at: number) => { className?: string; title?: string } = () => ({}),
): HTMLTableSectionElement {
  const cells = columns.map((column, at) => {
    const { className = "", title = "" } = of(at);
    return Object.assign(make("th", className, column), { scope: "col", title });
  });
  return make("thead", "", make("tr", "", ...cells));
}
