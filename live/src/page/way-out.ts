/** What a reader can do when a file could not be loaded: the buttons beside the sentence that says which. */
import type { Bar } from "./bar.ts";
import { resetDownloads } from "./reset.ts";
import { PAGE } from "./texts.ts";

type Choice = [label: string, press: () => void];

/** `again` asks again for what was asked; where the page is older than the site, only a reload helps. */
export function wayOut(error: unknown, again: () => void, bar: Bar, base: URL): Choice[] {
  const reload = (): void => location.reload();
  if ((error as { stale?: boolean }).stale) return [[PAGE.reload, reload]];
  const reset = (): void =>
    bar.message(PAGE.resetAsk, [PAGE.resetDownloads, () => void resetDownloads(base).then(reload)]);
  return [
    [PAGE.retry, again],
    [PAGE.resetStorage, reset],
  ];
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
