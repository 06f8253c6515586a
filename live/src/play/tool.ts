/** What a tool beside a playground's first tab is, and what it gets. Each is a module of its own (tools.ts). */
import type { TokenizerWorker } from "../encoder/client.ts";
import type { NamedFile } from "../ui/drops.ts";
import type { Notice } from "../ui/notice.ts";
import type { Offer } from "./offer.ts";
import type { Kind } from "./work.ts";

/** A tab: its tool's module is loaded when it is first chosen. `id`: as links name it, so it never changes. */
export interface ToolTab<State> {
  readonly id: string;
  readonly label: string;
  load(): Promise<ToolModule<State>>;
}

export interface ToolModule<State> {
  tool(room: Room<State>): Tool;
}

/** What a tool gets of its playground. */
export interface Room<State> {
  /** Empty, and the tool's own. */
  readonly panel: HTMLElement;
  readonly worker: TokenizerWorker;
  /** The tokenizers on offer: the build's and the reader's own. */
  readonly offer: Offer;
  readonly notice: Notice;
  /** What the first tab shows. */
  state(): State;
  /** Changes what the first tab shows. */
  change(part: Partial<State>, kind: Kind): void;
  /**
   * Keeps what the tool shows, as small JSON, in the link and in what the tab keeps; `undefined` is nothing. `kind`:
   * what it is for undo.
   */
  keep(part: unknown, kind: Kind): void;
  /** Opens another tab; null is the first. */
  go(id: string | null): void;
  /** For screen readers, when typing rests. */
  tell(words: () => string): void;
}

export interface Tool {
  /**
   * Shows what `keep` kept, or a link says: it may be anything, so the tool looks at it first. `undefined`: nothing was
   * kept. Comes first, and again after undo, Back and a link.
   */
  show(part: unknown): void;
  /** The first tab's state or the tokenizers on offer have changed. Called only while the tool is shown. */
  page?(): void;
  /** Takes files that were dropped anywhere on the page while the tool is shown; false: they are the page's. */
  files?(files: readonly NamedFile[]): boolean;
}

/** Which tool is shown (null: the first tab), and what each keeps. */
export interface Tabs {
  readonly tab: string | null;
  readonly parts: Readonly<Record<string, unknown>>;
  /** As for a projector (projector.ts); only links say so. */
  readonly big?: boolean;
}

export const NO_TOOL: Tabs = { tab: null, parts: {} };

/** Of what a link or a tab kept; what this page does not have is told in `left`, and the first tab is shown. */
export function tabsIn(
  { tab, parts, big }: { tab?: unknown; parts?: unknown; big?: unknown },
  known: readonly { id: string }[],
  left: string[],
): Tabs {
  const has = (id: unknown): id is string => known.some((one) => one.id === id);
  if (tab !== undefined && !has(tab)) left.push(String(tab).slice(0, 40));
  const entries = Object.entries((typeof parts === "object" && parts) || {}).filter(([id]) => has(id));
  return { tab: has(tab) ? tab : null, parts: Object.fromEntries(entries), ...(big === 1 ? { big: true } : {}) };
}

/** For what the tab keeps; nothing where the first tab is all that was used, so that links stay as they were. */
export const keptTabs = ({ tab, parts }: Tabs): object => ({
  ...(tab === null ? {} : { tab }),
  ...(Object.keys(parts).length ? { parts } : {}),
});

/** For a link: only the tool that is shown, and whether for a projector. */
export const linkedTabs = ({ tab, parts, big }: Tabs): object => {
  const told = Object.entries(parts).filter(([id]) => id === tab);
  return { ...keptTabs({ tab, parts: Object.fromEntries(told) }), ...(big ? { big: 1 } : {}) };
};
