/**
 * Stands in the page itself, before everything else: starting a worker takes about as long as all that the page does
 * before its own
 * script runs. It begins with the smallest tokenizer of those that are shown at first; encoder/built.ts takes the
 * worker over.
 * `data-root` of its element: the site's root, relative to the page.
 */
import type { ToWorker } from "../encoder/protocol.ts";
import type { BuiltFile } from "../files/manifest.ts";

declare const EARLY: { worker: BuiltFile; first: { repo: string; name: string; file: BuiltFile } };

const shared = self as unknown as {
  tokenTourPatience?: number;
  tokenTourEarly: Record<string, Promise<Worker | null>>;
};
const patience = shared.tokenTourPatience;
if (self.Worker) {
  const root = new URL(document.currentScript!.dataset.root!, document.baseURI);
  const start = async (): Promise<Worker> => {
    const answer = await fetch(new URL(EARLY.worker.url, root), { integrity: `sha256-${EARLY.worker.sha256}` });
    const code = new Blob([await answer.arrayBuffer()], { type: "text/javascript" });
    const worker = new Worker(URL.createObjectURL(code), { type: "module" });
    worker.postMessage({
      type: "load",
      ...EARLY.first,
      base: root.href,
      ...(patience === undefined ? {} : { patience }),
    } satisfies ToWorker);
    return worker;
  };
  const late = new Promise<null>((resolve) => setTimeout(resolve, patience ?? 20_000, null));
  shared.tokenTourEarly = { playworker: Promise.race([start(), late]).catch(() => null) };
}
