"""Ids in, one score for each entry of the vocabulary out. The whole model, of Llama's kind.

In the comments: n ids, d = 576 numbers for each, h heads of 64 numbers, g heads for keys and values, t ids seen so far.
No line asks whether an id is a special token.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Sizes:
    """What the file says of the model's form."""

    layers: int
    heads: int
    groups: int  # heads for keys and values; several heads share one
    epsilon: float
    base: float  # of the rotation by position

    @classmethod
    def of(cls, metadata: dict) -> "Sizes":
        names = ("block_count", "attention.head_count", "attention.head_count_kv")
        floats = ("attention.layer_norm_rms_epsilon", "rope.freq_base")
        return cls(*(metadata[f"llama.{name}"] for name in (*names, *floats)))


class Cache:
    """Keys and values of the ids seen so far, for each layer: what need not be computed again."""

    def __init__(self) -> None:
        self.seen = 0
        self.layers: dict[int, tuple[np.ndarray, np.ndarray]] = {}

    def add(self, layer: int, keys: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        if layer in self.layers:
            before = self.layers[layer]
            keys, values = np.concatenate([before[0], keys]), np.concatenate([before[1], values])
        self.layers[layer] = keys, values
        return keys, values


def forward(weights: dict[str, np.ndarray], sizes: Sizes, ids: list[int], cache: Cache, first: int = 0) -> np.ndarray:
    """A row of logits for each id, from the `first` on: scores of what may come next. The cache grows by the ids."""
    x = weights["token_embd.weight"][ids]  # (n, d): a row of the table for each id, and nothing else of it
    places = np.arange(cache.seen, cache.seen + len(ids))  # (n)
    for layer in range(sizes.layers):
        w = {name: weights[f"blk.{layer}.{name}.weight"] for name in PARTS}
        x = x + attention(w, sizes, norm(x, w["attn_norm"], sizes), places, cache, layer)  # (n, d)
        x = x + feed_forward(w, norm(x, w["ffn_norm"], sizes))  # (n, d)
    cache.seen += len(ids)
    x = norm(x[first:], weights["output_norm.weight"], sizes)  # (n, d), or fewer
    return x @ weights["token_embd.weight"].T  # (n, vocabulary)


PARTS = ("attn_norm", "attn_q", "attn_k", "attn_v", "attn_output", "ffn_norm", "ffn_gate", "ffn_up", "ffn_down")


def attention(w: dict, sizes: Sizes, x: np.ndarray, places: np.ndarray, cache: Cache, layer: int) -> np.ndarray:
    """Each id looks at those before it."""
    n, h, g = len(x), sizes.heads, sizes.groups
    queries = rotate((x @ w["attn_q"].T).reshape(n, h, -1), places, sizes)  # (n, h, 64)
    keys = rotate((x @ w["attn_k"].T).reshape(n, g, -1), places, sizes)  # (n, g, 64)
    keys, values = cache.add(layer, keys, (x @ w["attn_v"].T).reshape(n, g, -1))  # (t, g, 64) each
    queries = queries.reshape(n, g, h // g, -1).transpose(1, 2, 0, 3)  # (g, h/g, n, 64)
    scores = queries @ keys.transpose(1, 2, 0)[:, None]  # (g, h/g, n, t)
    scores = scores / np.float32(np.sqrt(queries.shape[-1]))  # (g, h/g, n, t)
    scores[..., places[:, None] < np.arange(len(keys))] = -np.inf  # nobody sees what comes later
    mixed = softmax(scores) @ values.transpose(1, 0, 2)[:, None]  # (g, h/g, n, 64)
    return mixed.transpose(2, 0, 1, 3).reshape(n, -1) @ w["attn_output"].T  # (n, d)


def feed_forward(w: dict, x: np.ndarray) -> np.ndarray:
    """Each id by itself."""
    gate = x @ w["ffn_gate"].T  # (n, 1536)
    return (gate / (1 + np.exp(-gate)) * (x @ w["ffn_up"].T)) @ w["ffn_down"].T  # (n, d)


def norm(x: np.ndarray, weight: np.ndarray, sizes: Sizes) -> np.ndarray:
    return x / np.sqrt((x * x).mean(-1, keepdims=True) + np.float32(sizes.epsilon)) * weight  # (n, d)


def rotate(x: np.ndarray, places: np.ndarray, sizes: Sizes) -> np.ndarray:
    """Turns neighbouring numbers, as points of a plane, by angles that grow with the place."""
    steps = sizes.base ** (-np.arange(0, x.shape[-1], 2) / x.shape[-1])  # (32)
    angles = (places[:, None] * steps)[:, None]  # (n, 1, 32)
    cos, sin = np.cos(angles).astype(np.float32), np.sin(angles).astype(np.float32)
    left, right = x[..., 0::2], x[..., 1::2]  # (n, heads, 32) each
    return np.stack([left * cos - right * sin, left * sin + right * cos], -1).reshape(x.shape)


def softmax(scores: np.ndarray) -> np.ndarray:
    """Probabilities along the last axis."""
    grown = np.exp(scores - scores.max(-1, keepdims=True))
    return grown / grown.sum(-1, keepdims=True)
