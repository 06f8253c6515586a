/** Progress as a file: what store.ts and place.ts keep, taken along to another browser. Reading a file loses nothing. */
import { make, wordButton } from "../ui/dom.ts";
import { download } from "../ui/download.ts";
import { textOf } from "../ui/textfile.ts";
import { type Shelf, Store } from "./store.ts";
import { HOME } from "./texts_home.ts";

const FORMAT = "token-tour progress";
const VERSION = 1;
const DRAFT = /^draft:[a-z0-9-]+:[a-z0-9-]+:[\w-]+$/;
const PROGRESS = /^progress:([a-z0-9-]+)$/;
const PLACE = "place";
/** Bytes: all that a browser keeps for a site, and more than its longest form as JSON. */
const LARGEST = 50_000_000;

type Entries = Record<string, string>;

/** What is kept, by name without the site's root. */
function entriesOf(shelf: Shelf | null, root: string): Entries {
  const start = `${root}tour:`;
  const found: Entries = {};
  for (let i = 0; i < (shelf?.length ?? 0); i++) {
    const key = shelf!.key(i)!;
    if (key.startsWith(start)) found[key.slice(start.length)] = shelf!.getItem(key) ?? "";
  }
  return found;
}

/** The entries of a file, or one sentence why there are none. */
function read(text: string, name: string): Entries | string {
  try {
    const { format, version, kept } = JSON.parse(text) as Record<string, unknown>;
    if (format !== FORMAT || typeof kept !== "object" || !kept || Array.isArray(kept)) return HOME.notOurs(name);
    if (version !== VERSION) return HOME.newer(name);
    const known = Object.entries(kept).filter(([key]) => DRAFT.test(key) || PROGRESS.test(key) || key === PLACE);
    return known.every(([, value]) => typeof value === "string") ? Object.fromEntries(known) : HOME.notOurs(name);
  } catch {
    return HOME.notOurs(name);
  }
}

/** Takes in what is not here yet: solved stays solved, a changed cell stays as it is here. Throws where nothing is kept. */
function takeIn(shelf: Shelf, root: string, entries: Entries): string {
  const here = entriesOf(shelf, root);
  const store = new Store(shelf, root);
  let [taken, differ] = [0, 0];
  for (const [key, value] of Object.entries(entries)) {
    const lesson = PROGRESS.exec(key)?.[1];
    if (lesson) taken += store.takeMarks(lesson, value) ? 1 : 0;
    else if (!(key in here)) {
      shelf.setItem(`${root}tour:${key}`, value);
      taken += 1;
    } else if (key !== PLACE && here[key] !== value) differ += 1;
  }
  return HOME.read_in(taken, differ);
}

/** The two buttons, in the home page's `<div class="tt-carry">`; `changed` hears that something was taken in. */
export function showCarry(shelf: Shelf | null, root: string, changed: () => void): void {
  const place = document.querySelector(".tt-carry");
  if (!place) return;
  const said = make("p", "tt-note");
  said.setAttribute("role", "status");
  const input = Object.assign(make("input"), { type: "file", accept: ".json,application/json", hidden: true });
  input.setAttribute("aria-label", HOME.read);
  const save = wordButton(HOME.save, () => {
    const kept = entriesOf(shelf, root);
    const count = Object.keys(kept).length;
    said.textContent = count ? HOME.saved(count) : HOME.nothing;
    if (!count) return;
    const text = JSON.stringify({ format: FORMAT, version: VERSION, kept }, null, 1);
    download(new Blob([text], { type: "application/json" }), HOME.file);
  });
  input.addEventListener("change", async () => {
    const file = input.files?.[0];
    if (!file) return;
    const text = await textOf(file, LARGEST);
    input.value = ""; // the same file may be chosen again
    const entries = "why" in text ? text.why : read(text.text, file.name);
    if (typeof entries === "string") said.textContent = entries;
    else
      try {
        if (!shelf) throw new Error("nothing is kept");
        said.textContent = takeIn(shelf, root, entries);
        changed();
      } catch {
        said.textContent = HOME.unkept;
      }
  });
  const open = wordButton(HOME.read, () => input.click());
  place.replaceChildren(make("p", "tt-carry-tools", save, open, input), said);
}
