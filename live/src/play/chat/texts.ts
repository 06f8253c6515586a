/**
 * Every word of the chat-template playground. One place, so that an edition in another language changes this file only.
 */
import type { Finding } from "../../chats/findings.ts";
import { number, plural } from "../texts.ts";

const short = (text: string): string => (text.length > 90 ? `${text.slice(0, 60)} … ${text.slice(-25)}` : text);

const TOOLS = `[
  {
    "type": "function",
    "function": {
      "name": "get_weather",
      "description": "The weather of a city.",
      "parameters": {
        "type": "object",
        "properties": {
          "city": {"type": "string", "description": "Its name"},
          "hours": {"type": "number", "default": 1.0}
        },
        "required": ["city"]
      }
    }
  }
]`;

const DOCUMENTS = `[
  {"title": "Opening hours", "text": "The palace opens at nine."},
  {"title": "Tickets", "text": "On Mondays it is closed."}
]`;

export const TEXTS = {
  tab: "Prompts",
  presets: "Examples",
  conversation: "Conversation",
  asMessages: "Messages",
  asJson: "JSON",
  editAs: "Edit as",
  jsonLabel: "Conversation as JSON",
  add: "Add a message",
  message: (n: number) => `Message ${n}`,
  role: "Role",
  content: "Content",
  contentJson: "Content (JSON)",
  noContent: "No content",
  addContent: "Add content",
  addToolCall: "Add a tool call",
  addReasoning: "Add reasoning",
  addToolName: "Add the tool's name",
  addCallId: "Add tool_call_id",
  asParts: "Content in parts",
  field: (name: string) => `${name} (JSON)`,
  fieldOf: (name: string, n: number) => `${name}, message ${n}`,
  removeField: (name: string, n: number) => `Remove ${name} of message ${n}`,
  up: (n: number) => `Move message ${n} up`,
  down: (n: number) => `Move message ${n} down`,
  remove: (n: number) => `Remove message ${n}`,
  moved: (from: number, to: number) => `Message ${from} is now message ${to}.`,
  removed: (n: number) => `Message ${n} was removed.`,
  added: (n: number) => `Message ${n} was added.`,
  allMessages: "Show all messages",
  noMessages: "There are no messages.",
  options: "Models and arguments",
  settings: "Arguments",
  generation: "add_generation_prompt",
  generationWhat: "Adds the header after which the model is to write its answer.",
  continues: "continue_final_message",
  continuesWhat: "Leaves the last message open, so that the model goes on with it.",
  continuesChoices: { "": "False", content: "True", reasoning_content: '"reasoning_content"' } as Record<
    string,
    string
  >,
  sanitize: "sanitize_control_tokens",
  sanitizeWhat: "Special tokens that somebody typed into a message, a tool or a variable become plain text.",
  tools: "tools",
  toolsWhat: "Passes the list of tools below.",
  toolsLabel: "Tools as JSON",
  toolsExample: "Example",
  documentsWhat: "Passes the list of documents below, for templates of retrieval.",
  documentsLabel: "Documents as JSON",
  exampleDocuments: DOCUMENTS,
  date: "date_string",
  dateHint: "not given",
  notGiven: "not given",
  variableOf: (model: string, otherwise: string | null) =>
    otherwise === null ? `${model}.` : `${model}: ${otherwise} where it is not given.`,
  more: "More variables for the template",
  moreLabel: "Variables as a JSON object",
  models: "Models",
  show: "Show",
  shows: { prompt: "Prompt", tokens: "Tokens", ids: "Ids" },
  share: "Copy a link",
  shared: "Link copied",
  open: "Open a JSON file",
  undo: "Undo",
  redo: "Redo",
  undone: "Undone.",
  redone: "Done again.",
  parts: {
    models: "the models",
    model: "the model",
    template: "the template of",
    hosts: "whose tokens templates have",
  },
  leftOut: (what: readonly string[], from: string) =>
    `${from} has what this page does not have, and it was left out: ${what.join(", ")}.`,
  thisLink: "The link",
  thisTab: "What this tab kept",
  unkept: "The browser has no room for this or keeps nothing, so a reload would lose it.",
  jsonStays:
    "What stands under JSON is no conversation yet. It stays there; the messages are those of the last one that was.",
  linkWithout: "What is not right yet is not in the link.",
  copied: "Copied",
  copyFailed: "The browser refused to copy",
  dismiss: "Dismiss",
  retry: "Try again",
  copyCall: "Copy as Python",
  copyPrompt: "Copy prompt",
  copyIds: "Copy ids",
  loading: "Loading the tokenizer",
  loadingOf: (loaded: string, total: string) => `Loading the tokenizer, ${loaded} of ${total} MB`,
  tokens: (count: number) => plural(count, "token"),
  promptOf: (name: string) => `Prompt of ${name}`,
  listOf: (name: string) => `Tokens of ${name}`,
  hint: "Point at a token, or move with the arrow keys.",
  place: (i: number, total: number) => `token ${number.format(i + 1)} of ${number.format(total)}`,
  id: (id: number) => `id ${id}`,
  stale: "Not up to date: this is the last prompt that could be made.",
  staleEmpty: "There is no prompt.",
  shares: "Where the tokens come from",
  part: (count: number, share: number) => `${plural(count, "token")}, ${Math.round(share * 100)} %`,
  by: { template: "The template", generation: "Generation prompt", tools: "Tools" },
  byMessage: (n: number, role: string) => (role ? `${n} ${role}` : `${n}`),
  from: (what: string) => `From ${what}`,
  findings: "What this template does",
  template: "Template",
  edited: "edited",
  templateOf: (name: string) => `Jinja template of ${name}`,
  reset: "Reset",
  goToLine: (line: number) => `Go to line ${line}`,
  failed: (type: string, message: string) => `${type}: ${message}`,
  failedIn: (type: string, line: number, message: string) => `${type} in line ${line} of the template: ${message}`,
  tooSlow: "The template was stopped: it did not end within 2 seconds.",
  noTemplate: "has no chat template: it was trained to continue text, not to answer in turns. transformers says:",
  noTemplateOwn: "has no chat template in its files. transformers says:",
  noTemplateGo: "Give it one below, and it will be rendered with this tokenizer.",
  ownTemplate: "Write a template",
  tooLong: (limit: number) =>
    `This is longer than ${number.format(limit)} characters, which is more than the page takes.`,
  tooLongCards: (limit: number) =>
    `This conversation is longer than ${number.format(limit)} characters as JSON, which is more than the page takes. The prompts are those of the last one that fitted.`,
  templateTooLong: (name: string, limit: number) =>
    `${name} has more than ${number.format(limit)} characters, which is more than this page takes. Nothing was changed.`,
  surrogate:
    "TypeError: TextEncodeInput must be Union[TextInputSequence, Tuple[InputSequence, InputSequence]]. This is how transformers says that the prompt holds half of a surrogate pair, which no tokenizer takes. There are no ids.",
  notJson: (message: string, line: number, column: number) =>
    `This is not JSON yet: ${message} (line ${line}, column ${column}).`,
  goToError: "Go there",
  notList: 'A conversation is a list of messages: [{"role": …, "content": …}, …].',
  notMessage: (n: number) =>
    `Entry ${n} of the list is not a message: a message is an object such as {"role": "user", "content": "Hi"}.`,
  batch: "This is a list of conversations. The page takes one: a list of messages.",
  notTools: "Tools are a list of JSON schemas: [{…}, …].",
  notDocuments: 'Documents are a list of objects: [{"title": …, "text": …}, …].',
  notObject: 'Variables are an object: {"name": value, …}.',
  taken: (name: string) =>
    `${name} is an argument of apply_chat_template itself, or of the page, and no variable of a template.`,
  linkBroken: "The link is incomplete or damaged, so nothing was changed. Ask for it again, as one unbroken line.",
  linkNewer:
    "The link was made by a newer version of this page, so nothing was changed. Reload the page, or ask for the conversation itself.",
  linkTooLong: "This is too long for a link. The longest link has 16,000 characters.",
  fileWrong: (why: string) => `${why} Nothing was changed.`,
  fileNotChat: (name: string, why: string) => `${name} is no conversation: ${why} Nothing was changed.`,
  thisText: "The dropped text",
  playground: "Open in the playground",
  embedded: "A conversation as models receive it",
  notText: "What was dropped is neither text nor a text file. Nothing was changed.",
  said: (name: string, count: number) => `${name}: ${plural(count, "token")}.`,
  saidFailed: (name: string) => `${name}: no prompt.`,
  dead: "The playground could not start:",
  exampleTools: TOOLS,
  newParts: '[{"type": "image"}, {"type": "audio"}]',
  newToolCall: '[{"type": "function", "function": {"name": "get_weather", "arguments": {"city": "Seoul"}}}]',
};

