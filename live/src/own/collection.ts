/** All that the reader brought, with or without being remembered. */
import type { TokenizerWorker } from "../encoder/client.ts";
import type { Beside, OwnFacts } from "../encoder/protocol.ts";
import { unkeep } from "../files/kept.ts";
import { hexSha256 } from "../files/sha256.ts";
import { messageOf } from "../ui/errors.ts";
import type { Draft, Parts } from "./bundle.ts";
import { Classes } from "./classes.ts";
import { factsOf, type Said } from "./facts.ts";
import { hashOf, idOf, type Own, tidy } from "./own.ts";
import { type Remembered, remembered, write } from "./remembered.ts";
import { OWN } from "./texts.ts";

export class OwnCollection {
  readonly #worker: TokenizerWorker;
  readonly #changed: (before: string | null, own: Own | null) => void;
  readonly #unkept: (own: Own) => void;
  readonly #classes = new Classes();
  #all: Own[] = [];
  /** Hashes of what the device remembers and is not here yet; null until it is known which. */
  #coming: Set<string> | null = null;
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

  /** Whether this device may remember it, and it has yet to come. */
  awaits(id: string): boolean {
    return this.#coming === null || this.#coming.has(hashOf(id));
  }

  /** What this device remembers comes back. `known`: what is awaited has become less, though nothing came. */
  async recall(known: () => void): Promise<void> {
    const records = await remembered();
    this.#coming = new Set(records.map(({ id }) => hashOf(id)));
    known();
    await Promise.all(
      records.map((record) =>
        this.#recalled(record).catch(() => {
          this.#coming!.delete(hashOf(record.id)); // it cannot be read any more, and stays where it is
          known();
        }),
      ),
    );
  }

  async #recalled(record: Remembered): Promise<void> {
    const { parts, facts } = record;
    const said = factsOf(parts);
    const beside = await this.#classes.beside(said);
    const repo = this.#next();
    const own: Own = { ...record, said: withClass(said, facts), beside, repo, kept: true };
    const again = parts.tokenizer && isOlder(facts, beside);
    const now = again ? await this.#lookedUp(own) : own;
    this.#coming!.delete(hashOf(record.id));
    if (this.#all.some(({ id }) => id === record.id)) return this.#worker.release(repo); // the reader was quicker
    if (!again) this.#give(own);
    this.#put(null, now);
    if (again && beside.classes?.table) void this.remember(now, true);
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
    const older = known.find((own) => isOlder(own.facts, beside) && sameSaid(factsOf(own.parts), files));
    if (older)
      return { own: await this.#instead(older, { parts, said, beside, facts, repo }), said: OWN.same(older.name) };
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
      return { own: await this.#instead(bare, { parts, said, beside, facts, repo }), said: OWN.same(bare.name) };
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
    return this.#instead(now, { parts: all, said, beside, facts, repo });
  }

  /** What was read again stands in its place. */
  async #instead(own: Own, read: Pick<Own, "parts" | "said" | "beside" | "facts" | "repo">): Promise<Own> {
    this.#worker.release(own.repo);
    const now: Own = { ...own, ...read };
    this.#put(own, now);
    if (own.kept) await this.remember(now, true);
    return now;
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
    const { id, repo } = own;
    const asked = on ? write(own) : unkeep(id);
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
    else this.#all = [...this.#all, own].sort((one, other) => one.since - other.since);
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

/** Whether facts are of before the class was looked up, of another version of the library, or with a table that is not here. */
const isOlder = (facts: OwnFacts | null, { classes }: Beside): boolean =>
  Boolean(classes) && facts?.made?.version !== (classes?.table?.transformers ?? null);

/** A tokenizer.json and nothing beside it. */
const isBare = ({ tokenizer, config, specials, model, template, templates }: Parts): boolean =>
  tokenizer !== null && !config && !specials && !model && template === null && !Object.keys(templates).length;

const sameSaid = (one: Said, other: Said): boolean => JSON.stringify(one) === JSON.stringify(other);
