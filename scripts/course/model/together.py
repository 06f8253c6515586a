"""Several prompts answered at once: a step of all of them reads most weights once, and takes a third of the time."""

from collections.abc import Sequence

import numpy as np

from course.model.forward import PARTS, Cache, attention, feed_forward, norm
from course.model.small import LEAST_GAP, Model


def answers(model: Model, prompts: Sequence[list[int]], limit: int) -> list[tuple[np.ndarray, list[int], bool]]:
    """Of each prompt: the logits after it, the greedy answer of up to `limit` ids, and whether that ends before a step
    whose two best logits are too close to be recorded."""
    caches = [Cache() for _ in prompts]
    new = [list(prompt) for prompt in prompts]
    first: list[np.ndarray] = []
    found: list[list[int]] = [[] for _ in prompts]
    close = [False for _ in prompts]
    for _ in range(limit):
        going = [number for number in range(len(prompts)) if not close[number]]
        rows = _step(model, [new[number] for number in going], [caches[number] for number in going])
        first = first or list(rows)
        for number, scores in zip(going, rows):
            second, best = (int(id) for id in np.argsort(scores)[-2:])
            close[number] = bool(scores[best] - scores[second] < LEAST_GAP)
            if not close[number]:
                found[number].append(best)
                new[number] = [best]
    return list(zip(first, found, close))


def _step(model: Model, new: list[list[int]], caches: list[Cache]) -> np.ndarray:
    """The logits after the new ids of each prompt: `forward`, but for attention, which each prompt has of its own."""
    weights, sizes = model.weights, model.sizes
    ends = np.cumsum([len(ids) for ids in new])
    x = weights["token_embd.weight"][np.concatenate(new)]  # (all new ids, d)
    for layer in range(sizes.layers):
        w = {name: weights[f"blk.{layer}.{name}.weight"] for name in PARTS}
        normed = np.split(norm(x, w["attn_norm"], sizes), ends[:-1])
        mixed = [
            attention(w, sizes, rows, np.arange(cache.seen, cache.seen + len(rows)), cache, layer)
            for rows, cache in zip(normed, caches)
        ]
        x = x + np.concatenate(mixed)
        x = x + feed_forward(w, norm(x, w["ffn_norm"], sizes))
    for ids, cache in zip(new, caches):
        cache.seen += len(ids)
    return norm(x[ends - 1], weights["output_norm.weight"], sizes) @ weights["token_embd.weight"].T
