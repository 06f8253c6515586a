/**
 * The reader's own tokenizers and chat templates, which never leave the device.
 *
 * In: files, folders, zips and pasted texts. Out: models beside the build's, with what the chat playground must know of
 * them; the list in which they are named, remembered and removed.
 * May import: chats, classes, encoder, files, jinja, ui.
 */
export {};
