/**
 * A lesson's place in which the model answers a prompt that the reader may change.
 *
 *     <div class="tt-play" data-play="chat" data-answer data-text='[{"role": "user", "content": "Hi"}]'
 * data-models="smollm2" data-generation>What to show without scripts</div>
 */
import { chatFacts } from "../../chats/facts.ts";
import { PromptMaker } from "../../chats/prompts_client.ts";
import type { Request } from "../../chats/protocol.ts";
import type { TokenizerWorker } from "../../encoder/client.ts";
import { modelById } from "../../encoder/models.ts";
import { weights } from "../../model/client.ts";
import { labelled, make } from "../../ui/dom.ts";
import { messageOf } from "../../ui/errors.ts";
import { textField } from "../../ui/long_text.ts";
import { putText } from "../change.ts";
import { EmbedDraft } from "../embed_draft.ts";
import { knownOf } from "../known.ts";
import { pythonOfText } from "./answer_copy.ts";
import { chosenIn, keptOf } from "./answer_fields.ts";
import { AnswerRun } from "./answer_run.ts";
import { ANSWER } from "./answer_texts.ts";
import { tokensOf } from "./subject.ts";

export interface AnswerPlace {
  root: HTMLElement;
  worker: TokenizerWorker;
  /** What the prompt is made of. */
  request: Request;
  /** The way to the playground. */
  link: HTMLElement;
  /** It leads to the tool as `part` says (answer.ts). */
  lead(part?: object): void;
}

/** Does nothing where the site has no weights. */
export function answerEmbed({ root, worker, request, link, lead }: AnswerPlace): void {
  const model = weights ? modelById(weights.model) : undefined;
  if (!model) return;
  const facts = chatFacts(model.repo);
  const prompt = Object.assign(textField("tt-field"), { rows: 7, spellcheck: false });
  const note = make("p", "tt-note");
  const ids = async (text: string, slot: string): Promise<number[]> => [
    ...((await tokensOf(worker, model, text, false, slot))?.ids ?? []),
  ];
  let own = ""; // the lesson's prompt, when it is made
  const changed = (): void => {
    const chosen = keptOf(run.fields.chosen);
    const text = prompt.value === own ? {} : { t: prompt.value };
    const kept = { ...text, ...chosen };
    const same = !Object.keys(kept).length;
    draft.keep(same ? null : JSON.stringify(kept));
    lead(same ? undefined : { ...("t" in text ? { f: "text" } : {}), ...kept });
    run.look();
  };
  const reading = {
    ids: () => ids(prompt.value, "answer"),
    made: () => prompt.value,
    end: async () => (facts.specials.eos_token === undefined ? [] : ids(facts.specials.eos_token, "answer end")),
    python: () => pythonOfText(model.repo, prompt.value),
    repos: () => [model.repo],
  };
  const run = new AnswerRun(worker, model, reading, changed);
  const draft = new EmbedDraft("answer", root.dataset.text ?? "", (text) => {
    const { t, ...chosen } = keptIn(text);
    putText(prompt, typeof t === "string" ? t : own);
    run.fields.set(chosenIn(chosen));
    changed();
  });
  prompt.addEventListener("input", changed);
  const kept = keptIn(draft.read());
  if (typeof kept.t === "string") prompt.value = kept.t;
  run.fields.set(chosenIn(kept));
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", ANSWER.answer);
  root.replaceChildren(
    labelled(ANSWER.text, prompt, "tt-answer-source"),
    note,
    run.element,
    make("p", "tt-note", ANSWER.numbers),
    make("p", "tt-note tt-embed-foot", link, draft.buttons),
  );
  const made = (text: string): void => {
    own = text;
    if (!prompt.value && typeof kept.t !== "string") prompt.value = own;
    if (draft.read() !== null) changed();
  };
  const known = knownOf(root)[model.id]?.prompt;
  if (known !== undefined) return made(known);
  new PromptMaker(ANSWER.slow).render([{ request, model: facts, template: null }]).then(
    (results) => {
      const [result] = results ?? [];
      if (result && !result.ok) note.textContent = ANSWER.refused(result.message);
      if (result?.ok) made(result.text);
    },
    (error: unknown) => void (note.textContent = messageOf(error)),
  );
}

/** What was kept: the prompt, if it is another, and how the model is asked. */
function keptIn(text: string | null): Record<string, unknown> {
  try {
    const kept: unknown = JSON.parse(text ?? "{}");
    return typeof kept === "object" && kept !== null ? (kept as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
