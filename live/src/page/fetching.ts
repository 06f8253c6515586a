/**
 * The parts of the page's code that are fetched on demand, beside loader.js. The build puts what it knows of them here.
 */
import { codeUrl, importCode } from "../files/code.ts";
import type { BuiltFile } from "../files/manifest.ts";
import { fetchVerified } from "../files/verified.ts";

declare const PARTS: Record<"app" | "editor" | "names" | "storage", BuiltFile>;

/** A function that imports the part, once. Rejects with LoadError, and then tries again at the next call. */
export function imports<Module>(part: keyof typeof PARTS, label: string, base: URL): () => Promise<Module> {
  let again = false;
  let pending: Promise<Module> | null = null;
  const load = async (): Promise<Module> => {
    const code = codeUrl(await fetchVerified(label, PARTS[part], base, { again }));
    return importCode<Module>(code, new URL(PARTS[part].url, base).href);
  };
  return () =>
    (pending ??= load().catch((error: unknown) => {
      again = true;
      pending = null;
      throw error;
    }));
}
