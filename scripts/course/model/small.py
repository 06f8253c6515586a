"""The model as lessons use it: what comes next, an answer, how likely a text is. It takes ids and gives ids."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from course.errors import CourseError
from course.model import weights
from course.model.forward import Cache, Sizes, forward, softmax

LEAST_GAP = 0.02  # between the two best logits: closer ones may change places on another machine


@dataclass(frozen=True)
class Answer:
    """`ids` as the model wrote them, one step each; `gaps` between the best two logits of each step."""

    ids: list[int]
    gaps: list[float]


class Model:
    """A model from a GGUF file. Raises CourseError for a file that is none, or not of Llama's kind."""

    def __init__(self, path: str | Path) -> None:
        metadata, self.weights = weights.read(Path(path))
        try:
            self.sizes = Sizes.of(metadata)
        except KeyError as error:
            raise CourseError(f"{Path(path).name} is not a model of Llama's kind: it lacks {error.args[0]}.") from None

    @property
    def vocabulary(self) -> int:
        """Rows of the embedding."""
        return len(self.weights["token_embd.weight"])

    def logits(self, ids: Sequence[int], cache: Cache | None = None, first: int = 0) -> np.ndarray:
        """A row of scores for each id, from the `first` on, of what comes after it."""
        wrong = [id for id in ids if not 0 <= id < self.vocabulary]
        if wrong or not len(ids):
            what = f"the id {wrong[0]} has no row" if wrong else "there is no id"
            raise CourseError(f"The model cannot read this: {what}; it takes ids from 0 to {self.vocabulary - 1}.")
        return forward(self.weights, self.sizes, list(ids), cache or Cache(), first)

    def next(self, ids: Sequence[int], top: int = 5) -> list[tuple[int, float]]:
        """The likeliest next ids with their probabilities, best first."""
        chances = softmax(self.logits(ids, first=-1)[0])
        return [(int(id), float(chances[id])) for id in np.argsort(-chances, kind="stable")[:top]]

    def answer(
        self, ids: Sequence[int], stop: Collection[int] = (), limit: int = 40, least_gap: float = LEAST_GAP
    ) -> Answer:
        """The likeliest id, again and again, until one of `stop` (which is kept) or `limit` ids.

        Raises CourseError at a step whose two best logits are closer than `least_gap`: no build may record a toss-up.
        """
        cache, new = Cache(), list(ids)
        answer = Answer([], [])
        while len(answer.ids) < limit and not (answer.ids and answer.ids[-1] in stop):
            scores = self.logits(new, cache, first=-1)[0]
            second, best = (int(id) for id in np.argpartition(scores, -2)[-2:])
            gap = float(abs(scores[best] - scores[second]))
            if gap < least_gap:
                raise CourseError(
                    f"Step {len(answer.ids) + 1} is a toss-up between the ids {best} and {second} (their logits are "
                    f"{gap:.4f} apart): stop earlier, ask otherwise, or pass a smaller least_gap."
                )
            new = [best if scores[best] > scores[second] else second]
            answer.ids.append(new[0])
            answer.gaps.append(gap)
        return answer

    def log_probability(self, ids: Sequence[int], text: Sequence[int]) -> float:
        """The mean log-probability of each id of `text` after `ids` and those before it."""
        scores = self.logits([*ids, *text], first=len(ids) - 1)[:-1].astype(np.float64)
        chances = softmax(scores)[np.arange(len(text)), list(text)]
        return float(np.log(chances).mean())

    def exchanged(self, first: int, second: int) -> "Model":
        """The same model, but for two rows of its embedding that change places."""
        other = object.__new__(Model)
        rows = self.weights["token_embd.weight"].copy()
        rows[[first, second]] = rows[[second, first]]
        other.weights = {**self.weights, "token_embd.weight": rows}
        other.sizes = self.sizes
        return other
