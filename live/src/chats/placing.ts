/**
 * Puts `{% generation %}` into a template: around the statements that write an assistant's turns, as renderings have
 * shown. Whether that is right is for placed_proof.ts to say.
 */
import type { Template } from "../jinja/index.ts";
import type { Stmt } from "../jinja/nodes.ts";
import { parts as partsOf, targets } from "../jinja/tree.ts";
import type { Found, Made } from "./assistant_turns.ts";
import { type Cut, type Cuts, type Finer, plainCut } from "./cuts.ts";
import { sourceOf } from "./origin.ts";
import { type Block, type Part, written } from "./placing_tags.ts";

/** How often a statement printed in an assistant's turn, elsewhere for the assistant, elsewhere. */
interface Share {
  inside: number;
  header: number;
  others: number;
}

/** What renderings have shown of a template's statements. */
export class Shares {
  readonly #of = new Map<Stmt, Share>();
  /** Places where a turn begins or ends within a statement that can be cut there. */
  readonly cuts: Cut[] = [];

  constructor(
    readonly cutter: Cuts,
    readonly finer: Finer,
    /** White space of a header may count as the turn's, where the same statement writes both. */
    readonly loose: boolean,
  ) {}

  see({ text, stretches }: Made, turns: readonly Found[], roles: readonly string[]): void {
    for (const { from, to, node, owner } of stretches) {
      const share = this.#of.get(node) ?? { inside: 0, header: 0, others: 0 };
      this.#of.set(node, share);
      const turn = turns.find((one) => one.from < to && one.to > from);
      const source = sourceOf(owner);
      if (!turn) {
        if (source?.kind !== "message" || roles[source.index] !== "assistant") share.others += 1;
        // where a turn has nothing of its own, nobody knows what is its header
        else {
          const near = turns.find(({ index }) => index === source.index);
          if (near && from < near.floor && !this.#slack(text.slice(from, to))) share.header += 1;
          if (near?.end && from >= near.to && !this.#slack(text.slice(from, to))) share.header += 1;
        }
        continue;
      }
      share.inside += 1;
      for (const [at, outside] of [
        [turn.from, text.slice(from, Math.max(from, turn.floor))],
        [turn.to, text.slice(turn.to, to)],
      ] as const) {
        if (at <= from || at >= to) continue;
        const cut = this.#slack(text.slice(from, at)) ? null : this.#cut(node, at - from);
        if (cut) this.cuts.push(cut);
        else if (outside.trim()) share.header += 1;
      }
    }
  }

  #slack(outside: string): boolean {
    return this.loose && !outside.trim();
  }

  of(node: Stmt): Share {
    return this.#of.get(node) ?? { inside: 0, header: 0, others: 0 };
  }

  #cut(node: Stmt, count: number): Cut | null {
    if (!node.place) return null;
    const from = this.finer.back(node.place.from);
    if (node.type === "Data") return plainCut(from.to + count);
    return node.type === "Print" ? this.cutter.inString(from.to, this.finer.back(node.place.to).from, count) : null;
  }
}

/** The template with its blocks; null where no statement, or none that can be told apart, writes the assistant's turns. */
export function placed(template: Template, shares: Shares): Part[] | null {
  const blocks = new Blocks(shares);
  blocks.body(template.body, []);
  return blocks.found.length ? written(shares.cutter.source, shares.finer, blocks.found) : null;
}

interface Kind {
  /** It writes turns of the assistant. */
  inside: boolean;
  /** It writes turns of others by the same statement. */
  shared: boolean;
  /** It writes something that is no part of an assistant's turn. */
  outside: boolean;
  /** It may stand in a block, which keeps what is assigned in it for itself. */
  whole: boolean;
}

class Blocks {
  readonly found: Block[] = [];

  constructor(readonly shares: Shares) {}

  /** `loops`: names that the loops around assign to, from outside in. */
  body(body: readonly Stmt[], loops: readonly string[]): void {
    const runs: { first: Stmt; last: Stmt; shared: boolean }[] = [];
    let open = false;
    for (const node of body) {
      const { inside, shared, outside, whole } = this.#kind(node);
      if ((inside || shared) && !outside && whole) {
        if (open) Object.assign(runs.at(-1)!, { last: node, shared: shared || runs.at(-1)!.shared });
        else open = runs.push({ first: node, last: node, shared }) > 0;
      } else if (inside || shared || outside || !whole) {
        // where nothing was seen of it, it stays in the run
        open = false;
        if (inside || shared) this.#within(node, loops);
      }
    }
    for (const { first, last, shared } of runs)
      this.found.push({ first, last, message: shared ? (loops[0] ?? null) : null });
  }

  #within(node: Stmt, loops: readonly string[]): void {
    if (node.type === "If") {
      for (const [, body] of node.branches) this.body(body, loops);
      this.body(node.otherwise, loops);
    } else if (node.type === "For") {
      this.body(node.body, [...loops, ...targets(node.target)]);
      this.body(node.otherwise, loops);
    } else if (node.type === "With" || node.type === "Autoescape" || node.type === "Block") this.body(node.body, loops);
  }

  #kind(node: Stmt): Kind {
    switch (node.type) {
      case "If":
        return this.#all([...node.branches.flatMap(([, body]) => body), ...node.otherwise]);
      case "For": // what is assigned in a loop stays in it
        return { ...this.#all([...node.body, ...node.otherwise]), whole: !defines(node) };
      case "With":
      case "Autoescape":
        return this.#all(node.body);
      case "Data":
      case "Print":
      case "CallBlock":
      case "FilterBlock": {
        const { inside, header, others } = this.shares.of(node);
        const shared = inside > 0 && others > 0;
        return { inside: inside > 0, shared, outside: !inside ? header + others > 0 : header > 0, whole: true };
      }
      case "Set":
        return { inside: false, shared: false, outside: false, whole: node.target.type === "NSRef" };
      default:
        return { inside: false, shared: false, outside: false, whole: false };
    }
  }

  #all(nodes: readonly Stmt[]): Kind {
    const kinds = nodes.map((node) => this.#kind(node));
    return {
      inside: kinds.some(({ inside }) => inside),
      shared: kinds.some(({ shared }) => shared),
      outside: kinds.some(({ outside }) => outside),
      whole: kinds.every(({ whole }) => whole),
    };
  }
}

/** Whether there are names of the whole template in it. */
function defines(node: Stmt): boolean {
  if (["Block", "Macro", "Extends", "Import", "FromImport"].includes(node.type)) return true;
  return partsOf(node).some((part) => "node" in part && defines(part.node as Stmt));
}
