/** Ids of a prompt and its answer together: the model was trained for more, but a page would take minutes. */
export const LONGEST = 2048;
