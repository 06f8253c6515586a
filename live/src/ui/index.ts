/**
 * Small parts of a page, with no knowledge of tokens.
 *
 * In: values and words. Out: elements, icons, copied text, dropped files, links; Python source text for values.
 * May import: nothing.
 */
export {};
