/** What the prefix check computes: a prompt after each message, and what two that follow one another have in common. */
import type { ChatModel } from "../../chats/chat_model.ts";
import { characters, sameUntil } from "../../chats/difference.ts";
import { causeOf, type Turned } from "../../chats/prefix_why.ts";
import type { PromptAsk, PromptMaker } from "../../chats/prompts_client.ts";
import type { Request, Result } from "../../chats/protocol.ts";
import { type TokenizerWorker, wellFormed } from "../../encoder/client.ts";
import type { Model } from "../../encoder/models.ts";
import { dumpJson, parseJson } from "../../jinja/json.ts";
import { raw } from "../../jinja/text.ts";
import type { List } from "../../jinja/values.ts";
import { COMPARE } from "./compare_texts.ts";
import type { Prompted, Step } from "./prefix_view.ts";
import { TEXTS } from "./texts.ts";

const ANOTHER_DAY = 400 * 24 * 60 * 60 * 1000;

export interface Checking {
  maker: PromptMaker;
  worker: TokenizerWorker;
  model: Model;
  facts: ChatModel;
  /** In place of the model's own. */
  template: string | null;
  request: Request;
  roles: readonly string[];
  stale(): boolean;
  rendered(prompts: number, of: number): void;
  counted(prompts: number, of: number): void;
}

export interface Checked {
  steps: Step[];
  /** What another day costs the last prompt; null where it could not be rendered. */
  day: { lost: number; at: number } | null;
}

/** Null where something newer has begun. Rejects with an Error for the reader. */
export async function stepsOf(check: Checking): Promise<Checked | null> {
  const { maker, roles, stale } = check;
  const asking = askingOf(check);
  const count = roles.length;
  const results: Result[] = [];
  // the last one on another day, too; of all, the text: where it came from costs much, and few steps need it
  const day = { now: Date.now() + ANOTHER_DAY };
  const all = await maker.each(
    count + 1,
    (i) => (i < count ? asking.light(i + 1) : asking.light(count, day)),
    (result, i) => {
      results.push(result);
      check.rendered(i + 1, count + 1);
    },
  );
  if (!all || stale()) return null;
  const { repo, name } = check.model;
  await check.worker.load(repo, name);
  const prompts: Prompted[] = [];
  const tokens: number[] = []; // how many are those of the prompt before
  for (const result of results) {
    const wrong = wrongIn(result);
    if (stale()) return null;
    const found =
      wrong === null &&
      result.ok &&
      (await check.worker.grown(repo, result.marked ?? result.text, result.marked !== null));
    if (found === null || stale()) return null;
    prompts.push(found && result.ok ? { text: result.text, count: found[0] } : { error: wrong ?? "" });
    tokens.push(found ? found[1] : 0);
    check.counted(prompts.length, count + 1);
  }
  const steps = prompts.slice(1).map((next, i): Step => {
    const now = prompts[i]!;
    const at = "error" in now || "error" in next ? 0 : sameUntil(now.text, next.text);
    return { now, next, at, token: tokens[i + 1]!, cause: null };
  });
  const another = steps.pop()!;
  if (!(await causes(steps, check, asking)) || stale()) return null;
  return { steps, day: dayOf(another) };
}

/** Says why, where a prompt is no beginning of the next. */
async function causes(steps: Step[], { maker, roles }: Checking, asking: Asking): Promise<boolean> {
  const bad = new Set(steps.flatMap((step, i) => (isChanged(step) ? [i] : [])));
  // a prompt after `n` messages whole, and without the header of the turn that is asked for
  const jobs = roles.flatMap((_, i) => [
    ...(bad.has(i) || bad.has(i - 1) ? [{ i, ask: () => asking.whole(i + 1) }] : []),
    ...(bad.has(i) ? [{ i, ask: () => asking.light(i + 1, { addGenerationPrompt: false }) }] : []),
  ]);
  let before: Turned | null = null;
  let now: Turned | null = null;
  const known = (result: Result, i: number): void => {
    if (!result.ok) return;
    before = now;
    const { text, spans } = result;
    now = { text, spans, plain: text.length, role: roles[i]!, first: roles[0]! };
    if (before && bad.has(i - 1)) steps[i - 1]!.cause = causeOf(before, now);
  };
  return maker.each(
    jobs.length,
    (k) => jobs[k]!.ask(),
    (result, k) => {
      const { i } = jobs[k]!;
      if (jobs[k - 1]?.i !== i) known(result, i);
      else if (now && result.ok) now.plain = sameUntil(result.text, now.text);
    },
  );
}

const isChanged = ({ now, next, at }: Step): boolean => !("error" in now || "error" in next) && at < now.text.length;

interface Asking {
  light(count: number, more?: Partial<Request>): PromptAsk;
  whole(count: number): PromptAsk;
}

function askingOf({ request, facts, template, roles }: Checking): Asking {
  const { items } = parseJson(request.conversation) as List;
  const written = items.map((item) => raw(dumpJson(item, { keepNumbers: true })));
  const now = Date.now();
  // only what is sanitised is looked for among the added tokens, of which some have thousands
  const few = request.sanitizeControlTokens ? facts : { ...facts, added: [] };
  const ask = (count: number, more: Partial<Request>): Request => ({
    ...request,
    conversation: `[${written.slice(0, count).join(", ")}]`,
    addGenerationPrompt: generates(roles, count),
    now,
    ...more,
  });
  return {
    light: (count, more = {}) => ({ request: ask(count, more), model: few, template, plain: true }),
    whole: (count) => ({ request: ask(count, {}), model: facts, template }),
  };
}

/** Whether a server would ask for a turn after `n` messages. */
const generates = (roles: readonly string[], n: number): boolean =>
  n < roles.length ? roles[n] === "assistant" : roles.at(-1) !== "assistant";

function wrongIn(result: Result): string | null {
  if (!result.ok) return COMPARE.errorIn(result.type, result.message, result.line);
  return wellFormed(result.text) === result.text ? null : TEXTS.surrogate;
}

function dayOf({ now, next, at, token }: Step): Checked["day"] {
  if ("error" in now || "error" in next) return null;
  return { lost: now.count - token, at: characters(now.text, at) };
}
