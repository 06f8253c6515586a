"""Kinds of text that have been slow somewhere, each as a function of its length in characters; the same in every
run."""

import base64
import json
import random


def _repeated(part):
    return lambda n: (part * (n // len(part) + 1))[:n]


def _any_of(characters):
    return lambda n: "".join(random.Random(n).choices(characters, k=n))


def _between(first, last):
    return _any_of([chr(code) for code in range(first, last)])


ROWS = [{"id": 12345, "name": "Ann", "tags": ["a", "b"], "ok": True, "v": 1.5e-9}]
KINDS = {
    "prose": _repeated("The tokenizer doesn't see words; it's 12,345.67% sure you'll notice.\n"),
    "code": _repeated("    for (let i = 0; i < n; i += 1) {\n        total += values[i] * 2;\n    }\n"),
    "minified JSON": _repeated(json.dumps(ROWS, separators=(",", ":"))),
    "base64": lambda n: base64.b64encode(random.Random(1).randbytes(n)).decode()[:n],
    "hexadecimal": _any_of("0123456789abcdef-"),
    "Thai": _repeated("การแปลงข้อความเป็นโทเค็นเป็นขั้นตอนแรกของแบบจำลองภาษาขนาดใหญ่ทุกตัว"),
    "Thai letters": _between(0xE01, 0xE3B),
    "Korean": _repeated("토크나이저는 단어를 보지 않습니다. "),
    "Chinese": _repeated("分词器看不到单词，它把文本切成小块。"),
    "Chinese characters": _between(0x4E00, 0x9FFF),
    "Arabic": _repeated("لا يرى المُحلِّل الكلمات بل يقسم النص إلى قطع. "),
    "Hindi": _repeated("टोकननाइज़र शब्द नहीं देखता। "),
    "one mark": lambda n: "a" + "\u0301" * (n - 1),
    "any marks": lambda n: "a" + _between(0x300, 0x345)(n - 1),
    "two marks": lambda n: "a" + "\u0323\u0301" * ((n - 1) // 2),
    "accented": _repeated("e\u0301"),
    "Hangul in parts": _repeated("\u1100\u1161\u11a8"),
    "newlines": _repeated("\n"),
    "CRLF": _repeated("\r\n"),
    "spaced newlines": _repeated(" \n"),
    "spaces": _repeated(" "),
    "spaces, a letter": lambda n: " " * (n - 1) + "a",
    "tabs": _repeated("\t"),
    "U+00A0": _repeated("\u00a0"),
    "U+FEFF": _repeated("\ufeff"),
    "one letter": _repeated("a"),
    "a pair": _repeated("ab"),
    "letters": _any_of("abcdefghijklmnopqrstuvwxyz"),
    "capitals": _any_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "short words": _repeated("a b c "),
    "digits": _any_of("0123456789"),
    "exclamations": _repeated("!"),
    "dashes": _repeated("-"),
    "apostrophes": _repeated("'"),
    "U+2581": _repeated("\u2581"),
    "emoji": _repeated("🤗"),
    "joined emoji": _repeated("👩\u200d👧👍🏽"),
    "private use": _repeated("\U000f0010\ue000"),
    "rare scripts": _between(0x10000, 0x10FFF),
    "any characters": _between(32, 0xD7FF),
    "special tokens": _repeated("<|im_start|><|eot_id|><s><|end|> <|endoftext|>"),
    "half a special token": _repeated("<|"),
}
