/**
 * A small chat model that answers in the page: ids in, the probabilities of what comes next out. As the build's own
 * forward pass (scripts/course/model/forward.py), with the same weights; no line asks whether an id is a special token.
 *
 * In: weights, which the build has cut into parts, and ids. Out: steps of an answer; what is kept on the device.
 * May import: encoder, files.
 */
export {};
