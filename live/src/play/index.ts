/**
 * The playgrounds' faces: tokens/ and chat/, and what both use.
 *
 * In: the reader's text, conversation or template. Out: chips, panels, counts, findings; links and drafts.
 * May import: own, rows, chats, encoder, jinja, tokenizers, files, ui.
 */
export {};
