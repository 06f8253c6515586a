"""How to find the rank of a merge without a list of merges: in most tokenizers it follows from the vocabulary.

The ranks rise with the id of the token that a merge makes. What makes one token goes by the id of the left part, or by
its length, the longest first. live/src/tokenizers/rule_pairs.ts reads the rules.
"""

from collections.abc import Iterator

from course.errors import CourseError

_MOST_FIRST = 10_000  # merges written out; more would make the asset large


def merge_rules(repo: str, vocabulary: list[str], merges: list) -> dict:
    """The rules for these merges, which are pairs or texts with a space between.

    `late`: tokens made after all others. `left`: one character per id: chr(48 + length of the left part in bytes of
    UTF-8), chr(48) if no merge makes the token; without `left`, every split into two tokens is a merge. `longest`: of
    those that make one token, the longest left part comes first. `first`: merges that come before all others, each as
    the token made and the length of its left part, by turns.
    Raises CourseError if no such rules give exactly these merges in exactly this order.
    """
    pairs = [tuple(pair) if isinstance(pair, list) else tuple(pair.split(" ")) for pair in merges]
    ids = {token: i for i, token in enumerate(vocabulary)}
    made = [ids[left + right] for left, right in pairs]
    for rules in _candidates(vocabulary, pairs, made):
        if derived_merges(vocabulary, rules) == pairs:
            return rules
    raise CourseError(
        f"the merges of {repo} do not follow from its vocabulary; the asset's format needs a list of merges for it."
    )


def _candidates(vocabulary: list[str], pairs: list[tuple[str, str]], made: list[int]) -> Iterator[dict]:
    turn = next((i for i in range(1, len(made)) if made[i] < made[i - 1]), len(made))
    late = sorted(set(made[turn:]))
    if len(set(made)) == len(made):
        lengths = dict(zip(made, (_bytes(left) for left, _ in pairs), strict=True))
        yield {"late": late, "left": "".join(chr(48 + lengths.get(i, 0)) for i in range(len(vocabulary)))}
        return
    yield {"late": late}
    keys = [(makes, -len(left)) for makes, (left, _) in zip(made, pairs, strict=True)]
    start = next((i for i in range(len(keys) - 1, 0, -1) if keys[i] < keys[i - 1]), 0)
    if start <= _MOST_FIRST:
        first = [number for i in range(start) for number in (made[i], _bytes(pairs[i][0]))]
        yield {"late": [], "longest": True, "first": first}


def derived_merges(vocabulary: list[str], rules: dict) -> list[tuple[str, str]]:
    """The merges that the page's engine will see, in the order of their ranks."""
    ids = {token: i for i, token in enumerate(vocabulary)}
    size = len(vocabulary)
    late = set(rules["late"])
    written = rules.get("first", [])
    first = {(written[i], written[i + 1]): i - len(written) for i in range(0, len(written), 2)}
    merges = []
    for made, token in enumerate(vocabulary):
        turn = (made + size if made in late else made) * size
        if "left" in rules:
            own = token.encode()
            split = ord(rules["left"][made]) - 48
            cuts = [(own[:split].decode(), own[split:].decode())] if split else []
        else:
            cuts = [(token[:cut], token[cut:]) for cut in range(1, len(token))]
        for left, right in cuts:
            if left in ids and right in ids:
                rank = turn + (size - len(left) if rules.get("longest") else ids[left])
                if first:
                    rank = first.get((made, _bytes(left)), rank)
                merges.append((rank, left, right))
    merges.sort()
    return [(left, right) for _, left, right in merges]


def _bytes(text: str) -> int:
    return len(text.encode())
