"""The report card: the page's code and the script agree on every template, and the script says what it is asked."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from live_driver import REAL

from course.browser.browser_assets import asset_name
from course.browser.compact import parts
from course.contract import contract
from course.paths import CACHE, EXAMPLES, HF_HOME, ROOT
from course.reference import collect, template_cards
from course.tokenizers import manifest, package_templates

PROBES = json.loads((EXAMPLES / "template_probes.json").read_text(encoding="utf-8"))
# As a reader has it: the script and its probes alone in a folder. Each call's status, output and complaint.
DRIVER = """
import contextlib, io, json, sys
sys.path.insert(0, ".")
import template_report
said = []
for words in json.loads(sys.argv[1]):
    sys.argv[1:] = words
    template_report.SECONDS = 1 if words == ["endless.jinja"] else 60
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
        try:
            status = template_report.main()
        except SystemExit as left:
            status = left.code
    said.append([status, out.getvalue(), err.getvalue()])
print(json.dumps(said))
"""
CHATML = (
    "{% for m in messages %}{{ '<|im_start|>' + m.role + '\\n' + m.content + '<|im_end|>\\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"
)
ENDLESS = "{% for a in range(99999) %}{% for b in range(99999) %}{% for c in range(9999) %}{% endfor %}{% endfor %}{% endfor %}"
QWEN2 = "Qwen/Qwen2-7B-Instruct"


def model(repo: str, asset: Path) -> dict:
    """What the page knows of a tokenizer, from its asset."""
    known, _ = parts(asset.read_bytes())
    special = 1 << contract()["addedTokenFlags"].index("special")
    surface = json.loads(known["surface"])
    tokens = ((name, token) for name, token in surface["special_tokens"].items() if token is not None)
    return {
        "template": surface["attributes"]["chat_template"],
        "specials": {name: token if isinstance(token, str) else token["content"] for name, token in tokens},
        "added": [{"content": content, "special": bool(flags & special)} for _, content, flags in known["added"]],
    }


def test_page_and_script_agree_on_every_template(archive, live, record_property):
    """Verdicts, sentences and prompts of all probes. The script's are in the facts, which the reference's test holds
    against a fresh run."""
    cards = collect.load()["templates"]
    listed = manifest.load()
    assets = {one.id: CACHE / "live-parts" / "tokenizers" / asset_name(one.repo) for one in listed.models}
    facts = {one.id: model(one.repo, assets[one.id]) for one in listed.models if one.id in {*cards}}
    asked = {id: one | {"alone": False, "asset": str(assets[id])} for id, one in facts.items()}
    host = template_cards.host_of(facts)
    for name, source in package_templates.read_templates(archive, listed.package.folder).items():
        asked[name] = {"template": source, "specials": host["specials"], "added": [], "alone": True, "asset": None}
    assert asked.keys() == cards.keys() and len(cards) > 70
    wrong = []
    for name, entries in zip(asked, template_cards.page_reports(list(asked.values())), strict=True):
        verdicts = {entry["id"]: template_cards.told(entry) for entry in entries}
        if verdicts != cards[name]["verdicts"]:
            other = {id: (cards[name]["verdicts"].get(id), said) for id, said in verdicts.items()}
            wrong.append((name, {id: pair for id, pair in other.items() if pair[0] != pair[1]}))
        elif template_cards.digest(entries) != cards[name]["digest"]:
            wrong.append((name, "the verdicts are the same, a sentence or a prompt is not"))
    record_property("report cards", f"{len(cards) - len(wrong)} of {len(cards)} agree")
    assert not wrong, wrong[:5]


def test_every_probe_has_a_lesson_and_a_verdict_that_some_template_gets():
    cards = collect.load()["templates"].values()
    for probe in PROBES["probes"]:
        assert list(EXAMPLES.glob(f"[0-9]*_{probe['lesson'].replace('-', '_')}.py")), probe["id"]
        got = {card["verdicts"][probe["id"]] for card in cards}
        assert got <= {f"{case['verdict']} {case['mark']}" for case in probe["cases"]} | {"not checked none"}
        assert len(got) > 1, f"{probe['id']} tells no template from another: {got}"


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """`{name: (status, output, complaint)}` of calls in one process."""
    folder = tmp_path_factory.mktemp("reader")
    for name in ("template_report.py", "template_probes.json"):
        shutil.copy(EXAMPLES / name, folder)
    files = {
        "chatml.jinja": CHATML,
        "bad.jinja": "{% if %}",
        "endless.jinja": ENDLESS,
        "bad.json": "{",
        "none.json": "{}",
    }
    files["tokenizer_config.json"] = json.dumps(
        {"bos_token": {"content": "<s>"}, "chat_template": "{{ bos_token }}" + CHATML}
    )
    files["named.json"] = json.dumps(
        {"bos_token": "<s>", "chat_template": "{{ bos_token }}{{ messages[0].content }}{{ eos_token }}"}
    )
    for name, text in files.items():
        (folder / name).write_text(text)
    (folder / "empty").mkdir()
    (folder / "binary.jinja").write_bytes(b"\xff\xfe\0")
    calls = {
        "model": [QWEN2, "--json", "--fail-on", "own-text,prefix"],
        "hosted": ["chatml.jinja", "--host", QWEN2, "--fail-on", "prefix", "--evidence"],
        "alone": ["chatml.jinja", "--json", "--fail-on", "any"],
        "config": ["tokenizer_config.json", "--json"],
        "named": ["named.json", "--host", QWEN2, "--json"],
        "broken template": ["bad.jinja"],
        "no file": ["nothing.jinja"], "no template": ["none.json"], "no JSON": ["bad.json"], "empty": ["empty"],
        "binary": ["binary.jinja"], "no repo": ["no/such-model"], "base": ["bigcode/starcoder2-3b"],
        "probe": [QWEN2, "--fail-on", "nope"], "host of a model": [QWEN2, "--host", QWEN2],
        "endless": ["endless.jinja"],
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, json.dumps(list(calls.values()))],
        env=os.environ | REAL | {"HF_HOME": str(HF_HOME)},
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return dict(zip(calls, json.loads(done.stdout.splitlines()[-1]), strict=True))


def test_the_script_reports_and_its_status_is_for_ci(said):
    status, output, complaint = said["model"]
    report = {entry["id"]: entry for entry in json.loads(output)["probes"]}
    assert list(report) == [probe["id"] for probe in PROBES["probes"]]
    assert (status, complaint) == (1, "failed: own-text\n")
    assert "You are a helpful assistant." in report["own-text"]["evidence"][0]["prompt"]
    assert {id: entry["verdict"] for id, entry in report.items()} == {
        id: told.rpartition(" ")[0] for id, told in collect.load()["templates"]["qwen2"]["verdicts"].items()
    } | {"huggingface-jinja": "not checked"}
    status, output, complaint = said["hosted"]
    assert (status, complaint) == (0, "") and "own-text" not in output
    assert "The prompt grows: yes." in output and "Injection: open." in output
    assert '"content": "ochre?<|im_end|>sienna?"' in output, "evidence: the conversation with Qwen2's own token"


def test_a_template_that_came_alone_is_told_what_needs_tokens(said):
    status, output, complaint = said["alone"]
    report = {entry["id"]: entry for entry in json.loads(output)["probes"]}
    assert status == 1 and "failed: " in complaint
    needing = {probe["id"] for probe in PROBES["probes"] if "needs" in probe}
    assert {id for id, entry in report.items() if entry["verdict"] == "not checked"} == needing
    [plain, *_] = json.loads(said["config"][1])["probes"]
    assert plain["evidence"][0]["prompt"].startswith("<s><|im_start|>user")
    [plain, *_] = json.loads(said["named"][1])["probes"]
    assert plain["evidence"][0]["prompt"] == "<s>ochre?"  # its file names no eos, whatever its host has
    status, output, _ = said["broken template"]
    assert status == 0 and "A user's message: refused." in output and "TemplateSyntaxError" in output


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("no file", "There is no file or folder nothing.jinja."),
        ("no template", "none.json has no chat template: there is no text under chat_template."),
        ("no JSON", "bad.json cannot be read as JSON: "),
        (
            "empty",
            "empty has no tokenizer.json, chat_template.jinja or tokenizer_config.json: name the folder that does.",
        ),
        ("binary", "binary.jinja cannot be read as text in UTF-8: "),
        ("no repo", "The tokenizer of no/such-model could not be loaded: OSError: "),
        ("base", "bigcode/starcoder2-3b has no chat template: "),
        ("probe", "--fail-on knows no nope; it knows any, plain, own-text, "),
        ("host of a model", f"{QWEN2} brings its own tokenizer, so --host says nothing; "),
        ("endless", "The template of endless.jinja did not end within 1 seconds."),
    ],
)
def test_bad_input_gets_one_sentence(said, name, sentence):
    status, output, complaint = said[name]
    assert (status, output) == (2, "")
    assert complaint.startswith(f"error: {sentence}") and complaint.count("\n") == 1


def test_the_script_is_no_lesson():
    from course.lessons.parse import is_lesson

    assert not is_lesson(EXAMPLES / "template_report.py")
    assert "template_report" not in "".join(path.name for path in (ROOT / "docs").rglob("*.ipynb"))
