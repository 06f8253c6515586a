/**
 * The site's search, behind Material's field.
 *
 * In: the index of the build. Out: ranked sections with their words marked.
 * May import: nothing.
 */
export {};
