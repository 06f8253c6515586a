/** What the lesson's cells showed in the build. */
import { fetchVerified } from "../files/verified.ts";
import { PAGE } from "./texts.ts";

/**
 * Cell id → all that the cell showed, as text. `header` is the lesson's: it says where that is kept, and what it should
 * be
 * (scripts/course/site/live.py); empty where it does not. `again`: it failed before, so past the caches. Rejects with
 * LoadError.
 */
export async function recorded(base: URL, header: HTMLElement, again: boolean): Promise<Record<string, string>> {
  const { recorded: url, recordedBytes, recordedSha256 } = header.dataset;
  if (!url || !recordedSha256) return {};
  const bytes = await fetchVerified(
    PAGE.recorded,
    { url, bytes: Number(recordedBytes), sha256: recordedSha256 },
    base,
    { again },
  );
  return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, string>;
}
