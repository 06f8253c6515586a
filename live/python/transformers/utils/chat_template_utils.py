"""Rendering conversations with a chat template."""

import dataclasses
import inspect
import re
from collections.abc import Mapping

from transformers.utils import logging
from transformers.utils._json_schema import DocstringParsingException, TypeHintParsingException, get_json_schema

__all__ = ["DocstringParsingException", "TypeHintParsingException", "get_json_schema", "render_jinja_template"]

logger = logging.get_logger("transformers.utils.chat_template_utils")

_REASONING = ("reasoning_content", "thinking", "reasoning")  # names of one field; the first is the standard one
_TAG = "CONTINUE_FINAL_MESSAGE_TAG "


def render_jinja_template(
    conversations, tools=None, documents=None, chat_template=None, return_assistant_tokens_mask=False,
    continue_final_message=False, add_generation_prompt=False, **kwargs,
):  # fmt: skip
    """(the rendered texts, for each the spans of characters inside `{% generation %}`)."""
    from transformers.utils._template import compile_template  # here, because Jinja2 takes a while to import

    if return_assistant_tokens_mask and not re.search(r"\{\%-?\s*generation\s*-?\%\}", chat_template):
        logger.warning_once(
            "return_assistant_tokens_mask==True but chat template does not contain `{% generation %}` keyword."
        )
    template = compile_template(chat_template)
    schemas = None if tools is None else [_schema(tool) for tool in tools]
    for document in documents or ():
        if not isinstance(document, dict):
            raise TypeError("Documents should be a list of dicts with 'title' and 'text' keys!")
    variables = _plain(kwargs) | {
        "tools": _plain(schemas),
        "documents": _plain(documents),
        "add_generation_prompt": add_generation_prompt,
    }

    texts, all_spans = [], []
    for chat in conversations:
        chat = _plain(getattr(chat, "messages", chat))
        for message in chat:
            if not isinstance(message, dict):
                raise TypeError(f"Chat messages should be dicts, dataclasses or pydantic models, but got {message!r}.")
        chat = [_with_reasoning(message) for message in chat]
        final = _tag_final(chat, continue_final_message, chat_template) if continue_final_message else None
        if return_assistant_tokens_mask:
            blocks, spans = [], []
            with template.environment.activate_tracker(blocks, spans):
                blocks.extend(_appended(blocks, template.generate(messages=chat, **variables)))
            text = "".join(blocks)
            all_spans.append(spans)
        else:
            text = template.render(messages=chat, **variables)
        texts.append(text if final is None else _cut_at_tag(text, final))
    return texts, all_spans


def _appended(blocks, generator):
    """Appends to `blocks` while rendering, because the tracker measures them; yields nothing."""
    for block in generator:
        blocks.append(block)
    return ()


def _schema(tool):
    if isinstance(tool, dict):
        return tool
    if inspect.isfunction(tool) or inspect.ismethod(tool):
        return get_json_schema(tool)
    raise ValueError(
        "Tools should either be a JSON schema, or a callable function with type hints "
        "and a docstring suitable for auto-conversion to a schema."
    )


def _plain(value):
    """`value` rebuilt from plain JSON types; anything else becomes `<its type>`."""
    if value is None or type(value) in (str, int, float, bool):
        return value
    for base in (str, int, float):
        if isinstance(value, base):
            return getattr(base, f"__{base.__name__}__")(value)
    rebuilt = _rebuilt(value, _plain)
    return f"<{type(value).__name__}>" if rebuilt is ... else rebuilt


def messages_of(conversation):
    """Its messages as dictionaries, objects of other libraries too, without what is None. Raises TypeError."""
    messages = []
    for message in _as_dicts(getattr(conversation, "messages", conversation)):
        if not isinstance(message, dict):
            raise TypeError(f"Chat messages should be dicts, dataclasses or pydantic models, but got {message!r}.")
        messages.append({key: value for key, value in message.items() if value is not None})
    return messages


def _as_dicts(value):
    """Objects with fields as dictionaries; texts, numbers and whatever else stays itself."""
    rebuilt = _rebuilt(value, _as_dicts)
    return value if rebuilt is ... else rebuilt


def _rebuilt(value, part):
    """A container, or an object with fields, from `part` of each that is in it; `...` for anything else."""
    if isinstance(value, Mapping):
        return {part(key): part(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        items = [part(item) for item in value]
        return items if isinstance(value, list) else tuple(items)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: part(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if callable(getattr(value, "model_dump", None)):
        return part(value.model_dump())
    return ...


def _with_reasoning(message):
    reasoning = next((message[key] for key in _REASONING if message.get(key) is not None), None)
    return message if reasoning is None else {"thinking": reasoning, **message, "reasoning_content": reasoning}


def _tag_final(chat, field, chat_template):
    """Appends a tag to the final message, in place; returns the message's own text."""
    if not chat:
        raise ValueError("continue_final_message is set but the conversation is empty!")
    field = field if isinstance(field, str) else "content"
    final = chat[-1].get(field)
    if final is None:
        raise ValueError(f'continue_final_message is set but the final message has no "{field}" to continue!')
    fields = [name for name in _REASONING if chat[-1].get(name) == final] if field in _REASONING else [field]
    if not any(name in chat_template for name in fields):
        raise ValueError(
            f'continue_final_message is set to "{field}" but this is not an accepted field in the chat_template'
        )
    if not isinstance(final, (list, tuple)):
        for name in fields:
            chat[-1][name] = chat[-1][name] + _TAG
        return final
    for block in reversed(final):
        if "text" in block:
            text = block["text"]
            block["text"] = text + _TAG
            return text
    raise ValueError("continue_final_message is set but we could not find any text to continue in the final message!")


def _cut_at_tag(rendered, final):
    if final.strip() not in rendered or _TAG.strip() not in rendered:
        raise ValueError(
            "continue_final_message is set but the final message does not appear in the chat after "
            "applying the chat template! This can happen if the chat template deletes portions of "
            "the final message. Please verify the chat template and final message in your chat to "
            "ensure they are compatible."
            f"Final message to continue: {final.strip()}\nRendered chat:\n{rendered}"
        )
    at = rendered.rindex(_TAG.strip())
    # If the template trimmed the tag's space, it trimmed the message's too.
    return rendered[:at] if rendered[at:].startswith(_TAG) else rendered[:at].rstrip()
