/**
 * Python for the cells of one page. No DOM: the page's own code draws what this class reports.
 *
 *     const runtime = new Runtime(siteRoot);            // fetches nothing yet
 *     const off = runtime.on((event) => …);             // state, progress, restarted, failure (types.ts)
 *     const result = await runtime.run({ cell: "load", code, onOutput: (o) => … });
 *
 * - `new Runtime(base: URL)`: `base` is the site's root (where sw.js is), also under a sub-path.
 * - `state`: see RuntimeState. Every change is an event too.
 * - `prefetch()`: start downloading, without starting Python (pointer over Run, say). Never throws.
 * - `boot()`: download and start Python; resolves when cells can run, rejects with LoadError (a message for the
 *   reader, and `url`). Called by `run` when needed; calling it twice is harmless; after a failure it tries again.
 * - `run(request)`: queues; cells run one at a time, in the order of the calls, in one namespace. The promise always
 *   resolves (RunResult.status says how it went) and never rejects.
 * - `stop()`: interrupts the running cell and empties the queue (`cancelled`). Variables stay. Where Python does not
 *   react within a second the worker is replaced: the result says `variablesKept: false`, and a `restarted` event
 *   brings the cells that had run, so that the page can offer to run them again.
 * - `restart()`: a fresh Python with an empty namespace; resolves when it is ready. Well under a second.
 * - `ran`: ids of the cells that have run since Python started, in order, each once.
 * - `dispose()`: ends the worker (Material's instant navigation to another page).
 *
 * Outputs of reader code are untrusted: `text` goes into textContent, `html` through the sanitiser.
 * After the first cell that ran, the service worker is registered and asked to keep what was loaded.
 */
export type * from "./types";
