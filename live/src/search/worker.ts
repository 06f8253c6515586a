/** The worker that Material's page starts for its search: {type 0, docs} → {type 1}; {type 2, query} → {type 3, items}. */
import { Finder, type Section } from "./finder.ts";

type Asked = { type: 0; data: { docs: Section[] } } | { type: 2; data: string };

let finder: Finder | null = null;

addEventListener("message", ({ data: message }: MessageEvent<Asked>) => {
  if (message.type === 0) {
    finder = new Finder(message.data.docs);
    postMessage({ type: 1 });
  } else {
    postMessage({ type: 3, data: { items: finder?.search(message.data) ?? [] } });
  }
});
