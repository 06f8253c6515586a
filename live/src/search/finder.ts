/**
 * The site's search: sections of pages ranked by BM25 over their words, and by how many of those stand in the query's
 * order.
 */
import MiniSearch from "minisearch";
import { marked, plain } from "./marks.ts";
import { core, covered, pairsOf, titled, type Wanted, wanted, weights } from "./query.ts";
import { termsOf, wordsOf } from "./words.ts";

/** A section as MkDocs writes it to search_index.json: title and text are HTML. */
export interface Section {
  location: string;
  title: string;
  text: string;
  boost?: number;
  asked?: string[];
}

/**
 * A section found, as Material's page shows it: marked HTML; terms are kept empty, since they would be told as missing.
 */
export interface Hit {
  location: string;
  title: string;
  text: string;
  score: number;
  terms: Record<string, boolean>;
}

interface Entry {
  id: number;
  title: string;
  page: string;
  text: string;
  asked: string;
}

interface Found {
  id: number;
  score: number;
  more: string[]; // words of the section that begin like the last of the query, or nearly are one of it
}

const FIELDS = { title: 3, page: 0.5, text: 1, asked: 3 };
const SHOWN = 0.75; // a section with this share of the page's best score is shown with it
const BLOCKS = 2; // paragraphs and the like, of a section in the results
const ORDERED = 60; // this many of the best are looked at for the order of their words
const IN_ORDER = 2; // a section with the query word for word counts three times
const KEPT = 0.2; // of the best score of all

export class Finder {
  readonly #sections: Section[];
  readonly #pages = new Map<string, Section>();
  readonly #index = new MiniSearch<Entry>({
    fields: Object.keys(FIELDS),
    tokenize: (text) => wordsOf(text).flatMap((word) => this.#termsOf(word.text)),
    processTerm: (term) => term,
  });

  readonly #pairs = new Map<number, Set<string>>();
  readonly #terms = new Map<string, string[]>();

  constructor(sections: Section[]) {
    this.#sections = sections;
    for (const section of sections) if (!section.location.includes("#")) this.#pages.set(section.location, section);
    this.#index.addAll(sections.map((section, id) => this.#entry(section, id)));
  }

  /** Pages with their sections, best first; the first of a group is its best section. */
  search(query: string): Hit[][] {
    const text = core(query);
    const words = wanted(text);
    const terms = weights(words);
    const groups = new Map<string, Hit[]>();
    const found = this.#found(text, words, terms);
    for (const { id, score, more } of found) {
      const section = this.#sections[id] as Section;
      if (score < KEPT * (found[0]?.score ?? 0)) break;
      const page = pageOf(section.location);
      groups.set(page, [...(groups.get(page) ?? []), this.#hit(section, score, terms, words, more)]);
    }
    return [...groups].map(([page, hits]) => this.#group(page, hits));
  }

  #found(text: string, words: Wanted[], terms: Map<string, number>): Found[] {
    const [last] = termsOf(wordsOf(text).pop()?.text ?? "");
    const names = [...terms.keys()];
    const results = this.#index.search(text, {
      boost: FIELDS,
      tokenize: () => names,
      boostTerm: (term) => terms.get(term) ?? 0,
      prefix: (term) => term === last && term.length > 1,
      fuzzy: (term) => names.length < 12 && /^[a-z]{6,}$/.test(term) && 1,
      weights: { prefix: 0.3, fuzzy: 0.1 },
      boostDocument: (id) => worth(this.#sections[id as number] as Section),
    });
    // MiniSearch multiplies by how many terms were found, of which an identifier has more than a word
    const found = results.map(({ id, score, queryTerms, terms: matched }) => ({
      id: id as number,
      score:
        (score / queryTerms.length) *
        covered(words, new Set(queryTerms)) *
        titled(plain((this.#sections[id] as Section).title), words),
      more: matched.filter((term) => !terms.has(term) && !term.startsWith("~")),
    }));
    const pairs = [...pairsOf(text)];
    const best = sorted(found).slice(0, ORDERED);
    return sorted(best.map((hit) => ({ ...hit, score: hit.score * (1 + IN_ORDER * this.#inOrder(hit.id, pairs)) })));
  }

  /** The share of the pairs that a section has. */
  #inOrder(id: number, pairs: string[]): number {
    let there = this.#pairs.get(id);
    if (!there) {
      const { title, text, asked = [] } = this.#sections[id] as Section;
      this.#pairs.set(id, (there = pairsOf([plain(title), plain(text), ...asked].join(" · "))));
    }
    return pairs.filter((pair) => there.has(pair)).length / (pairs.length || 1);
  }

  #termsOf(word: string): string[] {
    let terms = this.#terms.get(word);
    if (!terms) this.#terms.set(word, (terms = termsOf(word)));
    return terms;
  }

  #entry(section: Section, id: number): Entry {
    const page = this.#pages.get(pageOf(section.location))?.title ?? "";
    return {
      id,
      title: plain(section.title),
      page: plain(page),
      text: plain(section.text),
      asked: (section.asked ?? []).join(" · "),
    };
  }

  #hit(section: Section, score: number, asked: Map<string, number>, words: Wanted[], more: string[]): Hit {
    const location = withWords(section.location, [...words.map(({ word }) => word), ...more]);
    const terms = new Map([...asked, ...more.map((term) => [term, 1] as const)]);
    return {
      location,
      title: marked(section.title, terms),
      text: marked(section.text, terms, BLOCKS),
      score,
      terms: {},
    };
  }

  /** Material shows the page itself first, then what scores as the group's first does, and folds the rest. */
  #group(page: string, hits: Hit[]): Hit[] {
    const best = hits[0]?.score ?? 0;
    const group = hits.map((hit) => (hit.score >= SHOWN * best ? { ...hit, score: best } : hit));
    const top = this.#pages.get(page);
    if (top && !group.some((hit) => !hit.location.includes("#"))) group.push({ ...top, score: 0, terms: {} });
    return group;
  }
}

function pageOf(location: string): string {
  return location.split("#", 1)[0] as string;
}

function sorted<T extends { score: number }>(found: T[]): T[] {
  return found.toSorted((a, b) => b.score - a.score);
}

/** Sections that only lead on, or ask in their turn, come after those that answer. */
function worth({ title, text, boost }: Section): number {
  return !text || /^(?:Exercise|Sources)\b/.test(title) ? 0.6 : Math.sqrt(boost ?? 1);
}

/** The page that a reader opens marks the words again (found.ts). */
function withWords(location: string, words: string[]): string {
  const [page, anchor] = location.split("#");
  return `${page}?h=${encodeURIComponent(words.slice(0, 20).join(" "))}${anchor ? `#${anchor}` : ""}`;
}
