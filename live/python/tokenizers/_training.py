"""Training a Tokenizer on texts of a cell or on files."""

import json

from tokenizers._component import instance
from tokenizers._files import open_file
from tokenizers._host import sequence, text, workshop

_BATCH = 256


class Training:
    """Mixin."""

    def train_from_iterator(self, iterator, trainer=None, length=None):
        """Trains the model on texts, or on lists of texts."""
        self._train(_texts(iterator), trainer)

    def train(self, files, trainer=None):
        """Trains the model on the lines of files."""
        names = [text(name) for name in sequence(files)]
        for name in names:
            open_file(name).close()
        self._train(_lines(names), trainer)

    def _train(self, texts, trainer):
        from tokenizers.trainers import Trainer

        trainer = self.model.get_trainer() if trainer is None else instance(trainer, Trainer)
        counts = workshop("counts")
        try:
            feed = lambda batch: self._built("feed", counts, json.dumps(batch), self.encode_special_tokens)  # noqa: E731
            batch = []
            for one in texts:
                batch.append(text(one))
                if len(batch) >= _BATCH:
                    feed(batch)
                    batch = []
            feed(batch)
            special = trainer._train(self.model._box, counts)
        finally:
            workshop("free", counts)
        self.add_special_tokens(special)


def _texts(iterator):
    for element in iter(iterator):
        if isinstance(element, str):
            yield element
        else:
            yield from element


def _lines(names):
    """Lines with their ends: a carriage return is part of a line."""
    for name in names:
        with open_file(name) as file:
            yield from _split(file.read())


def _split(content):
    at = 0
    while at < len(content):
        end = content.find("\n", at) + 1 or len(content)
        yield content[at:end]
        at = end
