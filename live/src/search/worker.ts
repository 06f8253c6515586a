/**
 * The worker behind the page's search (scripts/course/site/search.py): {type 0, the index as a file} → {type 1}; {type
 * 2, query} → {type 3, items}; {type 4} when the field takes the focus, before anything is typed.
 */
import { Finder, type Section } from "./finder.ts";

type Asked = { type: 0; data: Blob } | { type: 2; data: string } | { type: 4 };

let file = new Blob(['{"docs": []}']);
let finder: Promise<Finder> | null = null;

async function built(): Promise<Finder> {
  const { docs } = JSON.parse(await file.text()) as { docs: Section[] };
  return new Finder(docs);
}

// Made when it is wanted: most pages are read without a search, and it takes a good part of the time of opening one.
const wanted = (): Promise<Finder> => {
  finder ??= built();
  return finder;
};

addEventListener("message", async ({ data: message }: MessageEvent<Asked>) => {
  if (message.type === 0) {
    file = message.data;
    postMessage({ type: 1 });
  } else if (message.type === 4) {
    await wanted();
  } else {
    const items = message.data.trim() ? (await wanted()).search(message.data) : [];
    postMessage({ type: 3, data: { items } });
  }
});
