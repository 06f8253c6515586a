/**
 * Starts a module worker from verified code, and waits until its script has run: every worker's first message says so.
 */
import type { Script } from "./files.ts";
import { patience, Watch } from "./patience.ts";

/** A worker, or Python in it, did not start though every file was there. */
export class BootFailed extends Error {}

/** Rejects with BootFailed, and with Error where the browser has no module workers. */
export async function startWorker({ code, url }: Script, name: string): Promise<Worker> {
  // A host whose own policy forbids `blob:` gets the plain address.
  return begun(code, name).catch((error: unknown) => {
    if (!(error instanceof BootFailed)) throw error;
    return begun(url, name);
  });
}

function begun(url: string, name: string): Promise<Worker> {
  return new Promise((resolve, reject) => {
    let modules = false;
    const options = {
      name,
      get type(): WorkerType {
        modules = true;
        return "module";
      },
    };
    const worker = new Worker(url, options);
    const watch = new Watch(patience());
    const fail = (error: Error): void => {
      watch.stop();
      worker.terminate();
      reject(error);
    };
    if (!modules) return fail(new Error("This browser has no module workers, which this page needs."));
    // What the server answers to a plain address may be an empty file; nothing can be late at the other.
    if (!url.startsWith("blob:")) watch.signal.onabort = () => fail(new BootFailed("the worker did not start"));
    worker.onerror = (event) => {
      event.preventDefault?.();
      fail(new BootFailed(event.message ? `the worker failed: ${event.message}` : "the worker could not be started"));
    };
    worker.onmessage = () => {
      watch.stop();
      resolve(worker);
    };
  });
}
