/** Cell id → all that the cell showed in the build, as text; empty where it cannot be fetched: then nothing is compared. */
export async function recorded(base: URL, slug: string): Promise<Record<string, string>> {
  try {
    const response = await fetch(new URL(`live/build/${slug}.json`, base));
    return response.ok ? ((await response.json()) as Record<string, string>) : {};
  } catch {
    return {};
  }
}
