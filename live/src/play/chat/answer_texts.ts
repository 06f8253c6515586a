/** Every word of the tool "Answer". */
import { number, plural } from "../texts.ts";

const megabytes = (bytes: number): string => `${number.format(Math.round(bytes / 1e6))} MB`;
const RECORDED = 'The recorded answers in the lesson "What the model makes of it" need none of this.';
const percent = (chance: number): string =>
  chance >= 0.001 ? `${number.format(Math.round(chance * 1000) / 10)} %` : "< 0.1 %";

export const ANSWER = {
  what: "SmolLM2-135M-Instruct answers here, in this page: nothing that you write leaves the device. It is a small model, and often wrong; what it shows is what a prompt does.",
  numbers:
    "Its weights are rounded to 4 bits, as in the lessons. The page computes with 32-bit numbers as the build does, so both agree but for the order of sums. Copied as Python, transformers and torch read the same prompt with the same weights; at temperature 0 they gave the same answers where that was tried.",
  load: (bytes: number) => `Load the model (${megabytes(bytes)}, kept on this device)`,
  begin: (bytes: number) => `Start the model (${megabytes(bytes)}, from this device)`,
  stop: "Stop",
  remove: "Remove the model",
  removed: "The model is removed from this device.",
  stopped: "Loading was stopped. What has arrived is kept, and need not come again.",
  loading: (loaded: number, total: number, kept: number) =>
    `${megabytes(loaded)} of ${megabytes(total)}${kept ? `, ${megabytes(kept)} of them from this device` : ""}`,
  progress: "Loading the model",
  keeping: {
    kept: "The model is ready, and kept on this device.",
    full: "The model is ready, but this device has no room to keep it: the next visit has to load it again.",
    never:
      "The model is ready, but this browser keeps nothing here (a private window, or plain http): the next visit has to load it again.",
  },
  offline: "The model is ready, and kept on this device with this page: it answers without a connection, too.",
  trouble: {
    memory: `This device has too little memory left for the model, which needs about 200 MB: close other pages, then try again. ${RECORDED}`,
    wasm: `This browser has no WebAssembly with vectors, in which the model runs: take a newer one, or allow it. ${RECORDED}`,
    load: (why: string) => `${why} What has arrived is kept. ${RECORDED}`,
  },
  source: "It reads",
  sources: { chat: "the conversation", text: "a text", ids: "ids" },
  text: "Text, with special tokens as they are written",
  ids: "Ids",
  answer: "Answer",
  temperature: "Temperature",
  seed: "Seed",
  limit: "At most tokens",
  ignoreEnd: "Go on after the end token",
  greedy: "0 is always the likeliest token",
  noIds: "No id: ids are whole numbers, with spaces or commas between.",
  noRow: (id: number, top: number) => `The model has no row for the id ${id}: its ids go from 0 to ${top - 1}.`,
  empty: "There is nothing to read: the prompt is empty.",
  tooLong: (count: number, most: number) =>
    `${plural(count, "token")} are too many here: with the answer, ${number.format(most)} are read.`,
  refused: (why: string) => `The template refuses this conversation: ${why}`,
  slow: "The template was stopped: it did not end within 2 seconds.",
  reading: (read: number, all: number) => `Reading the prompt: ${number.format(read)} of ${plural(all, "token")}`,
  writing: (count: number) => `${plural(count, "token")} written`,
  ends: {
    ended: (count: number) => `It ended its turn after ${plural(count, "token")}`,
    limit: (count: number) => `Cut off after ${plural(count, "token")}: that was the limit`,
    stopped: (count: number) => `Stopped after ${plural(count, "token")}`,
  },
  speed: (perSecond: number) => `${number.format(Math.round(perSecond * 10) / 10)} tokens a second`,
  old: "This is an earlier answer: the prompt or a setting has changed since.",
  made: "The answer",
  steps: "Its tokens, one step each",
  step: (i: number, face: string, id: number, chance: number) =>
    `Step ${number.format(i + 1)}: ${face}, id ${id}, ${percent(chance)}`,
  next: (i: number) => `What could come at step ${number.format(i + 1)}`,
  bar: (face: string, id: number, chance: number, taken: boolean) =>
    `${face}, id ${id}: ${percent(chance)}${taken ? ", taken" : ""}`,
  percent,
  python: "Copy as Python",
  copied: "Copied",
  copyFailed: "The browser refused to copy",
  noModel: "This site was built without the model's weights.",
};
