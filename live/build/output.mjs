/** The folder live/ of a site: writes files, names them by their contents, and knows what it wrote. */
import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

/** What pages know of a file of the build (live/src/files/manifest.ts). `sha256` is in base64, as in `integrity`. */
export function described(name, contents) {
  return {
    url: `live/${name}`,
    bytes: contents.length,
    sha256: createHash("sha256").update(contents).digest("base64"),
  };
}

export class Output {
  #root;
  #files = {};

  /** @param {string} root the site's root */
  constructor(root) {
    this.#root = root;
  }

  /** Writes `live/NAME`; returns it as `described`. */
  async named(name, contents) {
    const bytes = Buffer.from(contents);
    const file = path.join(this.#root, "live", name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bytes);
    const { url, ...known } = described(name, bytes);
    this.#files[url] = known;
    return { url, ...known };
  }

  /** The same under a name that changes with the contents, so that it may be cached for ever. */
  async hashed(stem, extension, contents) {
    const hash = createHash("sha256").update(contents).digest("hex").slice(0, 10);
    return this.named(`${stem}-${hash}.${extension}`, contents);
  }

  /** Files of esbuild; returns the first, the entry point. */
  async bundle(files) {
    const written = [];
    for (const file of files) written.push(await this.named(file.name, file.contents));
    return written[0];
  }

  /** URL → {bytes, sha256} of everything so far, sorted. */
  files() {
    return Object.fromEntries(Object.entries(this.#files).sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
