/** The parts of the page's code that are fetched on demand, beside loader.js. The build puts their names here. */
declare const PARTS: { app: string; editor: string; names: string };

/**
 * A function that imports the part, once. After a failure the next call tries again, under another address: browsers
 * may remember that an address failed.
 */
export function imports<Module>(part: keyof typeof PARTS): () => Promise<Module> {
  let failures = 0;
  let pending: Promise<Module> | null = null;
  return () =>
    (pending ??= import(new URL(PARTS[part] + (failures ? `?again=${failures}` : ""), import.meta.url).href).catch((error: unknown) => {
      failures++;
      pending = null;
      throw error;
    }) as Promise<Module>);
}
