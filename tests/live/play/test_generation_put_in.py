"""`{% generation %}` put into templates: with the real library prompts stay as they were, and the mask is the assistant's."""

import json
import subprocess

import pytest
from chat_page import REPOS, fragment, template_of
from playwright.sync_api import expect
from test_template_report import model

from course import node
from course.browser.browser_assets import asset_name
from course.paths import CACHE, EXAMPLES, ROOT
from course.tokenizers import manifest, package_templates

TOOLS = json.loads((EXAMPLES / "template_probes.json").read_text(encoding="utf-8"))["tools"]
CALL = {"id": "call00001", "type": "function", "function": {"name": "get_weather", "arguments": {"city": "Seoul"}}}
PLAIN = [
    {"role": "user", "content": "ochre?"},
    {"role": "assistant", "content": "umber."},
    {"role": "user", "content": "sienna?"},
    {"role": "assistant", "content": "cobalt."},
]
THINKING = [message | ({"reasoning_content": "teal"} if message["role"] == "assistant" else {}) for message in PLAIN]
USED = [
    PLAIN[0],
    {"role": "assistant", "content": "", "tool_calls": [CALL]},
    {"role": "tool", "tool_call_id": "call00001", "name": "get_weather", "content": "drizzle"},
    PLAIN[3],
]
CALLS = [{"conversation": PLAIN}, {"conversation": [{"role": "system", "content": "indigo."}, *PLAIN]},
         {"conversation": THINKING}, {"conversation": USED, "tools": TOOLS}]  # fmt: skip
# Of llama.cpp's: a header within a turn, a model's role of another name, tools and thinking; two that cannot be had.
SHELF = ["openai-gpt-oss-120b", "google-gemma-2-2b-it", "deepseek-ai-DeepSeek-V3.1"]
REFUSED = {"fireworks-ai-llama-3-firefunction-v2": "none", "GigaChat3.1-10B-A1.8B": "together"}
ASK = """
import json
from transformers import AutoTokenizer
repos, asked = json.load(open(GIVEN))
tokenizers = {name: AutoTokenizer.from_pretrained(repo) for name, repo in repos.items()}
def attempt(tokenizer, call, template, **options):
    try:
        return tokenizer.apply_chat_template(**call, chat_template=template, **options)
    except Exception as error:
        return f"error: {type(error).__name__}"
said = []
for name, before, after, calls in asked:
    tokenizer = tokenizers[name]
    for call in calls:
        texts = [attempt(tokenizer, call, template, tokenize=False) for template in (before, after)]
        runs = None
        if not texts[1].startswith("error: "):
            out = attempt(tokenizer, call, after, return_dict=True, return_assistant_tokens_mask=True)
            pairs = list(zip(out["input_ids"], out["assistant_masks"]))
            runs = ["".join(tokenizer.decode([id]) for id, mask in pairs if mask == kind) for kind in (0, 1)]
        said.append([*texts, runs])
text = said
"""


@pytest.fixture(scope="module")
def sources():
    package = manifest.load().package
    return package_templates.read_templates(CACHE / "downloads" / package.file, package.folder)


def test_prompts_stay_and_the_mask_is_the_assistants(archive, sources, real, tmp_path, record_property):
    hub = {id: _stored(repo) for id, repo in REPOS.items()}
    llama = hub["llama-3.1"]["specials"]
    models = hub | {name: {"template": sources[name], "specials": llama, "added": []} for name in [*SHELF, *REFUSED]}
    done = subprocess.run(
        [node.find(), "tests/placed.mjs"], input=json.dumps(list(models.values())), cwd=ROOT / "live",
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    made = dict(zip(models, json.loads(done.stdout), strict=True))
    assert {name: one["why"] for name, one in made.items() if not one["ok"]} == REFUSED
    good = [name for name in models if name not in REFUSED]
    asked = [
        [name if name in REPOS else "llama-3.1", models[name]["template"], made[name]["template"], CALLS]
        for name in good
    ]
    (tmp_path / "given.json").write_text(json.dumps([REPOS, asked]))
    said = iter(real.run(f"GIVEN = {str(tmp_path / 'given.json')!r}\n{ASK}")["text"])
    masks = 0
    for name in good:
        for call in CALLS:
            before, after, runs = next(said)
            assert before == after, (name, call)
            if runs is None:
                continue
            masks += 1
            ignored, trained = runs
            for message in call["conversation"]:
                word = message["content"]
                if not word or word not in before:
                    continue
                here, there = (trained, ignored) if message["role"] == "assistant" else (ignored, trained)
                assert word in here and word not in there, (name, message, runs)
    record_property("generation put in", f"{len(good)} templates, {masks} masks of transformers")
    assert masks > 15


def _stored(repo: str) -> dict:
    """What the page knows of a tokenizer."""
    return model(repo, CACHE / "live-parts" / "tokenizers" / asset_name(repo))


def test_the_page_offers_it_and_takes_it(chat, real):
    page = chat.page
    chat.follow(fragment(json.dumps(PLAIN), models=["qwen2"]))
    page.get_by_role("tab", name="What is trained").click()
    page.get_by_label("Learn from").select_option("tag")
    offer = page.locator(".tt-trained-offer")
    expect(offer.get_by_text("Proved by rendering")).to_be_visible()
    assert "{% generation %}" in "".join(offer.locator("ins").all_inner_texts())
    template = chat.copied(offer.get_by_role("button", name="Copy the template"))
    python = chat.copied(offer.get_by_role("button", name="Copy its mask as Python"))
    offer.get_by_role("button", name="Use this template").click()
    expect(page.locator(".tt-trained-body")).to_have_attribute("aria-busy", "false")
    expect(offer).to_be_hidden()
    assert page.locator(".tt-trained-warnings > li").all_inner_texts() == []
    shown = page.locator(".tt-mask-run").evaluate_all(
        """(runs) => runs.flatMap((run) => [...run.querySelectorAll(".tt-chip")].map((chip) =>
          [Number(chip.title), Number(run.getAttribute("aria-label") === "trained")]))"""
    )
    source = python + "\ntext = [[id_, int(label != -100)] for id_, label in zip(ids, labels)]\n"
    assert shown == real.run(source)["text"] and {trained for _, trained in shown} == {0, 1}
    page.get_by_role("tab", name="Prompts").click()
    chat.settle()
    expect(template_of(chat, "qwen2")).to_have_value(template)
    page.get_by_role("button", name="Undo").click()
    chat.settle()
    assert "generation %}" not in template_of(chat, "qwen2").input_value()
