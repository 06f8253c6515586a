"""Chats: `apply_chat_template` and what belongs to it."""

from transformers._sanitize import mark, patterns
from transformers.utils.chat_template_utils import messages_of, render_jinja_template


class Chat:
    """Mixin."""

    def apply_chat_template(
        self, conversation, tools=None, documents=None, chat_template=None, add_generation_prompt=False,
        continue_final_message=False, tokenize=True, sanitize_control_tokens=False, padding=False, truncation=False,
        max_length=None, return_tensors=None, return_dict=True, return_assistant_tokens_mask=False, tokenizer_kwargs=None, **kwargs,
    ):  # fmt: skip
        """A conversation (or a batch of them) as the text or the ids that the model was trained on."""
        return_dict = return_dict and tokenize
        if return_assistant_tokens_mask and not return_dict:
            raise ValueError("`return_assistant_tokens_mask=True` requires `return_dict=True` and `tokenize=True`")
        chat_template = self.get_chat_template(chat_template, tools)
        listed = isinstance(conversation, (list, tuple))
        if listed and len(conversation) == 0:
            raise ValueError("Cannot apply chat template to an empty conversation. Provide at least one message.")
        batched = listed and (isinstance(conversation[0], (list, tuple)) or hasattr(conversation[0], "messages"))
        conversations = [messages_of(chat) for chat in (conversation if batched else [conversation])]
        if continue_final_message:
            if add_generation_prompt:
                raise ValueError(
                    "continue_final_message and add_generation_prompt are not compatible. Use continue_final_message "
                    "when you want the"
                    " model to continue the final message, and add_generation_prompt when you want to add a header "
                    "that will prompt it"
                    " to start a new assistant message instead."
                )
            if return_assistant_tokens_mask:
                raise ValueError("continue_final_message is not compatible with return_assistant_tokens_mask.")
        if sanitize_control_tokens:
            if not tokenize or return_assistant_tokens_mask:
                raise ValueError(
                    "`sanitize_control_tokens=True` requires `tokenize=True` and is not compatible with "
                    "`return_assistant_tokens_mask=True`."
                )
            control_token, _ = patterns(self._get_control_tokens(chat_template))
            conversations, tools, documents, kwargs = (
                mark(x, control_token) for x in (conversations, tools, documents, kwargs)
            )

        rendered, generations = render_jinja_template(
            conversations=conversations, tools=tools, documents=documents, chat_template=chat_template,
            return_assistant_tokens_mask=return_assistant_tokens_mask, continue_final_message=continue_final_message,
            add_generation_prompt=add_generation_prompt, **(self.special_tokens_map | kwargs),
        )  # fmt: skip
        if not batched:
            rendered = rendered[0]
        if not tokenize:
            return rendered
        out = self(
            rendered, padding=padding, truncation=truncation, max_length=max_length, add_special_tokens=False,
            return_tensors=return_tensors, sanitize_control_tokens=sanitize_control_tokens, **(tokenizer_kwargs or {}),
        )  # fmt: skip
        if not return_dict:
            return out["input_ids"]
        if return_assistant_tokens_mask:
            rows = out["input_ids"] if batched else [out["input_ids"]]
            masks = [_assistant_mask(out.encodings[i].offsets, generations[i]) for i in range(len(rows))]
            out["assistant_masks"] = masks if batched else masks[0]
        return out

    def _get_control_tokens(self, chat_template):
        """Special tokens, and the added tokens that the template writes or that `chat_control_tokens` names."""
        added = self.added_tokens_decoder.values()
        if self.chat_control_tokens is not None:
            named = set(self.chat_control_tokens)
            return tuple(token.content for token in added if token.special or token.content in named)
        from transformers.utils._template import literal_text

        text = literal_text(chat_template)
        return tuple(
            token.content for token in added if token.special or (token.content in text and not token.content.isspace())
        )

    def _encode_without_added_tokens(self, text):
        backend = self._tokenizer
        if backend.normalizer is not None:
            text = backend.normalizer.normalize_str(text)
        parts = [part for part, _ in backend.pre_tokenizer.pre_tokenize_str(text)] if backend.pre_tokenizer else [text]
        return [id_ for part in parts for id_ in backend.model._ids(part)]

    def encode_message_with_chat_template(self, message, conversation_history=None, **kwargs):
        """The ids that one message adds to a conversation, as far as that can be told."""
        if "add_generation_prompt" in kwargs:
            raise ValueError(
                "`encode_message_with_chat_template` does not support `add_generation_prompt`. Please add the "
                "generation prompt "
                "separately."
            )
        own = {"add_generation_prompt": False, "tokenize": True, "return_dict": False}
        if conversation_history is None or len(conversation_history) == 0:
            return self.apply_chat_template([message], **own, **kwargs)
        tokens = self.apply_chat_template(conversation_history + [message], **own, **kwargs)
        before = self.apply_chat_template(conversation_history, **own, **kwargs)
        same = min(len(before), len(tokens))
        return tokens[next((i for i in range(same) if before[i] != tokens[i]), same) :]

    def get_chat_template(self, chat_template=None, tools=None):
        """The template that a chat would be rendered with."""
        own = self.chat_template
        if isinstance(own, dict):
            if chat_template is not None:
                return own.get(chat_template, chat_template)
            if tools is not None and "tool_use" in own:
                return own["tool_use"]
            if "default" in own:
                return own["default"]
            raise ValueError(
                "This model has multiple chat templates with no default specified! Please either pass a chat "
                "template or the name of the template you wish to use to the `chat_template` argument. Available "
                f"template names are {sorted(own.keys())}."
            )
        if chat_template is not None:
            return chat_template
        if own is None:
            raise ValueError(
                "Cannot use chat template functions because tokenizer.chat_template is not set and no template "
                "argument was passed! For information about writing templates and setting the "
                "tokenizer.chat_template attribute, please see the documentation at "
                "https://huggingface.co/docs/transformers/main/en/chat_templating"
            )
        return own


def _assistant_mask(offsets, spans):
    """1 for each token that overlaps a stretch (start, end in characters) that the template marked as generated."""
    mask = [0] * len(offsets)
    at = 0
    for i, (start, end) in enumerate(offsets):
        while at < len(spans) and start >= spans[at][1]:
            at += 1
        if at == len(spans):
            break
        mask[i] = int(end > spans[at][0])
    return mask
