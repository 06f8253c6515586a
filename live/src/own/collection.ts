/** All that the reader brought, with or without being remembered. */
import type { TokenizerWorker } from "../encoder/client.ts";
import type { Beside, OwnFacts } from "../encoder/protocol.ts";
import { keep, kept, unkeep } from "../files/kept.ts";
import { hexSha256 } from "../files/sha256.ts";
import { messageOf } from "../ui/errors.ts";
import type { Draft, Parts } from "./bundle.ts";
import { Classes } from "./classes.ts";
import { factsOf, type Said } from "./facts.ts";
import { hashOf, idOf, isOwnId, type Own, tidy } from "./own.ts";
import { OWN } from "./texts.ts";

/** What the device remembers of one. */
interface Remembered {
  id: string;
  name: string;
  parts: Parts;
  facts: OwnFacts | null;
  host: string | null;
  /** Missing in what older versions of the page wrote. */
  since?: number;
}

/** What another version of this page, or anybody, has put there may be anything. */
function isRecord(value: unknown): value is Remembered {
  const { id, name, parts, facts, since = 0 } = (value ?? {}) as Partial<Remembered>;
  // records of before have no `model`
  const { tokenizer, config, specials, model = null, template, templates } = (parts ?? {}) as Partial<Parts>;
  const isText = (one: unknown): boolean => one === null || typeof one === "string";
  return (
    isOwnId(id) &&
    typeof name === "string" &&
    Number.isFinite(since) &&
    [config, specials, model, template].every(isText) &&
    typeof templates === "object" &&
    templates !== null &&
    Object.values(templates).every((one) => typeof one === "string") &&
    (tokenizer === null ? facts === null : tokenizer instanceof Blob && typeof facts?.tokens === "number")
  );
}

export class OwnCollection {
  readonly #worker: TokenizerWorker;
  readonly #changed: (before: string | null, own: Own | null) => void;
  readonly #unkept: (own: Own) => void;
  readonly #classes = new Classes();
  #all: Own[] = [];
  #last = 0;

  /**
   * `changed`: what was there under an id is now another, or nothing; null for what is new. `unkept`: the device cannot
   * remember one that it should.
   */
  constructor(
    worker: TokenizerWorker,
    changed: (before: string | null, own: Own | null) => void,
    unkept: (own: Own) => void,
  ) {
    this.#worker = worker;
    this.#changed = changed;
    this.#unkept = unkept;
  }

  get all(): readonly Own[] {
    return this.#all;
  }

  /** What an id means: the one with this name, or else with this hash. */
  find(id: string): Own | undefined {
    const hash = hashOf(id);
    return (
      this.#all.find((own) => own.id === id) ?? (hash ? this.#all.find((own) => hashOf(own.id) === hash) : undefined)
    );
  }

  /** What this device remembers comes back; silent where it remembers nothing. */
  async recall(): Promise<void> {
    const all = await kept().catch((): unknown[] => []);
    const records = all.filter(isRecord).sort((one, other) => (one.since ?? 0) - (other.since ?? 0));
    for (const record of records) {
      if (this.#all.some(({ id }) => id === record.id)) continue;
      try {
        const parts: Parts = { ...record.parts, model: record.parts.model ?? null };
        const said = factsOf(parts);
        const beside = await this.#classes.beside(said);
        const own: Own = {
          ...record,
          parts,
          said: withClass(said, record.facts),
          beside,
          repo: this.#next(),
          kept: true,
          since: record.since ?? 0,
        };
        const again = parts.tokenizer && isOlder(record.facts, beside);
        const now = again ? await this.#lookedUp(own) : own;
        if (!again) this.#give(own);
        this.#put(null, now);
        if (again) void this.remember(now, true);
      } catch {
        // it cannot be read any more, and stays where it is
      }
    }
  }

  /** Throws an Error for the reader. `said` is what should be said beside that it is here. */
  async add(draft: Draft, file: string, host: string): Promise<{ own: Own; said: string }> {
    const { name: given, ...parts } = draft;
    const files = factsOf(parts);
    const beside = await this.#classes.beside(files);
    const repo = this.#next();
    const facts = parts.tokenizer ? await this.#read(repo, parts.tokenizer, beside, file) : null;
    const said = withClass(files, facts);
    const sha256 = facts?.sha256 ?? (await hexSha256(said.template ?? JSON.stringify(said.templates)));
    const known = this.#all.filter((own) => hashOf(own.id) === sha256);
    // the file as it is stands beside what its class makes of it
    const same = known.find(
      (own) => sameSaid(own.said, said) || (isBare(parts) && !own.facts?.made?.told?.differs.length),
    );
    if (same) {
      this.#worker.release(repo);
      return { own: same, said: OWN.same(same.name) };
    }
    const bare = known.find((own) => isBare(own.parts));
    if (bare) {
      this.#worker.release(bare.repo);
      const fuller: Own = { ...bare, parts, said, beside, facts, repo };
      this.#put(bare, fuller);
      if (bare.kept) await this.remember(fuller, true);
      return { own: fuller, said: OWN.same(fuller.name) };
    }
    const wanted = tidy(given, "tokenizer");
    const name = this.#free(wanted);
    const own: Own = {
      id: idOf(sha256, name),
      name,
      parts,
      said,
      beside,
      facts,
      repo,
      host: parts.tokenizer ? null : host,
      kept: false,
      since: Math.max(Date.now(), ...this.#all.map(({ since }) => since + 1)),
    };
    this.#put(null, own);
    return { own, said: name === wanted ? "" : OWN.sameName(wanted, name) };
  }

  /** Files that came later. Throws an Error for the reader. */
  async join(own: Own, parts: Parts, file: string): Promise<Own> {
    const given = Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== null)) as Partial<Parts>;
    const all: Parts = { ...own.parts, ...given, templates: { ...own.parts.templates, ...parts.templates } };
    const files = factsOf(all);
    const beside = await this.#classes.beside(files);
    const repo = this.#next();
    const facts = all.tokenizer ? await this.#read(repo, all.tokenizer, beside, file) : null;
    const said = withClass(files, facts);
    const now = this.#now(own); // it may have got another name meanwhile
    if (!now) {
      this.#worker.release(repo);
      throw new Error(OWN.gone(own.name));
    }
    this.#worker.release(own.repo);
    const joined: Own = { ...now, parts: all, said, beside, facts, repo };
    this.#put(now, joined);
    if (now.kept) await this.remember(joined, true);
    return joined;
  }

