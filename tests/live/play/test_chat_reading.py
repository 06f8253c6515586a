"""What people paste, type or drop instead of a list of messages in JSON: taken, or one sentence that names the thing and its place."""

import ast
import json

import pytest
from chat_page import template_of
from play_page import PASTE
from playwright.sync_api import expect
from test_chat_intake import drop

ROW = {
    "model": "m",
    "messages": [{"role": "user", "content": "from a request"}],
    "tools": [{"type": "function", "n": 1.0}],
    "temperature": 0,
}
PYTHON = r"""
messages: list[dict] = [  # from a script
    {'role': 'system', "content": 'It\'s "fine"', 'name': None, 'flags': (True, False,), 'n': 1_000, 'x': .5,},
    {'role': 'user', 'content': '''two
lines''' "and \x41\u00e9" r'\d', -1: 0x10},
]
"""

TAKEN = [
    (json.dumps(ROW), ROW["messages"], "Taken: messages, tools. Left out: model, temperature."),
    (json.dumps(ROW) + "\n" + json.dumps(ROW | {"messages": []}) + "\n\n", ROW["messages"], "Row 1 of 2 was taken."),
    (json.dumps([ROW, ROW]), ROW["messages"], "Row 1 of 2 was taken."),
    (json.dumps({"custom_id": "a", "method": "POST", "body": ROW}), ROW["messages"], "Taken: body.messages, body.tools."),
    (json.dumps({"choices": [{"message": {"role": "assistant", "content": "a"}}]}), [{"role": "assistant", "content": "a"}], "Taken: choices[0].message."),
    (json.dumps({"system": "s", "messages": ROW["messages"]}), [{"role": "system", "content": "s"}, *ROW["messages"]], "Taken: messages, system."),
    (json.dumps({"id": 1, "conversations": [{"from": "human", "value": "q"}, {"from": "gpt", "value": "a"}, {"from": "toString", "value": "b"}]}),
     [{"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}, {"role": "toString", "content": "b"}], "“from” and “value” became role and content."),
    (json.dumps({"prompt": ROW["messages"], "completion": [{"role": "assistant", "content": "c"}]}), [*ROW["messages"], {"role": "assistant", "content": "c"}], "Taken: prompt, completion."),
    ('{"role": "user", "content": "a"}\n{"role": "assistant", "content": "b"}', [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}], "Read as 2 messages"),
    ('```json\n[{"role": "user", "content": "fenced"}]\n```\n', [{"role": "user", "content": "fenced"}], "Read as a literal"),
    ('[{role: "user", content: "js", n: undefined}, // so\n /* and so */]', [{"role": "user", "content": "js", "n": None}], "Read as a literal"),
    ('\ufeff[{"role": "user", "content": "bom"}]', [{"role": "user", "content": "bom"}], "Invisible characters were passed over: U+FEFF."),
    ('\u00a0\u200b[{"role": "user", "content": "\u00a0"}]', [{"role": "user", "content": "\u00a0"}], "U+00A0, U+200B."),
    ('[{"role": "user", "content": "a",}]', [{"role": "user", "content": "a"}], "Read as a literal"),
    # rows and requests of other formats
    (json.dumps({"conversations": [{"from": "human", "value": "q"}, {"from": "gpt", "value": "a"}], "system": "s", "tools": '[{"name": "f", "n": 1.0}]'}),
     [{"role": "system", "content": "s"}, {"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}], "Taken: conversations, system, tools. “from” and “value” became role and content."),
    (json.dumps({"system": [{"type": "text", "text": "s"}], "messages": ROW["messages"]}), [{"role": "system", "content": [{"type": "text", "text": "s"}]}, *ROW["messages"]], "Taken: messages, system."),
    (json.dumps({"input": ROW["messages"], "instructions": "s"}), [{"role": "system", "content": "s"}, *ROW["messages"]], "Taken: input, instructions."),
    (json.dumps({"custom_id": "a", "body": json.dumps(ROW)}), ROW["messages"], "Taken: body.messages, body.tools. Left out: model, temperature."),
    (json.dumps({"rows": [{"row_idx": 0, "row": {"messages": ROW["messages"]}}]}), ROW["messages"], "Taken: rows[0].row.messages."),
    (json.dumps(json.dumps(ROW["messages"])), ROW["messages"], "It stood in a text, as JSON."),
    ("[('system', 's'), ('human', 'q')]", [{"role": "system", "content": "s"}, {"role": "user", "content": "q"}], "Pairs of a role and a text became messages."),
    # what Python prints of objects
    ("[SystemMessage(content='s'), HumanMessage(content='q', id=None)]", [{"role": "system", "content": "s"}, {"role": "user", "content": "q", "id": None}], "What was printed of SystemMessage, HumanMessage became dictionaries."),
    ("[m.ChatMessage(role=<Role.USER: 'user'>, content=[Block(type='text', text='q')])]", [{"role": "user", "content": [{"type": "text", "text": "q"}]}], "What was printed of Block, m.ChatMessage became dictionaries."),
    ("ChatCompletion(id='1', choices=[Choice(index=0, message=Msg(content='a', role='assistant'))])", [{"content": "a", "role": "assistant"}], "Taken: choices[0].message. Left out: id."),
    ("array([{'content': 'a', 'role': 'user'}\n {'content': 'b', 'role': 'assistant'}], dtype=object)", [{"content": "a", "role": "user"}, {"content": "b", "role": "assistant"}], "Read as a literal"),
    ("[dict(role='user', content='a'), OrderedDict([('role', 'assistant'), ('content', 'b')])]", [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}], "Read as a literal"),
    # within other text
    ("const messages: Param[] = [{ role: 'user', content: `q` }];", [{"role": "user", "content": "q"}], "Read as a literal"),
    ('"messages": [{"role": "user", "content": "q"}],\n"n": 1', [{"role": "user", "content": "q"}], "Read as the fields of an object. Taken: messages. Left out: n."),
    ('[{"role": "user", "content": "one\ntwo"}]', [{"role": "user", "content": "one\ntwo"}], "Line breaks in strings were kept"),
    ("messages=[{'role': 'user', 'content': 'q'}],\ntools=[{'type': 'function', 'n': 1.0}],", [{"role": "user", "content": "q"}], "Taken: messages, tools."),
    ('import x\nsystem = """S\nS"""\nwho = "me"\nchat = [\n  {"role": "system", "content": system},\n  {"role": "user", "content": f"It is {who}" + "!"},\n]\nx.apply_chat_template(chat, tokenize=False)',
     [{"role": "system", "content": "S\nS"}, {"role": "user", "content": "It is me!"}], "Found in line 5; the text around it was left out."),
    ('client.create(model="m", messages=[{"role": "user", "content": "q"}], tools=[{"type": "function", "n": 1.0}])', [{"role": "user", "content": "q"}], "Found in line 1; the text around it was left out. Taken: messages, tools."),
    ('>>> messages = [\n...     {"role": "user", "content": "q"},\n... ]', [{"role": "user", "content": "q"}], "Found in line 1"),
    ('messages = []\nmessages.append({"role": "user", "content": "q"})\nmessages.append({"role": "assistant", "content": "a"})', [{"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}], "Found in line 2; the text around it was left out. Read as 2 messages"),
    ('def ask(q):\n    return [{"role": "system", "content": "s"}, {"role": "user", "content": q}, {"role": "user", "content": "(]"}]\n\nmessages = [{"role": "user", "content": "q"}]', [{"role": "user", "content": "q"}], "Found in line 4; the text around it was left out."),
    ("INFO 07-01 logger.py:39] Request 1: {'json_data': {'messages': [{'role': 'user', 'content': 'q'}]}}\nINFO: {'messages': [{'role': 'user', 'content': 'r'}]}", [{"role": "user", "content": "q"}], "It is the first of 2. Taken: json_data.messages."),
    ('POST /v1/chat/completions HTTP/1.1\nHost: x\n\n{"messages": [{"role": "user", "content": "q"}]}', [{"role": "user", "content": "q"}], "Found in line 4"),
    # commands
    ("curl http://localhost:8000/v1/chat/completions \\\n  -H \"Content-Type: application/json\" \\\n  -d '{\n \"model\": \"m\", \"messages\": [{\"role\": \"user\", \"content\": \"It'\"'\"'s\"}]}'", [{"role": "user", "content": "It's"}], "What curl sends was read. Taken: messages. Left out: model."),
    ('curl x -d "{\\"messages\\": [{\\"role\\": \\"user\\", \\"content\\": \\"q\\"}]}"', [{"role": "user", "content": "q"}], "What curl sends was read."),
    ("curl x --data-raw $'{\"messages\":[{\"role\":\"user\",\"content\":\"It\\'s \\u00e9\"}]}' --compressed", [{"role": "user", "content": "It's é"}], "What curl sends was read."),
    ("curl.exe x -d '{\\\"messages\\\":[{\\\"role\\\":\\\"user\\\",\\\"content\\\":\\\"q\\\"}]}'", [{"role": "user", "content": "q"}], "What curl sends was read."),
    ('curl x --json @- <<EOF\n{"messages": [{"role": "user", "content": "q"}]}\nEOF', [{"role": "user", "content": "q"}], "Found in line 2"),
]  # fmt: skip

REFUSED = [
    ("[{“role”: “user”}]", "“ is a typographic quote; JSON and Python have straight ones (line 1, column 3)."),
    ("‘[]’", "‘ is a typographic quote"),
    (
        "[{'role': 'user',\n  'content': b'x'}]",
        "b'…' is bytes, and a message holds text; leave the b away (line 2, column 14).",
    ),
    ("[{'role': 'user', 'content': f'{x}'}]", "an f-string has to be computed first"),
    (
        "[{'role': 'user', 'content': prompt}]",
        "prompt is a name, and its value is not here; write the value (line 1, column 30).",
    ),
    ("[make(role='user')]", "make(…) is a call, and this page runs no Python"),
    ("[Message('user', 'Hi')]", "Message(…) is a call, and this page runs no Python"),
    ("[{'role', 'user'}]", "a set such as {1, 2} is no list"),
    ("[{'role': 'user'}, ...]", "… stands for something that was left out (line 1, column 20)."),
    ("[{'role': `${x}`}]", "text between backticks that has values put in has to be computed first"),
    (
        "[{'role': 'user', 'content': 'It's me'}]",
        "a ' within the text has ended the string here; write \\' there (line 1, column 34).",
    ),
    (
        "import x\nmessages = [{'role': 'user', 'content': prompt}]",
        "prompt is a name, and its value is not here; write the value (line 2, column 41).",
    ),
    (
        "import x\nmessages = [{'role': 'user', 'content': 'a'}, {'ro",
        "the string that begins here does not end (line 2, column 48).",
    ),
    (
        'curl http://localhost -d \'{"messages": [{"role": "user", "content": Hi}]}\'',
        "In what curl sends: This cannot be read yet: Hi is a name",
    ),
    ("<|im_start|>user\nHi<|im_end|>", "This is a prompt that a template has made already"),
    ("[INST] Hi [/INST]", "This is a prompt that a template has made already"),
    ("- role: user\n  content: Hi", "This is YAML, which this page does not read"),
    ('Traceback (most recent call last):\n  File "x.py", line 1', "There is no list of messages in this text"),
    ("Hello, how are you?", "There is no list of messages in this text"),
    ("[['Hi', 'Ho'], ['How', 'Fine']]", "Entry 1 of the list is not a message"),
    ("[{'role': 'user]", "the string that begins here does not end (line 1, column 11)."),
    ("[{'role': '\\N{BULLET}'}]", "\\N{…} names a character"),
    ("[{'role': 'a' 'content': 'b'}]", "expecting , or } (line 1, column 24)."),
    ("[" * 600 + "'", "ested too deeply"),
    ("# nothing", "a value"),
    ("{'messages': 'x'}", "A conversation is a list of messages"),
    ("[{'role': 'user'}, 5]", "Entry 2 of the list is not a message"),
]


def test_what_is_pasted_is_taken_as_when_it_is_dropped(new_chat):
    page = new_chat.page
    field = new_chat.as_json()
    remark = page.locator(".tt-conversation > .tt-json > .tt-note")
    for other in ("Phi-3", "Qwen2"):
        page.get_by_role("checkbox", name=other, exact=True).uncheck()  # every panel takes its time
    for text, messages, said in [*TAKEN, (PYTHON, None, "Read as a literal of Python or JavaScript.")]:
        before = field.input_value()
        field.evaluate(PASTE, text)
        expect(remark).to_contain_text(said)
        expect(remark).to_contain_text("Undo brings back what was pasted.")
        pasted = json.loads(field.input_value())
        assert pasted == (messages if messages else python_of(PYTHON)), text
        if "tools" in said:
            expect(page.get_by_label("tools", exact=True)).to_be_checked()
            assert '"n": 1.0' in page.get_by_label("Tools as JSON").input_value(), "numbers keep their form"
        field.focus()
        page.keyboard.press("Control+z")
        assert field.input_value() == text
        page.keyboard.press("Control+z")
        assert field.input_value() == before
    for text, messages, said in TAKEN:
        drop(new_chat, "file.jsonl", text.encode())
        assert json.loads(field.input_value()) == messages, text
        if not text.startswith("\ufeff"):  # a file's byte order mark is no part of its text
            expect(page.locator(".tt-play-notice")).to_contain_text(said)
    field.press("Control+a")
    page.keyboard.type("[{'role': 'user', 'content': 'typed',}]")
    assert field.input_value() == "[{'role': 'user', 'content': 'typed',}]", "what is typed is not rewritten"
    new_chat.settle()
    assert "typed" in new_chat.prompt()
    page.reload()
    new_chat.settle()
    assert field.input_value() == "[{'role': 'user', 'content': 'typed',}]" and "typed" in new_chat.prompt()
    tools = page.get_by_label("Tools as JSON")
    tools.evaluate(PASTE, "{'tools': [{'type': 'function', 'strict': True}]}")
    assert json.loads(tools.input_value()) == [{"type": "function", "strict": True}]
    page.get_by_text("More variables for the template").click()
    more = page.get_by_label("Variables as a JSON object")
    more.evaluate(PASTE, "{'thinking': False}")
    assert json.loads(more.input_value()) == {"thinking": False}


REQUEST = {
    "model": "m",
    "messages": [{"role": "user", "content": "served"}],
    "chat_template_kwargs": {"enable_thinking": False, "n": 1.0},
    "documents": [{"title": "t", "text": "x"}],
    "add_generation_prompt": False,
    "temperature": 0,
}


def test_what_a_request_hands_to_the_template_comes_along(new_chat, real):
    page = new_chat.page
    for other in ("Phi-3", "Llama 3.1"):
        page.get_by_role("checkbox", name=other, exact=True).uncheck()
    template_of(new_chat, "qwen2").fill(
        "{{ messages[0].content }} {{ enable_thinking }} {{ n }} {{ documents | tojson }} {{ add_generation_prompt }}"
    )
    page.get_by_label("add_generation_prompt").check()
    said = "Taken: messages, chat_template_kwargs, documents, add_generation_prompt. Left out: model, temperature."
    field = new_chat.as_json()
    field.evaluate(PASTE, json.dumps(REQUEST))
    expect(page.locator(".tt-conversation > .tt-json > .tt-note")).to_contain_text(said)
    new_chat.settle()
    expected = 'served False 1.0 [{"title": "t", "text": "x"}] False'
    assert new_chat.prompt("qwen2") == expected == real.run(new_chat.call("qwen2"))["text"]
    field.focus()
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    new_chat.settle()
    expect(page.get_by_label("add_generation_prompt")).to_be_checked()
    assert "enable_thinking" not in page.get_by_label("Variables as a JSON object").input_value()
    body = json.dumps(
        {
            "messages": REQUEST["messages"],
            "extra_body": {"chat_template_kwargs": {"n": 2}},
            "n": 1,
            "continue_final_message": True,
        }
    )
    drop(new_chat, "body.json", body.encode())
    expect(page.locator(".tt-play-notice")).to_contain_text(
        "Taken: messages, extra_body.chat_template_kwargs, continue_final_message. Left out: n."
    )
    assert page.get_by_label("continue_final_message").input_value() == "content"


BESIDE = [
    ("Tools as JSON", '{"type": "function", "function": {"name": "f"}}', [{"type": "function", "function": {"name": "f"}}], ""),
    ("Tools as JSON", "{'functions': [{'name': 'f'}]}", [{"name": "f"}], "Taken: functions."),
    ("Tools as JSON", json.dumps(json.dumps([{"name": "f"}])), [{"name": "f"}], ""),
    ("Tools as JSON", "import x\ntools = [{'name': 'f'}]\nx.y(tools)", [{"name": "f"}], "Found in line 2; the text around it was left out."),
    ("Variables as a JSON object", 'enable_thinking=False, reasoning_effort="high"', {"enable_thinking": False, "reasoning_effort": "high"}, ""),
    ("Variables as a JSON object", "enable_thinking=True", {"enable_thinking": True}, ""),
    ("Variables as a JSON object", "extra_body={'chat_template_kwargs': {'enable_thinking': False}},", {"enable_thinking": False}, "Taken: chat_template_kwargs."),
    ("Variables as a JSON object", '"chat_template_kwargs": {"enable_thinking": true}', {"enable_thinking": True}, "Read as the fields of an object."),
]  # fmt: skip


def test_what_is_pasted_into_the_fields_beside(new_chat):
    page = new_chat.page
    for other in ("Phi-3", "Llama 3.1"):
        page.get_by_role("checkbox", name=other, exact=True).uncheck()
    page.get_by_label("tools", exact=True).check()
    page.get_by_text("More variables for the template").click()
    for label, text, value, said in BESIDE:
        field = page.get_by_label(label)
        field.evaluate(PASTE, text)
        assert json.loads(field.input_value()) == value, text
        expect(page.locator(".tt-json", has=field).locator(".tt-note")).to_contain_text(said)
    page.get_by_label("Tools as JSON").evaluate(PASTE, "def f(x):\n    return x")
    expect(page.locator(".tt-json").get_by_role("alert").filter(has_text="def begins a statement")).to_be_visible()


def test_prompts_of_an_earlier_text_are_marked_while_the_field_cannot_be_read(new_chat):
    page = new_chat.page
    field = new_chat.as_json('[{"role": "user", "content": "read"}]')
    new_chat.settle()
    note = page.locator(".tt-conversation .tt-behind")
    prompt = page.locator(".tt-chat-panel > .tt-prompt").first
    expect(note).to_be_hidden()
    expect(prompt).to_have_css("filter", "none")
    field.evaluate(PASTE, "- role: user")
    expect(note).to_have_text("What the page shows comes from the last text here that could be read.")
    expect(prompt).to_have_css("filter", "grayscale(1)")
    page.get_by_label("Messages", exact=True).check()  # which has the conversation of the prompts
    expect(prompt).to_have_css("filter", "none")
    field = new_chat.as_json()
    expect(note).to_be_visible()
    field.evaluate(PASTE, '[{"role": "user", "content": "again"}]')
    expect(note).to_be_hidden()
    expect(prompt).to_have_css("filter", "none")


def python_of(source):
    """A literal's value by Python itself, its keys as JSON writes them."""
    return json.loads(json.dumps(ast.literal_eval(source.split("=", 1)[1].strip())))


def test_what_is_refused_is_named_with_its_place(chat):
    before = chat.prompt()
    field = chat.as_json()
    alert = chat.page.locator(".tt-conversation > .tt-json").get_by_role("alert")
    for text, said in REFUSED:
        field.evaluate(PASTE, text)
        expect(alert).to_contain_text(said)
        assert field.input_value() == text
        drop(chat, "x.py", text.encode())
        expect(chat.page.locator(".tt-play-notice")).to_contain_text("x.py is no conversation: ")
        expect(chat.page.locator(".tt-play-notice")).to_contain_text(said)
    assert chat.prompt() == before


@pytest.mark.parametrize(
    "text",
    [
        '\u202eabc\u202c \ufeff\u200b\u2028\u2029\x85\x7f\x00\u00ad\U000e0041\ufe0f\u061c \u00a0\u3164 naïve 안녕 "q" \\n',
        "مرحبا",
    ],
)
def test_python_that_is_copied_has_nothing_invisible_and_gives_the_text(chat, play, text):
    chat.as_json(json.dumps([{"role": "user", "content": text, "k\u202e": "\ud800"}]))
    template = chat.panel("qwen2")
    template.locator(".tt-template > summary").click()
    template.get_by_label("Jinja template of").fill("{{ messages[0].content }}\u2066!\n")
    chat.settle()
    play.fill(text)
    for source in (chat.call("qwen2"), play.copied(play.panel("qwen2").get_by_role("button", name="Copy as Python"))):
        assert all(character == "\n" or character.isprintable() for character in source), ascii(source)
        names = {}
        kept = source.split("tokenizer =")[1].splitlines()[1:]
        exec("\n".join(kept).split("text = tokenizer")[0].split("ids = tokenizer")[0], names)
        if "messages" in names:
            assert (
                names["messages"] == [{"role": "user", "content": text, "k\u202e": "\ud800"}]
                and names["chat_template"] == "{{ messages[0].content }}\u2066!\n"
            )
        else:
            assert names["text"] == text
