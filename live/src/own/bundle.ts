/** What was dropped, chosen or pasted, as tokenizers and templates: one for each folder, and what is neither. */
import { grouped } from "../chats/ordered.ts";
import type { NamedFile } from "../ui/drops.ts";
import { modelFields } from "./asked.ts";
import { fields } from "./json.ts";
import { baseName, type Kind, kindByName, kindOf } from "./recognise.ts";
import { OWN } from "./texts.ts";
import { zipEntries } from "./zip.ts";

export const LARGEST = 50_000_000; // bytes of one file
const LARGEST_TEXT = 10_000_000;

/** The files of one tokenizer, as texts but for the large one. */
export interface Parts {
  tokenizer: Blob | null;
  config: string | null;
  specials: string | null;
  /** Of config.json what counts for the class. */
  model: string | null;
  /** chat_template.jinja */
  template: string | null;
  /** additional_chat_templates/NAME.jinja */
  templates: Record<string, string>;
}

export interface Draft extends Parts {
  name: string;
}

export const NOTHING: Parts = {
  tokenizer: null,
  config: null,
  specials: null,
  model: null,
  template: null,
  templates: {},
};

interface Found {
  kind: Kind;
  path: string;
  size: number;
  blob(): Promise<Blob>;
}

/** Throws an Error for the reader. `rest`: files that are no part of a tokenizer. */
export async function sortOut(files: readonly NamedFile[]): Promise<{ drafts: Draft[]; rest: NamedFile[] }> {
  const found: Found[] = [];
  const rest: NamedFile[] = [];
  const emptied: { name: string; paths: string[] }[] = [];
  for (const { path, file } of files) {
    const inFolder = path.includes("/");
    if (!inFolder && /\.zip$/i.test(path)) {
      if (file.size > LARGEST) throw new Error(OWN.tooLarge(file.name));
      const entries = await zipEntries(file, file.name);
      const within = entries.flatMap((entry) => {
        const kind = kindByName(entry.path);
        return kind && !baseName(entry.path).startsWith(".") && !entry.path.startsWith("__MACOSX/")
          ? [{ ...entry, kind, path: `${stem(file.name)}/${entry.path}` }]
          : [];
      });
      if (within.every(({ kind }) => kind === "model"))
        emptied.push({ name: file.name, paths: entries.map((entry) => entry.path) });
      found.push(...within);
      continue;
    }
    // in a folder only names count: nobody reads a model's weights to see what they are
    const kind = inFolder ? kindByName(path) : await kindOf(path, file);
    if (kind) found.push({ kind, path, size: file.size, blob: async () => file });
    else rest.push({ path, file });
  }
  const folder = rest.find(({ path }) => path.includes("/"));
  if (folder && found.every(({ kind }) => kind === "model"))
    emptied.push({ name: folder.path.split("/")[0]!, paths: rest.map(({ path }) => path) });
  const alone = found.every(({ kind, path }) => kind === "model" && path.includes("/"));
  if (alone && emptied[0]) throw new Error(empty(emptied[0]));
  // a config.json of a folder without a tokenizer is another part's
  const groups = together(found).filter((group) =>
    group.some(({ kind, path }) => kind !== "model" || !path.includes("/")),
  );
  const drafts = await Promise.all(groups.map(drafted));
  return { drafts, rest: rest.filter(({ path }) => !path.includes("/")) };
}

const empty = ({ name, paths }: { name: string; paths: string[] }): string =>
  paths.some((path) => /(?:tokenizer|spiece|sentencepiece)[\w.]*\.model$/.test(path))
    ? OWN.sentencePiece(name)
    : OWN.emptyFolder(name);

const stem = (name: string): string => name.replace(/\.[^.]+$/, "") || name;

/** By folder; of loose files each tokenizer is one, and what belongs to a tokenizer goes to the only one. */
function together(found: readonly Found[]): Found[][] {
  const groups = grouped(found, ({ path }) => {
    const at = path.replace(/additional_chat_templates\/[^/]*$/, "").lastIndexOf("/");
    return path.slice(0, Math.max(0, at));
  });
  return [...groups.values()].flatMap((group) => {
    const tokenizers = group.filter(({ kind }) => kind === "tokenizer");
    if (tokenizers.length < 2) return [group];
    const others = group.filter(({ kind }) => kind !== "tokenizer");
    return [...tokenizers.map((one) => [one]), ...(others.length ? [others] : [])];
  });
}

const isNamed = (path: string): boolean => /(?:^|\/)additional_chat_templates\//.test(path);

async function drafted(group: readonly Found[]): Promise<Draft> {
  const parts: Parts = { ...NOTHING, templates: {} };
  // of several in one place the last counts, and only that one is read
  const last = new Map<string, Found>();
  for (const one of group) {
    const { kind, path, size } = one;
    if (size > (kind === "tokenizer" ? LARGEST : LARGEST_TEXT))
      throw new Error(kind === "tokenizer" ? OWN.tooLarge(baseName(path)) : OWN.textTooLarge(baseName(path)));
    last.set(isNamed(path) ? `named ${stem(baseName(path))}` : kind, one);
  }
  for (const { kind, path, blob } of last.values()) {
    if (kind === "tokenizer") parts.tokenizer = await blob();
    else if (isNamed(path)) parts.templates[stem(baseName(path))] = await (await blob()).text();
    else if (kind === "model")
      parts.model = JSON.stringify(modelFields(fields(await (await blob()).text(), "config.json")));
    else parts[kind] = await (await blob()).text();
  }
  const main = group.find(({ kind }) => kind === "tokenizer") ?? group[0]!;
  const folder = main.path.split("/").at(-2);
  return { ...parts, name: folder ?? stem(baseName(main.path)) };
}
