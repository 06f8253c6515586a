/** Markupsafe's escape. */
import { softStr } from "./show.ts";
import { isMarkup, mapText, markup, type Text } from "./text.ts";
import type { Value } from "./values.ts";

const HTML: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "'": "&#39;", '"': "&#34;" };

/** `escape(value)`: Markup stays as it is. */
export const html = (value: Value): Text =>
  isMarkup(value) ? value : markup(mapText(softStr(value), (s) => s.replace(/[&<>'"]/g, (c) => HTML[c]!)));
