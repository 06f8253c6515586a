/** What the build and the worker must agree on, so that a snapshot and a plain start behave alike. */

/** Python's environment variables; the hash seed is the one under which the lessons were executed. */
export const ENVIRONMENT = { PYTHONHASHSEED: "0", HOME: "/home/reader", LANG: "C.UTF-8", TZ: "UTC", COLUMNS: "80" };

/** `sys.executable`; in Node it would be a path of the building machine. */
export const EXECUTABLE = "/usr/bin/python3";

/** Where the page's own Python modules lie in Pyodide's file system: one zip on `sys.path`. */
export const LIBRARY = "/lib/page.zip";

/** Where Pyodide keeps the standard library. */
export const STDLIB = "/lib/python314.zip";

/** A lock file without packages: nothing is ever fetched from a CDN. */
export function emptyLock(version) {
  const info = { abi_version: "2026_0", arch: "wasm32", platform: "emscripten_5_0_3", version, python: "3.14.2" };
  return JSON.stringify({ info, packages: {} });
}
