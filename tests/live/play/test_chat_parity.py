"""Every prompt and every id on the page is the one that transformers gives; so are the errors."""

import pytest
from chat_cases import corpus, differences, link
from chat_page import FOLLOW_ALL, PRESETS, REPOS, fragment


@pytest.mark.parametrize("model", REPOS)
def test_the_chat_corpus(chat, real, model, record_property):
    """The corpus of the live cells: prompt, ids, or the error by type and text."""
    repo = REPOS[model]
    cases = corpus(repo)
    assert len(cases) > 250
    shown = chat.page.evaluate(FOLLOW_ALL, [link(case, model) for case in cases])
    wrong = differences(real, repo, cases, shown)
    agreed = len(cases) - len(wrong)
    figure = f"chat corpus in the page: {agreed} of {len(cases)} agree"
    record_property(model, figure)
    print(model, figure)
    assert not wrong, f"{len(wrong)} differ, such as\n" + "\n".join(wrong[:3])


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_and_its_python(chat, real, preset):
    """What the page shows is what its copied call gives, with and without control tokens sanitised."""
    for sanitize in (False, True):
        chat.preset(preset)
        chat.page.get_by_label("sanitize_control_tokens").set_checked(sanitize)
        chat.settle()
        for model in REPOS:
            names = real.run(chat.call(model))
            assert "error" not in names, (preset, model, names)
            assert names["ids"] == chat.ids(model), (preset, model)
            assert sum(chat.shares(model).values()) == len(names["ids"])
            if not sanitize:
                assert names["text"] == chat.prompt(model), (preset, model)


def test_numbers_keep_their_form(chat, real):
    text = (
        '[{"role": "user", "content": "x"}, {"role": "assistant", "content": "", "tool_calls": '
        '[{"function": {"name": "f", "arguments": {"a": 1.0, "b": 1, "c": 1.50, "d": 1e3, "e": '
        '123456789012345678901, "f": -0.0}}}]}]'
    )
    chat.as_json(text)
    assert '"a": 1.0, "b": 1, "c": 1.5, "d": 1000.0, "e": 123456789012345678901, "f": -0.0' in chat.prompt()
    assert real.run(chat.call())["text"] == chat.prompt()
    chat.page.get_by_label("Messages", exact=True).check()
    assert '"c": 1.50' in chat.card(2).get_by_label("tool_calls (JSON)").input_value()
    chat.card(1).get_by_label("Content").fill("y")
    chat.settle()
    assert all(
        number in chat.as_json().input_value() for number in ("1.0", "1.50", "1e3", "123456789012345678901", "-0.0")
    )


def test_an_edited_template_and_odd_variables_in_the_copied_call(chat, real):
    template = (
        "{{ greeting }}{# ü #}\n{% for m in messages %}\n<{{ m['role'] }} \"q\">\t{{ m | tojson }} {{ "
        "loop.index / 2 }}\n{% endfor %}{{ class_ }}{{ 7 // 2 }}{{ documents }}"
    )
    more = (
        '{"greeting": "안녕 \\"\\\\\\u2028", "class_": [1.0, true, null], "with space": 1, "class": 2, '
        '"documents": [{"title": "t", "text": "x"}]}'
    )
    chat.follow(
        fragment('[{"role": "user", "content": "a\\nb 🤗", "n": 2.0}]', more=more, templates={"qwen2": template})
    )
    names = real.run(chat.call("qwen2"))
    assert names["text"] == chat.prompt("qwen2") and names["ids"] == chat.ids("qwen2")
