"""The engine behind a tokenizer: the site's own, or one that the workshop assembles of the parts as they are now."""

import json

from tokenizers._box import failed
from tokenizers._host import Unreadable, call, workshop

_STEPS = ("normalizer", "pre_tokenizer", "decoder")


class Engine:
    """`of_site`: a tokenizer of the site, which stays as long as nobody changes its parts."""

    def __init__(self, of_site=None):
        self._site = of_site
        self._built = None
        self._key = None
        self._rows = None

    def ask(self, tokenizer, name, *arguments):
        """A function of `Host` or `Workshop` (both have the same) on the tokenizer."""
        self._renew(tokenizer)
        if self._built is None:
            return call(name, self._site, *arguments)
        try:
            return workshop(name, self._built, *arguments)
        except Unreadable:
            raise
        except Exception as error:
            raise failed(tokenizer.model._box.settings, error) from None

    def ask_json(self, tokenizer, name, *arguments):
        return json.loads(self.ask(tokenizer, name, *arguments))

    def added(self, tokenizer):
        """[id, then what AddedToken.row gives] of each, of one id the last counts; kept until one is added, since cells
        ask token by token."""
        if self._rows is None:
            self._rows = self.ask_json(tokenizer, "added")
        return self._rows

    def add(self, tokenizer, rows):
        self._renew(tokenizer)
        self._rows = None
        return self.ask(tokenizer, "add", json.dumps(rows))

    def give(self, rows):
        """Added tokens of a tokenizer that is not assembled yet."""
        self._rows = rows

    def site(self):
        """The number of the site's tokenizer while it is that; None from the first change on."""
        return self._site if self._built is None else None

    def forget(self):
        """The parts as they are now are those of the site's tokenizer."""
        self._key = None

    def build(self, tokenizer, name, *arguments):
        self._renew(tokenizer)
        if self._built is None:
            self._assemble(tokenizer.model._box, self._key[2:], self._key)
        return workshop(name, self._built, *arguments)

    def _renew(self, tokenizer):
        box = tokenizer.model._box
        parts = tokenizer.__dict__
        steps = [
            None if part is None else part._json()
            for part in (parts["normalizer"], parts["pre_tokenizer"], parts["decoder"])
        ]
        key = (id(box), box.version, *steps)
        if self._key is None and self._site is not None:
            self._key = key
        if key != self._key:
            self._assemble(box, steps, key)

    def _assemble(self, box, steps, key):
        fresh = self._key is None and self._site is None
        rows = self._rows if self._rows is not None or fresh else self._asked_before()
        document = ",".join(f'"{name}":{step or "null"}' for name, step in zip(_STEPS, steps, strict=True))
        handle = workshop("assemble", box.handle, f"{{{document}}}", json.dumps(rows or []))
        self._free()
        self._built, self._key, self._rows = handle, key, rows

    def _asked_before(self):
        """The added tokens that the engine has which is no longer the right one."""
        return json.loads(call("added", self._site) if self._built is None else workshop("added", self._built))

    def _free(self):
        if self._built is not None:
            workshop("free", self._built)

    def __del__(self):
        try:
            self._free()
        except Exception:  # Python is ending
            pass
