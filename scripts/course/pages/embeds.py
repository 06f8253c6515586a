"""A playground in a lesson: a paragraph that is nothing but a link to a playground, with what it shows as the link's
title.

    [Change this text](../playground/tokenizer.md "llama-3.1 qwen2: the text")
    [Change this chat](../playground/chat-template.md 'qwen2 +generation: [{"role": "user", "content": "Hi"}]')

The title names tokenizers of models.toml, then perhaps a switch, then `: ` and the text. `+stages` shows the tokenizers
stage by stage; `+merges`, `+training` (lines are separated by ` | `) and `+streams` play a text step by step; the name
of a picture (pictures.py) makes it one that the reader drives; the link of a chat with `+trained` opens the tool "What
is trained", with `+answer` the model answers it. Without scripts, and in a notebook, the paragraph is the link that it
is.
"""

import base64
import html
import json
import re
from dataclasses import dataclass

from course.contract import contract, short_state
from course.errors import CourseError
from course.pages import pictures
from course.tokenizers import manifest

PARAGRAPH = re.compile(
    r"^\[(?P<label>[^\]\n]+)\]"
    r"\((?P<target>(?:\.\./)*playground/(?P<page>tokenizer|chat-template)\.md)"
    r""" (?P<quote>["'])(?P<title>.*)(?P=quote)\)[ \t]*$""",
    re.MULTILINE,
)

_KINDS = {"tokenizer": "tokens", "chat-template": "chat"}  # page → the playground's name in live/src/play
_SWITCHES = {
    "tokens": ("+special", "data-add"),
    "chat": ("+generation", "data-generation"),
}  # its switch in a title, and the attribute for it
_STAGES = "+stages"
_WALKS = ("+merges", "+training", "+streams")  # played step by step by live/src/play/tokens/walk.ts
_TRAINED, _ANSWER = "+trained", "+answer"


@dataclass(frozen=True)
class Embed:
    """What a small instance shows. `kind` is `tokens` or `chat`, whose text is a conversation as JSON; `switched`: with
    its switch."""

    kind: str
    models: tuple[str, ...]
    text: str
    switched: bool
    stages: bool = False
    trained: bool = False
    answer: bool = False
    walk: str = ""
    picture: str = ""

    @property
    def computed(self) -> str | None:
        """What the build computes of it (live/build/known.mjs): tokens, a chat's prompt or stages. None for steps and
        pictures, which ask for more."""
        if self.walk or self.picture:
            return None
        return "stages" if self.stages else self.kind

    @property
    def opening(self) -> str:
        """The start tag of the element that live/src/play/*/embed.ts brings to life."""
        if self.picture:
            return pictures.opening(self.picture, self.models, self.text)
        _, attribute = _SWITCHES[self.kind]
        text = html.escape(self.text)
        extra = (f' {attribute}=""' if self.switched else "") + (' data-stages=""' if self.stages else "")
        extra += ' data-tool="trained"' if self.trained else ""
        extra += f' data-walk="{self.walk}"' if self.walk else ""
        extra += ' data-answer=""' if self.answer else ""
        return (
            f'<div class="tt-play" data-play="{self.kind}" data-text="{text}" '
            f'data-models="{" ".join(self.models)}"{extra}>'
        )

    @property
    def fragment(self) -> str:
        """The playground's address ends in this where it is to open with the text; live/src/ui/link.ts reads it."""
        if self.picture == "english":
            return self.fragment_with(
                {"tab": "differences", "parts": {"differences": {"e": pictures.english(self.text)}}}
            )
        tool = "trained" if self.trained else "answer" if self.answer else None
        return self.fragment_with({"tab": tool} if tool else {})

    def fragment_with(self, tool: dict) -> str:
        """The same with a tool's tab open; `tool` is what live/src/play/tool.ts puts into a link."""
        if self.kind == "tokens":
            text = pictures.shown(self.picture, self.text)
            state = {"text": text, "models": self.models, "add": self.switched, "split": False, "show": "both"}
        else:
            kept = {
                "tools": "[]",
                "withTools": False,
                "more": "{}",
                "date": "",
                "continues": False,
                "sanitize": False,
                "templates": {},
            }
            state = {"conversation": self.text, "generation": self.switched, "models": self.models, **kept}
        short = short_state(state, contract()[f"{self.kind.removesuffix('s')}Keys"])
        data = json.dumps(short | tool, ensure_ascii=False, separators=(",", ":")).encode()
        return "#v1.j." + base64.urlsafe_b64encode(data).decode().rstrip("=")


def embed_of(match: re.Match) -> Embed:
    """The instance that a paragraph asks for. CourseError for a title of another form and for an unknown tokenizer."""
    kind = _KINDS[match["page"]]
    switch, _ = _SWITCHES[kind]
    head, colon, text = match["title"].partition(": ")
    words = head.split()
    others = {_STAGES, *_WALKS} if kind == "tokens" else {_TRAINED, _ANSWER}
    stages, trained, answer = (word in others and word in words for word in (_STAGES, _TRAINED, _ANSWER))
    walk = next((word.removeprefix("+") for word in words if word in others and word in _WALKS), "")
    if walk == "training":
        text = text.replace(" | ", "\n")
    picture = next((word for word in words if word in pictures.NAMES[kind]), "")
    models = [word for word in words if word not in (switch, picture) and word not in others]
    if not colon or not text or not models:
        raise CourseError(f'{match[0]}: the link\'s title is to be like "llama-3.1 qwen2: TEXT"')
    known = [model.id for model in manifest.load().models]
    for model in models:
        if model not in known:
            raise CourseError(f"{match[0]}: there is no tokenizer {model!r}; there are {', '.join(known)}")
    if kind == "chat":
        _check_conversation(text, match[0])
    chosen = tuple(dict.fromkeys(models))
    return Embed(kind, chosen, text, switch in words, stages, trained, answer, walk, picture.removeprefix("+"))


def _check_conversation(text: str, where: str) -> None:
    try:
        messages = json.loads(text)
    except ValueError as error:
        raise CourseError(f"{where}: the conversation is not JSON ({error})") from None
    if not isinstance(messages, list) or not all(isinstance(message, dict) for message in messages):
        raise CourseError(f"{where}: a conversation is a JSON list of messages")