  rename(own: Own, name: string): Own {
    const wanted = tidy(name, own.name);
    if (wanted === own.name) return own;
    const free = this.#free(wanted);
    const renamed = { ...own, name: free, id: idOf(hashOf(own.id), free) };
    this.#put(own, renamed);
    if (own.kept) void this.#keepAs(renamed, own.id);
    return renamed;
  }

  /** Which tokenizer a template gets its tokens from; `keep`: the device remembers that, if it remembers the template. */
  lodge(own: Own, host: string, keep: boolean): void {
    const lodged = { ...own, host };
    this.#all = this.#all.map((one) => (one.id === own.id ? lodged : one));
    if (own.kept && keep) void this.remember(lodged, true);
  }

  /** False where the browser refuses, which is told. */
  async remember(own: Own, on: boolean): Promise<boolean> {
    const done = await this.#write(own, on);
    const now = this.#now(own);
    if (!done && now) this.#unkept(now);
    if (done && on && now && now.id !== own.id) await this.#keepAs(now, own.id); // it got another name meanwhile
    return done;
  }

  /** False where the browser has no room. */
  async #write(own: Own, on: boolean): Promise<boolean> {
    const { id, name, parts, facts, host, repo, since } = own;
    const asked = on ? keep(id, { id, name, parts, facts, host, since } satisfies Remembered) : unkeep(id);
    const done = await asked.then(
      () => true,
      () => false,
    );
    const kept = on && done;
    this.#all = this.#all.map((one) => (one.id === id || one.repo === repo ? { ...one, kept } : one));
    return done || !on;
  }

  /** The new name first: a page that closes in between forgets nothing. Where there is no room for both, it makes room. */
  async #keepAs(renamed: Own, before: string): Promise<void> {
    const kept = await this.#write(renamed, true);
    await unkeep(before).catch(() => {});
    if (!kept) await this.remember(renamed, true);
  }

  /** What it is now, under whatever name; none where it was removed. */
  #now({ repo }: Own): Own | undefined {
    return this.#all.find((own) => own.repo === repo);
  }

  remove(own: Own): void {
    this.#all = this.#all.filter(({ id }) => id !== own.id);
    this.#worker.release(own.repo);
    void unkeep(own.id).catch(() => {});
    this.#changed(own.id, null);
  }

  /** What was removed is here again. */
  restore(removed: Own): Own {
    const own: Own = { ...removed, repo: this.#next() };
    this.#give(own);
    this.#put(null, own);
    if (own.kept) void this.remember(own, true);
    return own;
  }

  #next(): string {
    return `own/${(this.#last += 1)}`;
  }

  #put(before: Own | null, own: Own): void {
    if (before) this.#all = this.#all.map((one) => (one.id === before.id ? own : one));
    else this.#all = [...this.#all, own];
    this.#changed(before?.id ?? null, own);
  }

  #free(name: string): string {
    let free = name;
    for (let n = 2; this.#all.some((own) => own.name === free); n += 1) free = `${name} ${n}`;
    return free;
  }

  #give({ repo, name, beside, parts }: Pick<Own, "repo" | "name" | "beside" | "parts">): void {
    if (!parts.tokenizer) return;
    this.#worker.give(repo, { name, file: parts.tokenizer, beside });
  }

  /** With what the class makes of it, which the device does not remember or remembers of another version. */
  async #lookedUp(own: Own): Promise<Own> {
    const facts = await this.#read(own.repo, own.parts.tokenizer!, own.beside, own.name);
    return { ...own, facts, said: withClass(own.said, facts) };
  }

  async #read(repo: string, tokenizer: Blob, beside: Beside, file: string): Promise<OwnFacts> {
    this.#give({ repo, name: file, beside, parts: { tokenizer } as Parts });
    try {
      return (await this.#worker.load(repo, file)).own!;
    } catch (error) {
      this.#worker.release(repo);
      throw new Error(OWN.unreadable(file, messageOf(error).replace(/\.$/, "")));
    }
  }
}

/** What the files say, with the special tokens that the class has by itself. */
const withClass = (said: Said, facts: OwnFacts | null): Said => ({
  ...said,
  specials: facts?.made?.specials ?? said.specials,
});

/** Whether facts are of before the class was looked up, or of another version of the library. */
const isOlder = (facts: OwnFacts | null, { classes }: Beside): boolean =>
  Boolean(classes?.table) && facts?.made?.version !== classes?.table?.transformers;

/** A tokenizer.json and nothing beside it. */
const isBare = ({ tokenizer, config, specials, model, template, templates }: Parts): boolean =>
  tokenizer !== null && !config && !specials && !model && template === null && !Object.keys(templates).length;

const sameSaid = (one: Said, other: Said): boolean => JSON.stringify(one) === JSON.stringify(other);
