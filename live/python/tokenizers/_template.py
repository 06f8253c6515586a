"""Post-processing: the special tokens that a template puts around a text or a pair of texts."""

from tokenizers._encoding import Encoding


class PostProcessor:
    """`single` and `pair`: lists of ("sequence", 0 or 1, type id) and ("special", token, type id, ids)."""

    def __init__(self, single, pair):
        self.single = single
        self.pair = pair

    @classmethod
    def of(cls, config):
        """From the `post_processor` of tokenizer.json; None if it has none."""
        parts = config["processors"] if config and config["type"] == "Sequence" else [config] if config else []
        template = next((part for part in parts if part["type"] == "TemplateProcessing"), None)
        if template:
            read = lambda pieces: [_piece(piece, template["special_tokens"]) for piece in pieces]  # noqa: E731
            return cls(read(template["single"]), read(template["pair"]))
        return cls([("sequence", 0, 0)], [("sequence", 0, 0), ("sequence", 1, 1)]) if parts else None

    def num_special_tokens_to_add(self, pair):
        return sum(len(piece[3]) for piece in (self.pair if pair else self.single) if piece[0] == "special")

    def process(self, encodings, add_special_tokens):
        for i, encoding in enumerate(encodings):
            for part in (encoding, *encoding.overflowing):
                part._set_sequence(i)
            encoding._set_sequence(i, i)
        result = Encoding()
        for kind, what, type_id, *ids in self.pair if len(encodings) == 2 else self.single:
            if kind == "sequence":
                encodings[what]._set_sequence(what, type_id)
                result._append(encodings[what])
            elif add_special_tokens:
                result._append(Encoding.special(ids[0], [what], type_id))
        return result


def _piece(piece, special_tokens):
    if "Sequence" in piece:
        return ("sequence", int(piece["Sequence"]["id"] == "B"), piece["Sequence"]["type_id"])
    name = piece["SpecialToken"]["id"]
    return ("special", name, piece["SpecialToken"]["type_id"], special_tokens[name]["ids"])
