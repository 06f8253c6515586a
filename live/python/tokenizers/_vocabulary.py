"""What a Tokenizer does with single tokens: which there are, their ids, and those that are added."""

import json

from tokenizers._added_token import AddedToken, token_rows
from tokenizers._host import boolean, integer, text


class Vocabulary:
    """Mixin."""

    def token_to_id(self, token):
        return self._tokens_to_ids([text(token)])[0]

    def id_to_token(self, id):
        return self._ids_to_tokens([integer(id)])[0]

    def _ids_to_tokens(self, ids):
        return self._ask_json("tokens", json.dumps([integer(id_) for id_ in ids]))

    def _tokens_to_ids(self, tokens):
        return self._ask_json("ids", json.dumps([text(token) for token in tokens]))

    def get_vocab(self, with_added_tokens=True):
        boolean(with_added_tokens)
        vocabulary = dict(self._model_vocabulary())
        if with_added_tokens:
            vocabulary |= {content: id_ for id_, content, *_ in self._engine.added(self)}
        return vocabulary

    def _model_vocabulary(self):
        """Kept until the model changes: cells ask for it in loops."""
        box = self.model._box
        key = (id(box), box.version)
        if self._known is None or self._known[0] != key:
            self.__dict__["_known"] = (key, box.vocabulary())
        return self._known[1]

    def get_vocab_size(self, with_added_tokens=True):
        box = self.model._box
        if not boolean(with_added_tokens):
            return box.size
        contents = dict.fromkeys(content for _, content, *_ in self._engine.added(self))
        return box.size + box.ids(list(contents)).count(None)

    def get_added_tokens_decoder(self):
        return {id_: AddedToken.from_row(*row) for id_, *row in self._added_rows()}

    def _added_rows(self):
        """Those that have their id to themselves, or took it last."""
        rows = {row[0]: row for row in self._engine.added(self)}
        return [rows[id_] for id_ in sorted(rows)]

    def add_tokens(self, tokens):
        return self._add(tokens, False)

    def add_special_tokens(self, tokens):
        return self._add(tokens, True)

    def _add(self, tokens, special):
        rows = token_rows(tokens, special, "Input must be a List[Union[str, AddedToken]]")
        return self._engine.add(self, rows)
