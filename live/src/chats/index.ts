/**
 * A conversation and a template as a prompt, as `apply_chat_template` makes it.
 *
 * In: a conversation, arguments, a template. Out: the prompt, whose text each part of it is, what a reader should know
 * of it; the same call as Python; a template's report card.
 * May import: encoder, jinja, tokenizers, ui.
 */
export {};
