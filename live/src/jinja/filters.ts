/** Jinja2's filters by name, with the parameters that its functions have. */
import { type Bound, type Filter, type FilterTable, formOf } from "./filter.ts";
import { NUMBER_FILTERS } from "./number_filters.ts";
import { ORDERING_FILTERS } from "./ordering_filters.ts";
import { SEQUENCE_FILTERS } from "./sequence_filters.ts";
import { TEXT_FILTERS } from "./text_filters.ts";

const ALL: FilterTable = { ...SEQUENCE_FILTERS, ...ORDERING_FILTERS, ...NUMBER_FILTERS, ...TEXT_FILTERS };
export const FILTERS: ReadonlyMap<string, [form: Bound, filter: Filter]> = new Map(
  Object.entries(ALL).map(([name, [form, filter]]) => [name, [formOf(form), filter]]),
);
