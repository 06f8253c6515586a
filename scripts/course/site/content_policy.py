"""The Content-Security-Policy of a page, as a meta element: static hosts let nobody set headers."""

import base64
import hashlib
import re

from course.site.patches import CHARSET, after

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style[^>]*>(?P<text>.*?)</style>", re.DOTALL)


def policy(page: str, style_nonce: str) -> str:
    """The policy for this very page: whatever inline script and style it has is allowed by its hash, and nothing else.

    `style_nonce`, if given, lets one script make style elements: CodeMirror keeps its rules in one, whose text changes.
    A nonce that never changes would be worthless for scripts and is given to none; for styles it still refuses style
    attributes, and HTML that readers' code makes is stripped of style elements before.
    """
    scripts = [match["text"] for match in _SCRIPT.finditer(page) if _runs(match["attributes"])]
    styles = [match["text"] for match in _STYLE.finditer(page)]
    rules = {
        "default-src": ["'none'"],
        # Python in the page is WebAssembly; 'wasm-unsafe-eval' allows that and no eval of JavaScript
        # blob: is code whose hash the page has compared (live/src/files/code.ts); who can make one can run code already
        "script-src": ["'self'", "blob:", "'wasm-unsafe-eval'", *_hashes(scripts)],
        "style-src": ["'self'", *([f"'nonce-{style_nonce}'"] if style_nonce else []), *_hashes(styles)],
        "img-src": ["'self'", "data:"],  # Material's icons are data: addresses in its style sheets
        "font-src": ["'self'"],
        "connect-src": ["'self'", "blob:"],  # Stop works through an empty blob: (live/src/python/page)
        "worker-src": [
            "'self'",
            "blob:",
        ],  # such a worker has this very policy; one with an address of its own would have none
        "manifest-src": ["'self'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())


def with_policy(page: str, style_nonce: str) -> str:
    """`page` with its policy right after the charset, before anything that it governs."""
    # no value has a double quote
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(page, style_nonce)}">'
    return after(page, CHARSET, meta, "a meta element with the charset")


def _runs(attributes: str) -> bool:
    return not re.search(r"(?<![\w-])src\s*=|type\s*=\s*[\"']?application/json", attributes)


def _hashes(texts: list[str]) -> list[str]:
    digests = (hashlib.sha256(text.encode()).digest() for text in dict.fromkeys(texts))
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]
