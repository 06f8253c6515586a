/**
 * The worker behind the page's search (scripts/course/site/search.py): {type 0, the index as a file} → {type 1}; {type
 * 2, query} → {type 3, items}.
 */
import { Finder, type Section } from "./finder.ts";

type Asked = { type: 0; data: Blob } | { type: 2; data: string };

let finder: Finder | null = null;

addEventListener("message", async ({ data: message }: MessageEvent<Asked>) => {
  if (message.type === 0) {
    const { docs } = JSON.parse(await message.data.text()) as { docs: Section[] };
    finder = new Finder(docs);
    postMessage({ type: 1 });
  } else {
    postMessage({ type: 3, data: { items: finder?.search(message.data) ?? [] } });
  }
});
