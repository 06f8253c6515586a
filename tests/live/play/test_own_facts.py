"""What the page reads out of the files beside a tokenizer.json, against the real transformers."""

import json
import subprocess

import own_files
import pytest

from course import node

TOKEN = own_files.token
PLAIN = {"content": "[SEP]", "lstrip": False, "rstrip": False, "normalized": False, "single_word": False}
TEMPLATE = "{{ bos_token }}{{ messages }}"
# Files by name; a dictionary is written as JSON.
FOLDERS = {
    "tokenizer.json alone": {},
    "tokens as texts, one of them null, no length": {
        "tokenizer_config.json": {"bos_token": "[CLS]", "eos_token": None, "pad_token": "<pad>", "model_max_length": 1e30}
    },
    "AddedTokens, of which some are new": {
        "tokenizer_config.json": {"bos_token": TOKEN("[CLS]"), "eos_token": TOKEN("</s>"), "mask_token": "[MASK]"}
    },
    "special_tokens_map.json counts": {
        "tokenizer_config.json": {"bos_token": "[CLS]", "eos_token": "[CLS]", "max_len": 77},
        "special_tokens_map.json": {"eos_token": PLAIN, "pad_token": "<pad>", "additional_special_tokens": ["<a>", "<b>"]},
    },
    "special_tokens_map.json does not count": {
        "tokenizer_config.json": {
            "eos_token": "[SEP]",
            "added_tokens_decoder": {
                "2": {**PLAIN, "special": True},
                "1": {**PLAIN, "content": "[CLS]", "rstrip": True, "special": False},
                "500": {**PLAIN, "content": "<late>", "normalized": True, "special": False},
            },
        },
        "special_tokens_map.json": {"eos_token": "[CLS]", "pad_token": "<pad>"},
    },
    "more special tokens, as a list": {
        "tokenizer_config.json": {"additional_special_tokens": ["<|user|>", "<x>"], "chat_template": TEMPLATE}
    },
    "a model's own special tokens, as fields and by name": {
        "tokenizer_config.json": {
            "image_token": "<img>",
            "boi_token": TOKEN("<boi>"),
            "bos_token": "[CLS]",
            "extra_special_tokens": {"eoi_token": "<eoi>", "video_marker": "[SEP]"},
        }
    },
    "a newer field that is empty": {
        "tokenizer_config.json": {"extra_special_tokens": {}, "additional_special_tokens": ["<x>"]}
    },
    "templates in the config": {
        "tokenizer_config.json": {
            "chat_template": [{"name": "rag", "template": "r"}, {"name": "default", "template": TEMPLATE}]
        }
    },
    "a template beside the config": {
        "tokenizer_config.json": {"chat_template": "{{ old }}"},
        "chat_template.jinja": TEMPLATE,
    },
    "templates beside the config": {
        "tokenizer_config.json": {"chat_template": "{{ old }}"},
        "chat_template.jinja": TEMPLATE,
        "additional_chat_templates/rag.jinja": "{{ documents }}",
    },
}  # fmt: skip
ASK = """
import json
from transformers import AutoTokenizer
loaded = AutoTokenizer.from_pretrained({folder!r})
flags = ("single_word", "lstrip", "rstrip", "normalized", "special")
added = [[i, t.content, *(getattr(t, flag) for flag in flags)] for i, t in sorted(loaded.added_tokens_decoder.items())]
length = loaded.model_max_length if loaded.model_max_length < 1e15 else None
ids = []
text = json.dumps(dict(specials=loaded.special_tokens_map, template=loaded.chat_template, length=length, added=added))
"""


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    made = {}
    for name, files in FOLDERS.items():
        made[name] = folder = tmp_path_factory.mktemp("own")
        own_files.wordpiece().save(str(folder / "tokenizer.json"))
        for path, content in files.items():
            (folder / path).parent.mkdir(exist_ok=True)
            text = content if isinstance(content, str) else json.dumps(content)
            (folder / path).write_text(text, encoding="utf-8")
    return made


def test_configs_are_read_as_transformers_reads_them(folders, real):
    command = [node.find(), "tests/own_facts.mjs", *map(str, folders.values())]
    done = subprocess.run(command, cwd=node.LIVE, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for (name, folder), line in zip(folders.items(), done.stdout.splitlines(), strict=True):
        expected = json.loads(real.run(ASK.format(folder=str(folder)))["text"])
        assert json.loads(line) == expected, name
