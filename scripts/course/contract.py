"""What the build and the page's TypeScript must agree on: contract.json, which live/src/contract.ts reads too.

`cellPrefix`: of a cell's id in a page. `notRecorded`: tags of the cells whose outputs the build does not keep.
`tallLines`: from how
many lines an output scrolls. `verdict`: the word with which a check that passes begins. `addedTokenFlags`: the bits of
an added token in
an asset, lowest first. `tokenKeys`, `chatKeys`: name of a part of a playground's state → its key in links and in what a
tab keeps.
"""

import functools
import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

FILE = Path(__file__).with_suffix(".json")


@functools.cache
def contract() -> Mapping:
    """The file's content."""
    return MappingProxyType(json.loads(FILE.read_text(encoding="utf-8")))


def short_state(state: Mapping, keys: Mapping[str, str]) -> dict:
    """A playground's state with the keys that links have; true and false become 1 and 0, as live/src/play/short.ts does
    it."""
    return {keys[name]: int(value) if isinstance(value, bool) else value for name, value in state.items()}
