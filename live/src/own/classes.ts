/** The table of tokenizer classes, fetched when the files beside a tokenizer.json ask for one. */
import type { ClassTable } from "../classes/table.ts";
import { classFile, siteRoot } from "../encoder/built.ts";
import { lengthOf } from "../encoder/length.ts";
import type { Beside } from "../encoder/protocol.ts";
import { fetchVerified } from "../files/verified.ts";
import { messageOf } from "../ui/errors.ts";
import type { Said } from "./facts.ts";

export class Classes {
  #table: Promise<ClassTable> | null = null;
  #failed = false;

  /** What a worker must know of the files beside a tokenizer.json. */
  async beside({ maxLength, extra, tokens, asked }: Said): Promise<Beside> {
    const classes = asked && { ...asked, tokens, ...(await this.#looked()) };
    return { maxLength: lengthOf(maxLength), extra, classes };
  }

  /** `failed`: why it could not be loaded; then the next call tries again. */
  async #looked(): Promise<{ table: ClassTable | null; failed: string }> {
    if (!classFile) return { table: null, failed: "" };
    this.#table ??= fetchVerified("the table of tokenizer classes", classFile, siteRoot, { again: this.#failed }).then(
      (bytes) => JSON.parse(new TextDecoder().decode(bytes)) as ClassTable,
    );
    const asked = this.#table;
    try {
      return { table: await asked, failed: "" };
    } catch (error) {
      this.#failed = true;
      if (this.#table === asked) this.#table = null;
      return { table: null, failed: messageOf(error) };
    }
  }
}
