"""The Jinja environment of chat templates, with the settings of transformers."""

import json
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import lru_cache

import jinja2
from jinja2.exceptions import SecurityError, TemplateError
from jinja2.ext import Extension, loopcontrols
from jinja2.sandbox import ImmutableSandboxedEnvironment


class AssistantTracker(Extension):
    """`{% generation %}…{% endgeneration %}`: remembers which characters of the rendered text lie inside."""

    tags = {"generation"}

    def __init__(self, environment):
        super().__init__(environment)
        environment.extend(activate_tracker=self.activate_tracker)
        self._tracked = ContextVar("assistant_tracker", default=None)

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
        return jinja2.nodes.CallBlock(self.call_method("_generation_support"), [], [], body).set_lineno(line)

    @jinja2.pass_eval_context
    def _generation_support(self, context, caller):
        text = caller()
        if (tracked := self._tracked.get()) is not None:
            blocks, spans = tracked
            start = len("".join(blocks))
            spans.append((start, start + len(text)))
        return text

    @contextmanager
    def activate_tracker(self, blocks, spans):
        if self._tracked.get() is not None:
            raise ValueError("AssistantTracker should not be reused before closed")
        before = self._tracked.set((blocks, spans))
        try:
            yield
        finally:
            self._tracked.reset(before)


class TemplateDict:
    """`dict` for templates, without the attributes of the class."""

    def __call__(self, *args, **kwargs):
        return dict(*args, **kwargs)

    def fromkeys(self, *args, **kwargs):
        return dict.fromkeys(*args, **kwargs)


class TemplateNamespace(jinja2.utils.Namespace):
    """`namespace` for templates; names with a leading underscore are refused."""

    def __init__(*args, **kwargs):  # without `self`, so that namespace(self=…) works
        self, *rest = args
        attributes = dict(*rest, **kwargs)
        for name in attributes:
            _check(name)
        jinja2.utils.Namespace.__init__(self, attributes)

    def __setitem__(self, name, value):
        _check(name)
        jinja2.utils.Namespace.__setitem__(self, name, value)


def _check(name):
    if isinstance(name, str) and name.startswith("_"):
        raise SecurityError(
            f"Chat templates cannot store underscore-prefixed attributes on a namespace, but got {name!r}. "
            "Please rename the attribute."
        )


def _raise_exception(message):
    raise TemplateError(message)


def _tojson(x, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
    # Jinja's own filter escapes HTML.
    return json.dumps(x, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


def _strftime_now(format):
    return datetime.now().strftime(format)


@lru_cache
def compile_template(chat_template):
    """The template, ready to render. Raises jinja2.TemplateSyntaxError."""
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[AssistantTracker, loopcontrols]
    )
    environment.filters["tojson"] = _tojson
    environment.globals.update(
        raise_exception=_raise_exception, strftime_now=_strftime_now, dict=TemplateDict(), namespace=TemplateNamespace
    )
    return environment.from_string(chat_template)


@lru_cache
def literal_text(chat_template):
    """The text and the string constants of a template, joined with null characters."""
    tree = compile_template(chat_template).environment.parse(chat_template)
    literals = {node.data for node in tree.find_all(jinja2.nodes.TemplateData)}
    literals |= {node.value for node in tree.find_all(jinja2.nodes.Const) if isinstance(node.value, str)}
    return "\0".join(literals)
