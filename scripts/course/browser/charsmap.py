"""The charsmap of SentencePiece's `Precompiled` normalizer, written from a table of replacements.

Its form: the trie's size in bytes, the trie as a double array of Darts, and the replacements, each ended by a zero
byte. Used to measure and to test.
"""

import struct


def charsmap(table: dict[str, str]) -> bytes:
    replacements, places = b"", {}
    for made in dict.fromkeys(table.values()):
        places[made] = len(replacements)
        replacements += made.encode() + b"\0"
    root: dict = {}
    for key, made in table.items():
        node = root
        for byte in key.encode():
            node = node.setdefault(byte, {})
        node[0] = places[made]
    units = _double_array(root)
    return struct.pack(f"<I{len(units)}I", 4 * len(units), *units) + replacements


def _double_array(root: dict) -> list[int]:
    """Darts' units: label in the low byte, bit 8 for a leaf, the offset to the children from bit 10; a leaf's own unit
    holds its value."""
    units = [0] * 512
    used = {0}
    waiting = [(root, 0)]
    first = 1
    while waiting:
        node, place = waiting.pop()
        base = first
        while any(base ^ byte in used for byte in node) or base ^ place >= 1 << 21:
            base += 1
        if not any(place_ not in used for place_ in range(first, first + 256)):
            first += 256
        while len(units) <= base | 0xFF:
            units += [0] * 256
        used |= {base ^ byte for byte in node}
        units[place] |= (base ^ place) << 10 | (0 in node) << 8
        for byte, child in node.items():
            if byte == 0:
                units[base] = child | 1 << 31
            else:
                units[base ^ byte] = byte
                waiting.append((child, base ^ byte))
    return units
