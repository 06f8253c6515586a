/** Every word that readers meet about tokenizers and templates of their own. */

import type { Step, Told } from "../classes/table.ts";
import { list, names, ownWay, whyNot } from "../classes/words.ts";

const number = new Intl.NumberFormat("en");
const MB = (bytes: number): string => (bytes / 1e6).toFixed(1);

const STEP: Record<Step, string> = {
  model: "options of the model",
  normalizer: "normalizer",
  pre_tokenizer: "pre-tokenizer",
  decoder: "decoder",
  post_processor: "post-processor",
};

export const OWN = {
  entry: "Your own tokenizer",
  entryChat: "Your own tokenizer or template",
  title: "Your own",
  about:
    "Drop files anywhere in the playground, or choose them here: tokenizer.json, with tokenizer_config.json, config.json, chat_template.jinja and special_tokens_map.json where you have them, or a folder or zip with these. They stay on this device.",
  files: "Choose files",
  folder: "Choose a folder",
  paste: "Paste",
  pasteLabel: "JSON of a tokenizer or its config, or a Jinja template",
  pasteDo: "Use it",
  pasted: "pasted",
  pasteEmpty: "Paste something first.",
  pasteNothing:
    "This is neither a tokenizer.json, nor a JSON file that belongs to one, nor a Jinja template, so nothing was changed.",
  pasteRepository:
    "This names a repository, and this page loads nothing from the Hub: download its tokenizer.json and tokenizer_config.json, and drop them here. Nothing was changed.",
  list: "What you brought",
  name: (name: string) => `Name of ${name}`,
  remember: "Remember on this device",
  remove: "Remove",
  removeOf: (name: string) => `Remove ${name}`,
  remembered: (name: string) => `This device remembers ${name}.`,
  forgotten: (name: string) => `A reload forgets ${name}.`,
  templateHere: (name: string) =>
    `${name} is a chat template: the chat-template playground shows what it makes. Nothing was changed.`,
  back: "Bring it back",
  removed: (name: string) => `${name} is removed.`,
  what: {
    tokenizer: (type: string, tokens: number, hash: string, template: boolean) =>
      `${type}, ${number.format(tokens)} tokens${template ? ", with a chat template" : ""}, SHA-256 begins ${hash}`,
    template: (hash: string) => `a template, SHA-256 begins ${hash}`,
  },
  reading: (name: string, loaded: number, total: number) =>
    loaded < total
      ? `Reading ${name}, ${MB(loaded)} of ${MB(total)} MB.`
      : `Reading ${name}: all ${MB(total)} MB are here, the tokenizer is being made.`,
  added: (name: string) => `${name} is here. A reload forgets it unless this device is to remember it.`,
  addedKept: (name: string) => `${name} is here.`,
  joined: (what: string, name: string) => `${what} now belongs to ${name}.`,
  same: (name: string) => `You have this file already, as ${name}.`,
  sameName: (name: string, instead: string) => `Something of yours is called ${name} already, so this is ${instead}.`,
  configAlone: (name: string) =>
    `${name} says how a tokenizer is used, but not its tokens: drop the tokenizer.json first, or both together. Nothing was changed.`,
  noTemplate: (name: string) =>
    `${name} has no chat_template, and its tokenizer.json is not here. Nothing was changed.`,
  notJson: (name: string, why: string) => `${name} is not JSON: ${why}. Nothing was changed.`,
  notObject: (name: string) => `${name} is JSON, but not an object. Nothing was changed.`,
  badTemplate: (name: string) =>
    `chat_template in ${name} is neither a text nor a list of named texts. Nothing was changed.`,
  unreadable: (name: string, why: string) => `${name}: ${why}. Nothing was changed.`,
  tooLarge: (name: string) => `${name} is larger than 50 MB, which is more than this page takes. Nothing was changed.`,
  textTooLarge: (name: string) =>
    `${name} is larger than 10 MB, which is more than this page takes. Nothing was changed.`,
  zipCut: (name: string) => `${name} is no whole zip: its end is missing or damaged. Nothing was changed.`,
  zipLocked: (name: string, path: string) =>
    `${path} in ${name} is encrypted or packed in a way that browsers do not read. Nothing was changed.`,
  zipDamaged: (name: string, path: string) => `${path} in ${name} is damaged. Nothing was changed.`,
  emptyFolder: (name: string) =>
    `${name} has no tokenizer.json, tokenizer_config.json or chat_template.jinja. Nothing was changed.`,
  sentencePiece: (name: string) =>
    `${name} has a SentencePiece file but no tokenizer.json; save_pretrained of transformers writes one. Nothing was changed.`,
  otherForm: (name: string) =>
    `${name} holds a vocabulary in another form than tokenizer.json, which is the one this page reads; save_pretrained of transformers writes it. Nothing was changed.`,
  noRoom: (name: string) =>
    `The browser has no room to remember ${name}, or keeps nothing here, so it stays until this page is closed or reloaded.`,
  gone: (name: string) => `${name} was removed while its files were read. Nothing was changed.`,
  again: "Try again",
  awaited: "Looking for it on this device.",
  needs: (name: string, hash: string) => `Needs the file ${name} (hash begins ${hash}).`,
  needsWhat:
    "It is the own tokenizer or template of whoever made this link or tab. Drop the file here, and it takes this place.",
  away: "Take it away",
  /** Empty where there is nothing to say. */
  told: (told: Told): string => {
    if (told.why?.what === "table" && told.why.failed)
      return `${told.why.failed} Until it is here, these ids are of tokenizer.json, and AutoTokenizer may give others.`;
    if (told.why) return `${whyNot(told)}: AutoTokenizer may give other ids than these, which are of tokenizer.json.`;
    const own = ownWay(told);
    if (!told.differs.length) return own;
    const steps = list.format(told.differs.map((step) => STEP[step]));
    return `${names(told)}, for which transformers ${told.version} makes the ${steps} itself and does not take those of tokenizer.json; so it is here. Drop tokenizer.json alone to see the file as it is. ${own}`.trim();
  },
  named: (names: readonly string[]) => `Its templates: ${names.join(", ")}.`,
  toolUse: "tool_use counts where tools are passed.",
  host: "Tokens of",
  noMarks: (host: string) => `All marks of this template are tokens of ${host}.`,
  marks: (count: number, host: string) =>
    count === 1
      ? `1 mark of this template is not a token of ${host}:`
      : `${count} marks of this template are not tokens of ${host}:`,
};
