/**
 * Python in the page: page/ is the page's side, worker/ Pyodide's.
 *
 * In: cells. Out: their outputs, progress and failures.
 * May import: classes, tokenizers, files.
 */
export {};
