/**
 * The service worker: what a page has loaded is there without a connection.
 *
 * In: requests of the pages. Out: answers that are what the build made.
 * May import: files.
 */
export {};
