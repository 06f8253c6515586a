/** Code of a playground that is fetched when it is first asked for; live/build/play.mjs says which file it is. */
import { siteRoot } from "../encoder/built.ts";
import { codeUrl, importCode } from "../files/code.ts";
import type { BuiltFile } from "../files/manifest.ts";
import { fetchVerified } from "../files/verified.ts";

/** Rejects with a LoadError; then the next call tries again. */
export async function part<Module>(file: BuiltFile): Promise<Module> {
  const url = new URL(file.url, siteRoot).href;
  // It runs from a `blob:`, which says nothing of the site: this stands there in place of `import.meta.url`.
  (self as { tokenTourScript?: string }).tokenTourScript = url;
  return importCode<Module>(codeUrl(await fetchVerified("this tool", file, siteRoot)), url);
}
