/** What the small instances of both playgrounds share. */

import { siteRoot } from "../encoder/built.ts";
import { make } from "../ui/dom.ts";
import { toFragment } from "../ui/link.ts";
import { EMBED_WORDS } from "./texts.ts";

/** Calls `start` once, when the element comes near the visible part of the page. */
export function whenNear(element: HTMLElement, start: () => void): void {
  const near = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      near.disconnect();
      start();
    },
    { rootMargin: "400px" },
  );
  near.observe(element);
}

/**
 * The link that `root` has without scripts, or one that says `label`; to the playground `page`, opened in this state.
 * It opens beside the lesson, where a run and its variables would be lost.
 */
export function playgroundLink(root: HTMLElement, page: string, label: string, state: unknown): HTMLAnchorElement {
  const link = make("a", "tt-embed-link", root.querySelector("a")?.textContent || label);
  link.target = "_blank";
  link.rel = "noopener";
  link.title = EMBED_WORDS.beside;
  leadTo(link, page, state);
  return link;
}

/** The link leads to another state. */
export function leadTo(link: HTMLAnchorElement, page: string, state: unknown): void {
  const asked = (link.dataset.asked = String(Number(link.dataset.asked ?? 0) + 1));
  void toFragment(state).then((fragment) => {
    if (link.dataset.asked === asked) link.href = new URL(`playground/${page}/${fragment ?? ""}`, siteRoot).href;
  });
}
