/** The tokenizers of a playground: the build's, and beside them the reader's own, which come and go. */
import type { Model } from "../encoder/models.ts";
import type { OwnCollection } from "../own/collection.ts";
import { isOwnId, modelOf, type Own } from "../own/own.ts";

export class Offer {
  /** `built`: in the page's order; `templates`: templates without a tokenizer have a place here. */
  constructor(
    readonly built: readonly Model[],
    readonly own: OwnCollection,
    readonly templates: boolean,
  ) {}

  /** The reader's own, then the build's. */
  get models(): Model[] {
    const owns = this.own.all.filter((own) => this.shows(own));
    return [...owns.map((own) => modelOf(own, this.hostOf(own))), ...this.built];
  }

  /** Those of the chosen that are here, in the page's order. */
  chosen(ids: readonly string[]): Model[] {
    return this.models.filter(({ id }) => ids.includes(id));
  }

  /** Those of the chosen whose files are not here. */
  missing(ids: readonly string[]): string[] {
    const here = this.models.map(({ id }) => id);
    return ids.filter((id) => isOwnId(id) && !here.includes(id));
  }

  /** Ids as this page knows them: a file has the same hash under another name, too. */
  known(ids: readonly string[]): string[] {
    const known = (id: string): string => {
      const own = this.own.find(id);
      return own && this.shows(own) ? own.id : id;
    };
    return [...new Set(ids.map(known))];
  }

  /** Of all, the first of these ids that is here; else the first. */
  firstOf(ids: readonly string[]): Model {
    const { models } = this;
    const here = this.known(ids).map((id) => models.find((model) => model.id === id));
    return here.find((model) => model) ?? models[0]!;
  }

  shows(own: Own): boolean {
    return this.templates || own.facts !== null;
  }

  /** All that have tokens of their own. */
  get hosts(): Model[] {
    const owns = this.own.all.filter(({ facts }) => facts !== null);
    return [...this.built, ...owns.map((own) => modelOf(own, null))];
  }

  /** The first where there is none of this id; it may have got another name. */
  host(id: string | null): Model {
    const [known] = id === null ? [] : this.known([id]);
    return this.hosts.find((model) => model.id === known) ?? this.built[0]!;
  }

  /** Whose tokens a template that came alone gets; null where it has its own. */
  hostOf(own: Own): Model | null {
    return own.facts ? null : this.host(own.host);
  }
}
