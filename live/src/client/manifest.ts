/** What the build made (live/build/manifest.mjs). URLs are relative to the site's root. */

export interface BuiltFile {
  url: string;
  /** Uncompressed size as served. */
  bytes: number;
}

export interface Manifest {
  worker: BuiltFile;
  /** Folder with pyodide.js and pyodide.asm.js; `bytes` is both together. */
  pyodide: BuiltFile;
  wasm: BuiltFile;
  stdlib: BuiltFile;
  library: BuiltFile;
  snapshot: BuiltFile;
  /** Repo → asset. */
  tokenizers: Record<string, BuiltFile>;
}

declare const LIVE_MANIFEST: Manifest; // put in by the bundler

export const manifest: Manifest = LIVE_MANIFEST;