const nth = (message: number): string => `Message ${message + 1}`;

/** How a text was read that is no plain JSON. */
export const READ = {
  literal: "Read as a literal of Python or JavaScript.",
  invisible: (names: readonly string[]) => `Invisible characters were passed over: ${names.join(", ")}.`,
  lines: (count: number) => `Read as ${count} messages, one after the other.`,
  row: (n: number, of: number) => `Row ${n} of ${number.format(of)} was taken.`,
  foreign: "“from” and “value” became role and content.",
  pairs: "Pairs of a role and a text became messages.",
  objects: (classes: readonly string[]) => `What was printed of ${classes.join(", ")} became dictionaries.`,
  template: "Read as the text of a string.",
  inText: "It stood in a text, as JSON.",
  breaks: "Line breaks in strings were kept; JSON writes them as \\n.",
  fields: "Read as the fields of an object.",
  command: "What curl sends was read.",
  sent: (why: string) => `In what curl sends: ${why}`,
  around: (line: number, of: number) =>
    `Found in line ${line}; the text around it was left out.${of > 1 ? ` It is the first of ${number.format(of)}.` : ""}`,
  /** Why a text holds no conversation, where that can be told by its kind. */
  instead: (text: string): { message?: string; at?: null } => {
    if (/<\|?(?:im_start|start_header_id|start_of_turn|user|begin_of_text)\|?>|\[INST\]/.test(text))
      return { message: READ.prompt, at: null };
    if (/^[ \t]*(?:- )?role:[ \t]/m.test(text)) return { message: READ.yaml, at: null };
    const assigns = /^\s*(?:(?:const|let|var)\s+)?\w+\s*(?::[^=\n]*)?=/.test(text);
    return !assigns && /^\s*(?!\w{1,2}['"])[\p{L}\d<>@$-]/u.test(text) ? { message: READ.nothing, at: null } : {};
  },
  prompt:
    "This is a prompt that a template has made already; the tokenizer playground shows its tokens. A conversation is a list of messages.",
  yaml: "This is YAML, which this page does not read; write it as JSON or as Python.",
  nothing: 'There is no list of messages in this text: [{"role": …, "content": …}, …].',
  took: (used: readonly string[], left: readonly string[]) =>
    `Taken: ${used.join(", ")}.${left.length ? ` Left out: ${left.join(", ")}.` : ""}`,
  stopped: (what: string, line: number, column: number) =>
    `This cannot be read yet: ${what} (line ${line}, column ${column}).`,
  theEnd: "the end of the text",
  undo: "Undo brings back what was pasted.",
  behind: "What the page shows comes from the last text here that could be read.",
};

/** One sentence for each finding. */
export function finding(found: Finding): string {
  switch (found.kind) {
    case "vanished":
      return `${nth(found.message)}${found.role ? ` (${found.role})` : ""} is not in the prompt. Nothing warns you.`;
    case "content-dropped":
      return `The content of message ${found.message + 1} is not in the prompt.`;
    case "content-cut":
      return `Only a part of message ${found.message + 1} is in the prompt.`;
    case "trimmed":
      return `White space at the ends of message ${found.message + 1} was removed.`;
    case "field-dropped":
      return `${found.field} of message ${found.message + 1} is not in the prompt.`;
    case "role-copied":
      return `The role “${found.role}” of message ${found.message + 1} is copied into the header as it stands.`;
    case "control":
      return `Message ${found.message + 1} holds ${plural(found.tokens.length, "special token")} that the model reads as its own: ${[...new Set(found.tokens)].join(" ")}`;
    case "plain":
      return `${plural(found.tokens, "special token")} from the conversation became plain text.`;
    case "system-added":
      return `A system prompt appeared that nobody wrote: “${short(found.text)}”`;
    case "added":
      return `The template adds text of its own: “${short(found.text)}”`;
    case "end-added":
      return `The template adds “${short(found.text)}” at the end.`;
    case "tools-ignored":
      return "The tools are not in the prompt: this template ignores them.";
    case "variable-ignored":
      return `${found.name} is not in the prompt: this template ignores it, or had no use for it here.`;
    case "generation-ignored":
      return "add_generation_prompt changed nothing at the end of the prompt.";
  }
}

/** Findings that are more than a remark. */
export const GRAVE = new Set<Finding["kind"]>([
  "vanished",
  "content-dropped",
  "content-cut",
  "control",
  "tools-ignored",
  "field-dropped",
]);
