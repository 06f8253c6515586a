"""The chat corpus of the live cells (tests/live/library/live_chats.py) as this page can be given it: one conversation,
JSON, no Python objects."""

import json

from chat_page import fragment
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


def link(case: dict, model: str) -> str:
    """To the playground with the case."""
    options = dict(case["options"])
    tools = options.pop("tools", None)
    return fragment(
        json.dumps(case["conversation"]),
        tools=None if tools is None else json.dumps(tools),
        generation=options.pop("add_generation_prompt", False),
        continues=options.pop("continue_final_message", False),
        sanitize=options.pop("sanitize_control_tokens", False),
        more=json.dumps(options),
        models=[model],
        templates={model: case["template"]} if case["template"] else {},
    )


def differences(real, repo: str, cases: list[dict], shown: list[dict]) -> list[str]:
    """What the page shows (chat_page.FOLLOW_ALL) and the real library gives, where they differ."""
    wrong = []
    for case, got in zip(cases, shown, strict=True):
        text, ids = _expected(real, repo, case)
        if isinstance(ids, str):
            same = _error(got["error"]) == ids
        else:
            # with sanitised tokens transformers gives ids only
            same = got["error"] is None and got["ids"] == ids and (text is None or got["prompt"] == text)
        if not same:
            wrong.append(f"{json.dumps(case)[:300]}\n  real: {text!r:.300} {str(ids)[:300]}\n  page: {got}")
    return wrong


def _expected(real, repo, case):
    """(prompt or None, ids); an error is `Type: message` in place of ids."""
    options = case["options"] | {"chat_template": case["template"]}
    ids = _attempt(real, repo, case["conversation"], return_dict=False, **options)
    sanitize = options.pop("sanitize_control_tokens", False)
    return (None if sanitize else _attempt(real, repo, case["conversation"], tokenize=False, **options)), ids


def _attempt(real, repo, conversation, **options):
    try:
        return real.call("apply_chat_template", repo, conversation, **options)
    except AssertionError as error:
        return str(error)


def _error(shown):
    """`Type in line 3 of the template: message` without the place."""
    head, _, message = (shown or "").partition(": ")
    return f"{head.split(' in line ')[0]}: {message}"
