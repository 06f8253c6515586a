/** What the build made (live/build/build.mjs). URLs are relative to the site's root. */

export interface BuiltFile {
  url: string;
  /** Uncompressed size as served. */
  bytes: number;
  /** SHA-256 in base64. */
  sha256: string;
}

export interface Manifest {
  worker: BuiltFile;
  /** Pyodide's two scripts. */
  pyodide: { loader: BuiltFile; asm: BuiltFile };
  wasm: BuiltFile;
  stdlib: BuiltFile;
  library: BuiltFile;
  snapshot: BuiltFile;
  /** Repo → asset. */
  tokenizers: Record<string, BuiltFile>;
  /** The table of tokenizer classes; null where the build had none. */
  classes: BuiltFile | null;
}

declare const LIVE_MANIFEST: Manifest; // put in by the bundler

export const manifest: Manifest = LIVE_MANIFEST;
