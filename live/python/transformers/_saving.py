"""`save_pretrained`: a tokenizer as the files of a folder."""

import copy
import json
import os

from tokenizers._missing import refused

from transformers._folder import CONFIG_FILE, TEMPLATE_FILE, TEMPLATE_FOLDER, TOKENIZER_FILE
from transformers._token_json import plain
from transformers.utils import logging

logger = logging.get_logger("transformers.tokenization_utils_base")

_NOT_SAVED = (
    "add_bos_token", "add_eos_token", "vocab_file", "merges_file", "tokenizer_file", "added_tokens_decoder",
    "additional_special_tokens", "files_loaded", "name_or_path", "special_tokens_map_file", "device_map",
    "slow_tokenizer_class",
)  # fmt: skip


class Saving:
    """Mixin."""

    def save_pretrained(
        self, save_directory, legacy_format=None, filename_prefix=None, push_to_hub=False, save_format=None, **kwargs
    ):
        """Writes tokenizer.json, tokenizer_config.json and the chat templates; returns their names."""
        if push_to_hub:
            raise refused("save_pretrained(…, push_to_hub=True)")
        if save_format not in (None, "hf"):
            raise refused(f"save_pretrained(…, save_format={save_format!r})")
        if os.path.isfile(save_directory):
            logger.error(f"Provided path ({save_directory}) should be a directory, not a file")
            return None
        os.makedirs(save_directory, exist_ok=True)
        start = f"{filename_prefix}-" if filename_prefix else ""
        config, templates = self.save_chat_templates(
            save_directory, self._saved_config(), filename_prefix, kwargs.get("save_jinja_files", True)
        )
        file = os.path.join(save_directory, start + CONFIG_FILE)
        with open(file, "w", encoding="utf-8") as stream:
            stream.write(json.dumps(config, indent=2, sort_keys=True, ensure_ascii=False) + "\n")
        whole = os.path.join(str(save_directory), start + TOKENIZER_FILE)
        self.backend_tokenizer.save(whole)
        return (file, *templates, whole)

    def _saved_config(self):
        """What the tokenizer was made with, as it is now."""
        config = copy.deepcopy(self._init_kwargs)
        for name in {*config, "model_max_length"} - {"add_bos_token", "add_eos_token"}:
            if hasattr(self, name):
                config[name] = getattr(self, name)
        config |= self.special_tokens_map
        if self._extra_special_tokens:
            config["extra_special_tokens"] = self.extra_special_tokens
        for name in ("response_template", "chat_control_tokens"):
            if getattr(self, name, None) is not None:
                config[name] = getattr(self, name)
        config = {name: plain(value) for name, value in config.items() if name not in _NOT_SAVED}
        return config | {"tokenizer_class": type(self).__name__.removesuffix("Fast")}

    def save_chat_templates(self, save_directory, tokenizer_config, filename_prefix, save_jinja_files):
        """Writes the templates as files, or into the configuration; returns it and the names of the files."""
        template = self.chat_template
        if not save_jinja_files or template is None:
            if isinstance(template, dict):
                template = [{"name": name, "template": one} for name, one in template.items()]
            return tokenizer_config | ({} if template is None else {"chat_template": template}), []
        start = f"{filename_prefix}-" if filename_prefix else ""
        files = []
        for name, one in (template if isinstance(template, dict) else {"default": template}).items():
            file = os.path.join(save_directory, start + TEMPLATE_FILE)
            if name != "default":
                folder = os.path.join(save_directory, start + TEMPLATE_FOLDER)
                os.makedirs(folder, exist_ok=True)
                file = os.path.join(folder, f"{name}.jinja")
                if os.path.dirname(os.path.realpath(file)) != os.path.realpath(folder):
                    raise ValueError(f"Invalid chat template name: {name!r}")
            with open(file, "w", encoding="utf-8") as stream:
                stream.write(one)
            files.append(file)
        return {name: value for name, value in tokenizer_config.items() if name != "chat_template"}, files
