"""The chat corpus of the live cells (tests/live/library/live_chats.py) as this page can be given it: one conversation,
JSON, no Python objects."""

import json

from live_chats import CONVERSATIONS, DOCUMENTS, TEMPLATES, TOOLS, chat_cases
from transformers.utils import get_json_schema

# What is no part of the page: what happens to ids after they are made, and the mask of assistant tokens.
NOT_HERE = {"return_dict", "padding", "max_length", "truncation", "tokenizer_kwargs", "return_assistant_tokens_mask"}


def corpus(repo: str) -> list[dict]:
    """`{"conversation", "template", "options"}`, each once; `template` is the text of a template or None."""
    cases, seen = [], set()
    for name, template, options in chat_cases(repo):
        options = {key: value for key, value in options.items() if key not in NOT_HERE}
        if "tools" in options:
            tools = [_schema(TOOLS[tool]) for tool in options["tools"]]
            if not all(tools):
                continue  # a function without hints or docstring: transformers refuses it before any template is there
            options["tools"] = tools
        if "documents" in options:
            options["documents"] = DOCUMENTS
        conversation = CONVERSATIONS[name]
        batch = isinstance(conversation, list) and conversation and isinstance(conversation[0], list)
        for one in conversation if batch else [conversation]:
            if not (isinstance(one, list) and all(isinstance(message, dict) for message in one)):
                continue  # the page's field refuses what is no list of messages, and says so
            case = {"conversation": one, "template": TEMPLATES[template] if template else None, "options": options}
            if (key := json.dumps(case)) not in seen:
                seen.add(key)
                cases.append(case)
    return cases


def _schema(tool) -> dict | str | None:
    if not callable(tool):
        return tool
    try:
        return get_json_schema(tool)
    except Exception:
        return None
