/**
 * Takes network, storage and code from text away from the reader's code, which reaches JavaScript through `import js`.
 * A worker has no DOM anyway. This keeps honest code from surprises and a pasted cell from calling home; the page's
 * Content-Security-Policy is the second lock. Call it when Python has started and our own uses are captured.
 */
const REFUSED = [
  "fetch",
  "XMLHttpRequest",
  "WebSocket",
  "WebSocketStream",
  "EventSource",
  "WebTransport",
  "importScripts",
  "Worker",
  "SharedWorker",
  "BroadcastChannel",
  "indexedDB",
  "caches",
  "postMessage",
  "close",
  "eval",
  "Function",
];
const REFUSED_OF_NAVIGATOR = ["sendBeacon", "storage", "serviceWorker", "locks", "gpu", "usb", "serial", "hid"];

export function seal(): void {
  for (const name of REFUSED) if (name in self) replace(self, name);
  for (const name of REFUSED_OF_NAVIGATOR) if (name in navigator) replace(navigator, name);
  for (const make of [() => {}, async () => {}, function* () {}, async function* () {}]) {
    replace(Object.getPrototypeOf(make) as object, "constructor");
  }
}

function replace(target: object, name: string): void {
  const original = (target as Record<string, unknown>)[name];
  const refuse = (): never => {
    throw new Error(
      `cells in the page have no network and no storage (${name}); the lesson's notebook or script (linked under its title) runs on your computer`,
    );
  };
  if (typeof original === "function")
    refuse.prototype = original.prototype; // `instanceof Function` goes on working
  else for (const method of methodsOf(original)) Object.defineProperty(refuse, method, { value: refuse });
  Object.defineProperty(target, name, { value: refuse, writable: false, configurable: false });
}

function methodsOf(object: unknown): string[] {
  const names = object ? Object.getOwnPropertyNames(Object.getPrototypeOf(object)) : [];
  return names.filter((name) => !["constructor", "prototype"].includes(name));
}
