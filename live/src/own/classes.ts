/** The table of tokenizer classes, fetched when the files beside a tokenizer.json ask for one. */
import type { ClassTable } from "../classes/table.ts";
import { classFile, siteRoot } from "../encoder/built.ts";
import { lengthOf } from "../encoder/length.ts";
import type { Beside } from "../encoder/protocol.ts";
import { fetchVerified } from "../files/verified.ts";
import type { Said } from "./facts.ts";

export class Classes {
  #table: Promise<ClassTable | null> | null = null;

  /** What a worker must know of the files beside a tokenizer.json. */
  async beside({ maxLength, extra, tokens, asked }: Said): Promise<Beside> {
    const classes = asked && { ...asked, tokens, table: await this.#fetched() };
    return { maxLength: lengthOf(maxLength), extra, classes };
  }

  /** Null where it cannot be loaded: then the next call tries again. */
  #fetched(): Promise<ClassTable | null> {
    if (!classFile) return Promise.resolve(null);
    this.#table ??= fetchVerified("the table of tokenizer classes", classFile, siteRoot).then(
      (bytes) => JSON.parse(new TextDecoder().decode(bytes)) as ClassTable,
      () => (this.#table = null),
    );
    return this.#table;
  }
}
