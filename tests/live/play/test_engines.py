"""The site in Firefox and WebKit, other engines than the Chromium of all other tests: cells, tokens, prompts, and what
a template that calls itself ends in.

A page of this test opens those of the site in frames and sends home what they show, so that nothing has to drive the
browsers.
"""

import contextlib
import functools
import http.server
import json
import queue
import threading

import pytest
from chat_cases import corpus, differences, link
from chat_page import FOLLOW_ALL
from chat_page import REPOS as CHATS
from chromium import SUB_PATH, Handler
from engines import LACKS, visit
from patience import SECONDS
from token_page import READ_ALL, REPOS

TEXTS = [
    "Hello wörld, 안녕 and 2026",
    "cafe\u0301 \U0001f917\u200d\U0001f917",
    "<|im_end|> <s>x</s>\n\n  \ufeffx",
    "ꟊꟋ𐵊 ǅ",
]
ENDLESS = "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}"

HELPERS = """
const until = async (look) => {
  for (;;) {
    const found = look();
    if (found) return found;
    await new Promise((again) => setTimeout(again, 50));
  }
};
const opened = async (path) => {
  const frame = Object.assign(document.createElement("iframe"), { src: path, width: 1280, height: 800 });
  const loaded = new Promise((resolve) => (frame.onload = resolve));
  document.body.replaceChildren(frame);
  await loaded;
  return frame.contentDocument;
};
const named = (page, name) => [...page.querySelectorAll("button, label")].find((one) => one.textContent.trim() === name);
const settled = (page) => until(() => page.querySelector('.tt-play :is(.tt-token-grid, .tt-chat-grid)[aria-busy="false"]'));
"""
CELLS = """async () => {
  const page = await opened("lessons/text-to-ids/");
  (await until(() => named(page, "Run all"))).click();
  await until(() => page.body.textContent.includes("All cells have run."));
  return [...page.querySelectorAll(".tt-tools .tt-status")].map((one) => one.textContent).filter(Boolean);
}"""
TOKENS = f"""async (texts) => {{
  const page = await opened("playground/tokenizer/");
  await settled(page);
  named(page, "Ids").click();
  // every panel has drawn ids once
  const drawn = (panel) => /^\\d+$/.test(panel.querySelector(".tt-chip")?.textContent ?? "");
  await until(() => [...page.querySelectorAll("[data-model]")].every(drawn));
  return new Function("document", "texts", `return (${{READ_ALL}})(texts)`)(page, texts);
}}
const READ_ALL = {json.dumps(READ_ALL)}"""
PROMPT = """async (template) => {
  const page = await opened("playground/chat-template/");
  await settled(page);
  page.querySelector(".tt-chat-grid summary").click();
  const field = await until(() => page.querySelector(".tt-chat-grid textarea"));
  field.value = template;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return (await until(() => page.querySelector(".tt-panel-error p"))).textContent;
}"""
PROMPTS = f"""async (fragments) => {{
  const page = await opened("playground/chat-template/");
  await settled(page);
  const {{ location, navigator }} = page.defaultView;
  return new Function("document", "location", "navigator", "links", `return (${{FOLLOW_ALL}})(links)`)(
    page, location, navigator, fragments);
}}
const FOLLOW_ALL = {json.dumps(FOLLOW_ALL)}"""
# The lesson's third cell never ends, and is stopped; the second runs again with the variables of the first.
STOPPED = """async () => {
  const path = "lessons/text-to-ids/";
  const { id } = (await opened(path)).querySelectorAll(".tt-cell")[2];
  const page = await opened(`${path}#code=v1.${id.slice(5)}.${btoa("while True: pass")}`);
  const [first, second, endless] = page.querySelectorAll(".tt-cell");
  const told = (cell, words) => until(() => words.exec(cell.querySelector(".tt-tools .tt-status")?.textContent)?.[0]);
  const press = async (cell, name) =>
    (await until(() => cell.querySelector(`button[aria-label="${name}"]:not([hidden])`))).click();
  await until(() => endless.textContent.includes("This code came with the link"));
  await press(endless, "Run");
  await told(endless, /Running, \\d+ s/);
  await press(endless, "Stop");
  const stopped = await told(endless, /Stopped.*/);
  second.querySelector(".tt-tools .tt-status").textContent = "";
  await press(second, "Run");
  return [stopped, await told(first, /· .*/), await told(second, /· .*/)];
}"""


class Home(Handler):
    """The site, and a page of the test's own to which the answer is sent."""

    def __init__(self, *how, script, answers, **options):
        self.script, self.answers = script, answers
        super().__init__(*how, **options)

    def do_GET(self):
        if self.path != SUB_PATH + "home":
            return super().do_GET()
        page = f'<!doctype html><meta charset="utf-8"><body><script>{self.script}</script>'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def do_POST(self):
        self.answers.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(204)
        self.end_headers()


@pytest.fixture(params=LACKS)
def ask(folder, tmp_path, request):
    """`ask(script, argument)`: what the async function gives in a browser of its own."""
    engine = request.param
    if LACKS[engine]:
        pytest.skip(LACKS[engine])
    with contextlib.ExitStack() as stack:

        def asked(script, argument=None):
            answers = queue.Queue()
            send = f"""{HELPERS}
              const work = {script};
              work({json.dumps(argument)}).catch((error) => `failed: ${{error}}`)
                .then((answer) => fetch("home", {{ method: "POST", body: JSON.stringify(answer) }}));"""
            handler = functools.partial(Home, script=send.replace("</", "<\\/"), answers=answers, directory=str(folder))
            server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
            stack.callback(server.shutdown)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            address = f"http://127.0.0.1:{server.server_port}{SUB_PATH}home"
            stack.enter_context(visit(engine, address, tmp_path))
            try:
                return answers.get(timeout=SECONDS)
            except queue.Empty:
                pytest.fail(f"{engine} sent no answer within {SECONDS} s: {script}", pytrace=False)

        yield asked


def test_every_cell_gives_what_the_build_gave(ask):
    told = ask(CELLS)
    assert len(told) > 10
    assert [one for one in told if not one.endswith("same as the build")] == []


def test_ids_are_those_of_the_library(ask, real):
    shown = ask(TOKENS, TEXTS)
    for model, repo in REPOS.items():
        assert [ids[model] for ids in shown] == real.encode(repo, TEXTS, add_special_tokens=False), model


def test_a_template_that_calls_itself_is_told_as_python_tells_it(ask):
    assert ask(PROMPT, ENDLESS).startswith("RecursionError: maximum recursion depth exceeded")


@pytest.mark.parametrize("model", CHATS)
def test_prompts_are_those_of_the_library(ask, real, model):
    cases = corpus(CHATS[model])[::6]
    assert len(cases) > 50
    shown = ask(PROMPTS, [link(case, model) for case in cases])
    assert differences(real, CHATS[model], cases, shown) == []


def test_what_never_ends_is_stopped_and_its_variables_are_kept(ask):
    assert ask(STOPPED) == ["Stopped. Variables are kept.", "· same as the build", "· same as the build"]
