/**
 * The workers that encode, and the page's side of them: `playworker` for the build's compact assets, `anyworker` for any
 * other tokenizer.json. serve.ts is what both do, over engine.ts; client.ts asks the right one.
 *
 * In: texts and repositories, or a reader's own file. Out: tokens as flat lists, merges, counts of words; newer requests replace older ones.
 * May import: classes, tokenizers, files, ui.
 */
export {};
