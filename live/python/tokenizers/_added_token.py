"""AddedToken: a token matched in the text before the model sees it, and how."""

from tokenizers._host import boolean, named, text
from tokenizers._missing import sealed


class AddedToken:
    """`normalized` is true by default unless the token is special. Only `content` and `special` can be changed."""

    __module__ = "tokenizers"

    def __init_subclass__(cls):
        sealed(cls)

    def __init__(self, content="", *, single_word=False, lstrip=False, rstrip=False, special=False, **others):
        self.content = "" if content is None else content
        self.special = boolean(special)
        normalized = boolean(others.pop("normalized")) if "normalized" in others else None
        self._flags = (boolean(single_word), boolean(lstrip), boolean(rstrip), normalized)
        for name in others:
            print("Ignored unknown kwarg option", name)

    def __getattr__(self, name):
        raise AttributeError(f"'tokenizers.AddedToken' object has no attribute '{name}'", name=name, obj=self)

    def __setattr__(self, name, value):
        if name == "content" and not isinstance(value, str):
            raise TypeError(f"'{type(value).__name__}' object is not an instance of 'str'")
        if name in ("single_word", "lstrip", "rstrip", "normalized"):
            raise AttributeError(f"attribute '{name}' of 'tokenizers.AddedToken' objects is not writable")
        object.__setattr__(self, name, value)

    single_word = property(lambda self: self._flags[0])
    lstrip = property(lambda self: self._flags[1])
    rstrip = property(lambda self: self._flags[2])
    normalized = property(lambda self: (not self.special) if self._flags[3] is None else self._flags[3])

    def row(self):
        """[content, single_word, lstrip, rstrip, normalized, special], as it crosses to JavaScript."""
        return [self.content, *self._flags[:3], self.normalized, self.special]

    @classmethod
    def from_row(cls, content, single_word, lstrip, rstrip, normalized, special):
        token = object.__new__(cls)  # the row has passed every check of __init__ already, and there are hundreds
        token.__dict__.update(content=content, special=special, _flags=(single_word, lstrip, rstrip, normalized))
        return token

    def __getstate__(self):
        names = ("content", "single_word", "lstrip", "rstrip", "normalized", "special")
        return dict(zip(names, self.row(), strict=True))

    def __setstate__(self, state):
        self.__init__(**state)

    def __reduce__(self):
        return (type(self), (), self.__getstate__())

    def __eq__(self, other):
        return isinstance(other, AddedToken) and self.row() == other.row()

    def __lt__(self, other):
        return False if isinstance(other, AddedToken) else NotImplemented

    __le__ = __gt__ = __ge__ = __lt__  # the library orders none of them, and says so by False

    def __hash__(self):
        return hash(self.content)

    def __str__(self):
        return self.content

    def __repr__(self):
        flags = (
            f"rstrip={self.rstrip}, lstrip={self.lstrip}, single_word={self.single_word}, normalized={self.normalized}"
        )
        return f'AddedToken("{self.content}", {flags}, special={self.special})'


def token_rows(tokens, special, wrong):
    """Rows of a list of texts and AddedTokens; with `special` all are special from now on. `wrong`: what is said of
    anything else in it."""
    if not isinstance(tokens, list):
        raise TypeError(f"{named(tokens)} is not an instance of 'list'")
    rows = []
    for token in tokens:
        if isinstance(token, str):
            token = AddedToken(text(token), special=special)
        elif not isinstance(token, AddedToken):
            raise TypeError(wrong)
        elif special:
            token.special = True
        rows.append(token.row())
    return rows
