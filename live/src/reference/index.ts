/**
 * What pages of recorded facts do beyond what the build made.
 *
 * In: the comparison page's checkboxes and its address; a lesson's switches and their record. Out: the choice, and
 * what it shows.
 * May import: ui.
 */
export {};
