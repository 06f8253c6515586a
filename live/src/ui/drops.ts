/** Files and folders chosen or dropped, and dropped text. */
import { make } from "./dom.ts";

/** A file, and its path: within a folder with the folder's name, else its name alone. */
export interface NamedFile {
  path: string;
  file: File;
}

export interface Drops {
  /** `on`: what they fell on; null for files that were chosen. */
  files(files: NamedFile[], on: Element | null): void;
  text(text: string, on: Element): void;
  /** What was dropped is neither. */
  nothing(): void;
}

/** More files of a folder are not looked at. */
const MOST = 5000;

/** Makes `root` accept drops; returns hidden inputs to open, for files and for a folder. */
export function acceptDrops(root: HTMLElement, drops: Drops): { files: HTMLInputElement; folder: HTMLInputElement } {
  const over = (event: DragEvent, on: boolean): void => {
    event.preventDefault();
    root.classList.toggle("tt-dropping", on);
  };
  root.addEventListener("dragover", (event) => over(event, true));
  root.addEventListener("dragleave", (event) => over(event, false));
  root.addEventListener("drop", (event) => {
    over(event, false);
    const { dataTransfer, target } = event;
    const text = dataTransfer?.getData("text/plain") ?? "";
    if (dataTransfer?.files.length) void dropped(dataTransfer).then((files) => drops.files(files, target as Element));
    else if (text) drops.text(text, target as Element);
    else drops.nothing();
  });
  const input = (folder: boolean): HTMLInputElement => {
    const made = make("input");
    made.type = "file";
    made.multiple = true;
    made.webkitdirectory = folder;
    made.hidden = true;
    made.addEventListener("change", () => {
      const files = Array.from(made.files ?? [], (file) => ({ path: file.webkitRelativePath || file.name, file }));
      made.value = "";
      if (files.length) drops.files(files, null);
    });
    return made;
  };
  return { files: input(false), folder: input(true) };
}

/** What was dropped is there during the event only, so folders are asked for at once, and read then. */
async function dropped(data: DataTransfer): Promise<NamedFile[]> {
  const plain = Array.from(data.files, (file) => ({ path: file.name, file }));
  const entries = Array.from(data.items, (item) => item.webkitGetAsEntry?.() ?? null);
  if (!entries.some((entry) => entry?.isDirectory)) return plain;
  const out: NamedFile[] = [];
  const visit = async (entry: FileSystemEntry | null, folder: string): Promise<void> => {
    if (!entry || out.length >= MOST) return;
    const path = folder + entry.name;
    if (entry.isFile) {
      const file = await new Promise<File | null>((resolve) =>
        (entry as FileSystemFileEntry).file(resolve, () => resolve(null)),
      );
      if (file) out.push({ path, file });
    } else for (const inner of await inFolder(entry as FileSystemDirectoryEntry)) await visit(inner, `${path}/`);
  };
  for (const entry of entries) await visit(entry, "");
  return out;
}

/** A reader gives some of them at a time, and none at the end. */
async function inFolder(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])));
    all.push(...some);
    if (!some.length || all.length > MOST) return all;
  }
}
