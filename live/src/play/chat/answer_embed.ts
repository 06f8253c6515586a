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
import { make } from "../../ui/dom.ts";
import { messageOf } from "../../ui/errors.ts";
import { AnswerRun } from "./answer_run.ts";
import { ANSWER } from "./answer_texts.ts";
import { tokensOf } from "./subject.ts";

/** `request`: what the prompt is made of; `link`: the way to the playground. Does nothing where the site has no weights. */
export function answerEmbed(root: HTMLElement, worker: TokenizerWorker, request: Request, link: HTMLElement): void {
  const model = weights ? modelById(weights.model) : undefined;
  if (!model) return;
  const facts = chatFacts(model.repo);
  const prompt = Object.assign(make("textarea", "tt-field"), { rows: 7, spellcheck: false });
  const note = make("p", "tt-note");
  const ids = async (text: string, slot: string): Promise<number[]> => [
    ...((await tokensOf(worker, model, text, false, slot))?.ids ?? []),
  ];
  const run = new AnswerRun(
    worker,
    model,
    async () => (facts.specials.eos_token === undefined ? [] : ids(facts.specials.eos_token, "answer end")),
    () => ids(prompt.value, "answer"),
    () => {},
  );
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", ANSWER.answer);
  root.replaceChildren(
    make("label", "tt-labelled tt-answer-source", make("span", "", ANSWER.text), prompt),
    note,
    run.element,
    make("p", "tt-note", ANSWER.numbers),
    make("p", "tt-note", link),
  );
  new PromptMaker(ANSWER.slow).render([{ request, model: facts, template: null }]).then(
    (results) => {
      const [result] = results ?? [];
      if (result?.ok && !prompt.value) prompt.value = result.text;
      else if (result && !result.ok) note.textContent = ANSWER.refused(result.message);
    },
    (error: unknown) => void (note.textContent = messageOf(error)),
  );
}
