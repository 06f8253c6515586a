/** The window as a bar, and the turns with those that have fallen out. */
import { make } from "../../ui/dom.ts";
import { messagesOf } from "./window_chat.ts";
import type { Counted } from "./window_counts.ts";
import { WINDOW as TEXTS } from "./window_texts.ts";

type Part = keyof typeof TEXTS.parts;

/** `at`: the step that fits, or -1. */
export function windowBar(
  { chat, steps, sizes, words }: Counted,
  at: number,
  window: number,
  reserve: number,
): HTMLElement {
  const left = steps[at];
  const kept = left ? messagesOf(chat, left) : [];
  const system = left?.system && chat.system ? words.get(chat.system)! : 0;
  const all = kept.reduce((sum, message) => sum + words.get(message)!, 0);
  const size = left ? sizes[at]! : 0;
  const counts: Record<Part, number> = {
    reply: Math.min(reserve, window),
    template: size - all,
    system,
    history: all - system,
    free: Math.max(0, window - reserve - size),
  };
  const parts = (Object.keys(counts) as Part[]).filter((part) => counts[part] > 0);
  const bar = make("div", "tt-window-bar");
  bar.setAttribute("aria-hidden", "true");
  const list = make("ul", "tt-window-parts");
  list.setAttribute("aria-label", TEXTS.bar);
  for (const part of parts) {
    const stretch = make("span", `tt-window-${part}`);
    stretch.style.flexGrow = String(counts[part]);
    bar.append(stretch);
    const item = make(
      "li",
      "",
      make("i", `tt-window-${part}`),
      `${TEXTS.parts[part]} `,
      make("b", "", String(counts[part])),
    );
    item.dataset.part = part;
    list.append(item);
  }
  return make("div", "tt-window-fill", bar, list);
}

/** The system message and the turns; what is not left is marked. */
export function turnsList(counted: Counted, at: number): HTMLElement {
  const { chat, steps, sizes } = counted;
  const left = steps[at] ?? { system: false, turns: 0 };
  const list = make("ol", "tt-window-turns");
  list.setAttribute("aria-label", TEXTS.turns);
  /** What dropping it saves: the difference of two prompts; null where no step drops it alone. */
  const saved = (step: number): number | null =>
    step >= 0 && step + 1 < sizes.length ? sizes[step]! - sizes[step + 1]! : null;
  const put = (messages: Counted["chat"]["turns"][number], out: boolean, cost: number | null): void => {
    const own = messages.reduce((sum, message) => sum + counted.words.get(message)!, 0);
    const note = cost === null ? "" : cost < own ? TEXTS.shorter(own) : TEXTS.words(own, cost - own);
    const item = make(
      "li",
      out ? "tt-window-out" : "",
      ...messages.map(({ role, content }) => make("span", "tt-window-message", make("b", "", role), " ", content)),
      make("small", "", [...(out ? [TEXTS.out] : []), ...(note ? [note] : [])].join(" · ")),
    );
    list.append(item);
  };
  const shift = steps.length - chat.turns.length; // 1 where the system message is dropped first
  if (chat.system) put([chat.system], !left.system, shift ? saved(0) : null);
  chat.turns.forEach((turn, i) => put(turn, i < chat.turns.length - left.turns, saved(i + shift)));
  return list;
}
