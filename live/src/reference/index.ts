/**
 * What reference pages do beyond what the build made.
 *
 * In: the comparison page's checkboxes and its address. Out: the choice in both.
 * May import: ui.
 */
export {};
