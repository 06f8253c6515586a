"""A report card of a chat template: what it adds, drops and refuses, found by rendering small conversations.

    python template_report.py Qwen/Qwen2-7B-Instruct
    python template_report.py my-model/ --fail-on any
    python template_report.py chat_template.jinja --host Qwen/Qwen2-7B-Instruct --json

WHAT is a repository on the Hugging Face Hub, a folder, a tokenizer_config.json or a template (.jinja). It needs
transformers and template_probes.json, which lies beside it and holds the conversations and the rules.
Exit status: 0, 1 where --fail-on found something, 2 for a mistake in what was asked.
"""

import argparse
import inspect
import json
import os
import re
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from unittest import mock

PROBES = Path(__file__).with_name("template_probes.json")
CACHE = PROBES.parents[1] / ".cache" / "huggingface"
SECONDS = 60  # for all renderings together; a template takes a tenth of a second
MARKS = {"good": "+", "note": " ", "bad": "!", "none": "?"}


class Problem(Exception):
    """What is wrong with what was asked: one sentence."""


class Template:
    """A tokenizer with a chat template, asked as the probes ask. `alone`: the tokens are not the template's own.
    `named`: special tokens that the template's file names, in place of the tokenizer's."""

    def __init__(self, tokenizer, probes: dict, alone: bool, named: dict[str, str] | None = None) -> None:
        self.tokenizer, self.probes, self.alone, self.named = tokenizer, probes, alone, named or {}
        self.specials = tokenizer.special_tokens_map | self.named
        self._texts: dict[str, tuple[str | None, str]] = {}

    def text(self, call: dict) -> tuple[str | None, str]:
        """The prompt, or None and the error."""
        key = json.dumps(call)
        if key not in self._texts:
            make = self._sanitised if call.get("sanitize") else lambda call: self._apply(call, tokenize=False)
            self._texts[key] = self._attempt(lambda: make(call))
        return self._texts[key]

    def _sanitised(self, call: dict) -> str:
        """The prompt with `sanitize_control_tokens`, of which the library gives no more than ids: as it goes to be encoded,
        without the marks around the reader's control tokens."""
        from transformers.utils import chat_template_utils

        given = mock.patch.object(type(self.tokenizer), "__call__", lambda _self, text, **_options: {"input_ids": text})
        with given:
            text = self._apply(call, tokenize=True, return_dict=False, sanitize_control_tokens=True)
        for mark in ("_CONTROL_TOKEN_START", "_CONTROL_TOKEN_END"):
            text = text.replace(getattr(chat_template_utils, mark, ""), "")
        return text

    def ids(self, call: dict) -> list[int]:
        """The ids as `apply_chat_template` gives them; none where it raises an error."""
        sanitize = {"sanitize_control_tokens": True} if call.get("sanitize") else {}
        found, _ = self._attempt(lambda: self._apply(call, tokenize=True, return_dict=False, **sanitize))
        return found or []

    def marked(self, call: dict) -> list[str]:
        """The stretches that `{% generation %}` marks."""
        from transformers.utils.chat_template_utils import render_jinja_template

        source = self.tokenizer.get_chat_template(None, None)
        with self._day(call):
            [text], [places] = render_jinja_template(
                conversations=[call["messages"]],
                chat_template=source,
                return_assistant_tokens_mask=True,
                **self.specials,
            )
        return [text[start:end] for start, end in places]

    @cached_property
    def control(self) -> str | None:
        """The special token that the simplest prompt has last."""
        text = self.text({"messages": self.probes["probes"][0]["renders"]["a"]["messages"]})[0] or ""
        special = [token.content for token in self.tokenizer.added_tokens_decoder.values() if token.special]
        places = [(text.rindex(token) + len(token), len(token), token) for token in special if token and token in text]
        return max(places)[2] if places else None

    def encode(self, text: str, add_special_tokens: bool = False) -> list[int]:
        """The ids of a text."""
        return self.tokenizer(text, add_special_tokens=add_special_tokens)["input_ids"]

    def _apply(self, call: dict, **options):
        options |= {"add_generation_prompt": True} if call.get("generation") else {}
        options |= {"continue_final_message": True} if call.get("continue") else {}
        options |= {"tools": self.probes["tools"]} if call.get("tools") else {}
        with self._day(call):
            return self.tokenizer.apply_chat_template(call["messages"], **options, **self.named, **call.get("more", {}))

    def _day(self, call: dict):
        """For as long as it lasts, templates take it for today."""
        from transformers.utils import chat_template_utils

        day = datetime.fromisoformat(self.probes["days"][call.get("day", 0)])
        return mock.patch.object(chat_template_utils, "datetime", mock.Mock(now=lambda: day))

    def _attempt(self, work):
        try:
            return work(), ""
        except Problem:
            raise
        except Exception as error:  # templates raise what they like
            return None, f"{type(error).__name__}: {error}"


class Judge:
    """The renderings of one probe, and what its rules ask of them."""

    def __init__(self, probe: dict, template: Template) -> None:
        self.probe, self.template = probe, template
        control = template.control if probe.get("needs") == "tokenizer" else None
        filled = json.dumps(probe["renders"]).replace("{control}", json.dumps(control or "")[1:-1])
        self.calls: dict[str, dict] = json.loads(filled)

    def verdict(self) -> dict:
        """The first case that holds, as the report has it."""
        case = next(case for case in self.probe["cases"] if "if" not in case or self.holds(*case["if"]))
        return entry(self.probe, case, self._said(case["say"]), [self._evidence(name) for name in case["show"]])

    def holds(self, rule: str, *given) -> bool:
        """Whether a rule holds; a rendering that failed has no text, and nothing holds of it."""
        texts = {name: self.template.text(call)[0] for name, call in self.calls.items()}

        def text(name: str) -> str:
            found = texts[name]
            return "\0" if found is None else found  # which no prompt holds

        match rule, given:
            case "and", rules:
                return all(self.holds(*one) for one in rules)
            case "or", rules:
                return any(self.holds(*one) for one in rules)
            case "not", (one,):
                return not self.holds(*one)
            case "renders", names:
                return all(texts[name] is not None for name in names)
            case "fails", (name,):
                return texts[name] is None
            case "has", (name, what):
                return what in text(name)
            case "ends", (name, what):
                return text(name).endswith(what)
            case "same", (one, other):
                return texts[one] is not None and texts[one] == texts[other]
            case "starts", (one, other):
                return texts[other] is not None and text(one).startswith(text(other))
            case "matches", (name, pattern, without):
                return bool(re.search(pattern, _less(text(name), without)))
            case "marked", (name, what):
                return any(what in part for part in self.template.marked(self.calls[name]))
            case "doubled", (name,):
                return self._doubled(text(name))
            case "lacks", names:
                return bool(self._lacking([text(name) for name in names]))
            case "follows", (name, what, role):
                return self._follows(text(name), what, role)
            case "no-control", ():
                return self.template.control is None
            case "more-control", (one, other):
                return self._control(one) > self._control(other)
        raise Problem(f"template_probes.json has the rule {rule}, which this script does not know; take both of one version.")  # fmt: skip

    def _doubled(self, text: str) -> bool:
        bos = self.template.specials.get("bos_token")
        begins = self.template.encode(text, add_special_tokens=True)[:2]
        return bool(bos) and begins == 2 * self.template.encode(bos)

    def _lacking(self, texts: list[str]) -> list[str]:
        found = [mark for text in texts for mark in re.findall(self.template.probes["written_marks"], text)]
        return [mark for mark in dict.fromkeys(found) if len(self.template.encode(mark)) != 1]

    def _follows(self, text: str, what: str, role: str) -> bool:
        token = self.template.specials.get(role)
        return bool(token) and text.partition(what)[2].lstrip().startswith(token)

    def _control(self, name: str) -> int:
        return self.template.ids(self.calls[name]).count(self.template.encode(self.template.control)[0])

    def _said(self, say: str) -> str:
        if "{lacking}" in say:
            texts = [self.template.text(call)[0] or "" for call in self.calls.values()]
            say = say.replace("{lacking}", " ".join(self._lacking(texts)))
        return re.sub(r"\{error (\w+)\}", lambda found: self.template.text(self.calls[found[1]])[1].partition("\n")[0][:200], say)  # fmt: skip

    def _evidence(self, name: str) -> dict:
        text, error = self.template.text(self.calls[name])
        return {"call": self.calls[name]} | ({"error": error} if text is None else {"prompt": text})


def _less(text: str, without: Sequence[str]) -> str:
    for pattern in without:
        text = re.sub(pattern, "\n", text)
    return text


def entry(probe: dict, case: dict, say: str, evidence: list[dict]) -> dict:
    """One line of the report."""
    return {"id": probe["id"], "verdict": case["verdict"], "mark": case["mark"], "say": say, "evidence": evidence}


def report(template: Template) -> list[dict]:
    """An entry for every probe, in the order of the file."""
    probes, found = template.probes, []
    here = "sanitize_control_tokens" in inspect.signature(template.tokenizer.apply_chat_template).parameters
    for probe in probes["probes"]:
        needs = probe.get("needs")
        if found and found[0]["verdict"] == "refused":
            why = probes["not_checked"]["plain"]
        elif needs == "huggingface-jinja" or needs == "tokenizer" and template.alone:
            why = probes["not_checked"][needs]
        elif not here and any(call.get("sanitize") for call in probe["renders"].values()):
            why = "It needs transformers 5.20 or newer."
        else:
            found.append(Judge(probe, template).verdict())
            continue
        found.append(entry(probe, {"verdict": "not checked", "mark": "none"}, why, []))
    return found


def load(what: str, host: str | None) -> tuple:
    """The tokenizer with the template of `what`, whether its tokens are not the template's own, and special tokens that
    its file names."""
    path = Path(what)
    if path.is_dir():
        if any((path / name).is_file() for name in ("tokenizer.json", "tokenizer.model", "vocab.json")):
            return _loaded(str(path)), False, {}
        files = [path / name for name in ("chat_template.jinja", "tokenizer_config.json") if (path / name).is_file()]
        if not files:
            raise Problem(f"{what} has no tokenizer.json, chat_template.jinja or tokenizer_config.json: name the folder that does.")  # fmt: skip
        path = files[0]
    if path.is_file():
        if path.suffix == ".json" and (path.parent / "tokenizer.json").is_file():
            return _loaded(str(path.parent)), False, {}
        source, specials = _written(path)
        tokenizer = _loaded(host, template=False) if host else _blank(specials)
        for name in tokenizer.special_tokens_map if specials else ():
            if name not in specials:  # the template's own tokenizer has none
                setattr(tokenizer, name, None)
        tokenizer.chat_template = source
        return tokenizer, host is None, specials
    if path.suffix in (".jinja", ".json", ".j2", ".txt") or what.startswith((".", "/", "~")):
        raise Problem(f"There is no file or folder {what}.")
    if host:
        raise Problem(f"{what} brings its own tokenizer, so --host says nothing; leave it out, or name a template's file.")  # fmt: skip
    return _loaded(what), False, {}


def _loaded(name: str, template: bool = True):
    from transformers import AutoTokenizer

    try:
        tokenizer = AutoTokenizer.from_pretrained(name)
    except Exception as error:  # whatever a broken file makes the library raise
        said = " ".join(str(error).split())[:200]
        raise Problem(f"The tokenizer of {name} could not be loaded: {type(error).__name__}: {said}") from None
    if template and not tokenizer.chat_template:
        raise Problem(f"{name} has no chat template: it was trained to continue text, or its template lies elsewhere.")
    return tokenizer


def _written(path: Path) -> tuple[str | dict, dict[str, str]]:
    """The template in a file, and the special tokens named beside it."""
    try:
        text = path.read_text(encoding="utf-8")
        config = json.loads(text) if path.suffix == ".json" else {"chat_template": text}
    except (OSError, ValueError) as error:
        raise Problem(f"{path} cannot be read as {'JSON' if path.suffix == '.json' else 'text in UTF-8'}: {error}") from None  # fmt: skip
    source = config.get("chat_template") if isinstance(config, dict) else None
    if isinstance(source, list):
        source = {one["name"]: one["template"] for one in source if isinstance(one, dict) and {"name", "template"} <= one.keys()}  # fmt: skip
    if not source or not isinstance(source, str | dict):
        raise Problem(f"{path} has no chat template: there is no text under chat_template.")
    named = ((name, token) for name, token in config.items() if name.endswith("_token"))
    tokens = ((name, token.get("content") if isinstance(token, dict) else token) for name, token in named)
    return source, {name: token for name, token in tokens if isinstance(token, str) and token}


def _blank(specials: dict[str, str]):
    """A tokenizer without tokens, for a template that came alone."""
    from tokenizers import Tokenizer, models
    from transformers import PreTrainedTokenizerFast

    return PreTrainedTokenizerFast(tokenizer_object=Tokenizer(models.BPE()), **specials)


def read_probes(path: Path = PROBES) -> dict:
    """The file of probes."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Problem(f"{path.name} must lie beside this script, and cannot be read: {error}") from None


def printed(found: list[dict], probes: dict, evidence: bool) -> None:
    """The report for a terminal."""
    group = ""
    for probe, one in zip(probes["probes"], found):
        if probe["group"] != group:
            print(f"\n{(group := probe['group'])}")
        print(f" {MARKS[one['mark']]} {probe['title']}: {one['verdict']}. {one['say']}")
        for shown in one["evidence"] if evidence and one["mark"] == "bad" else ():
            print(f"     {json.dumps(shown['call'], ensure_ascii=False)}")
            print(f"     {json.dumps(shown.get('prompt', shown.get('error')), ensure_ascii=False)}")
    counts = {mark: sum(one["mark"] == mark for one in found) for mark in MARKS}
    print(f"\n{counts['good']} good, {counts['bad']} to know (!), {counts['note']} other, {counts['none']} not checked (?)")  # fmt: skip


def failures(found: list[dict], fail_on: str | None) -> list[str]:
    """The probes that --fail-on names and that are bad."""
    names = {name.strip() for name in (fail_on or "").split(",") if name.strip()}
    unknown = names - {one["id"] for one in found} - {"any"}
    if unknown:
        raise Problem(f"--fail-on knows no {', '.join(sorted(unknown))}; it knows any, {', '.join(one['id'] for one in found)}.")  # fmt: skip
    return [one["id"] for one in found if one["mark"] == "bad" and ("any" in names or one["id"] in names)]


@contextmanager
def _in_time(what: str) -> Iterator[None]:
    """Ends a template that does not end, where the system has the signal for it."""

    def late(*_) -> None:
        raise Problem(f"The template of {what} did not end within {SECONDS} seconds.")

    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, late)
        signal.alarm(SECONDS)
    yield
    if hasattr(signal, "SIGALRM"):
        signal.alarm(0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", metavar="WHAT", help="repository, folder, tokenizer_config.json or .jinja file")
    parser.add_argument("--host", metavar="REPO", help="whose tokenizer a template without one gets")
    parser.add_argument("--json", action="store_true", help="the report as JSON, with all conversations and prompts")
    parser.add_argument("--evidence", action="store_true", help="conversations and prompts of what is marked !")
    parser.add_argument("--fail-on", metavar="IDS", help="exit with 1 if one of these is marked !: any, or ids, as in prefix,injection")  # fmt: skip
    given = parser.parse_args()
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    if CACHE.is_dir():  # in the course's own folder: its tokenizers
        os.environ.setdefault("HF_HOME", str(CACHE))
    try:
        probes = read_probes()
        failures([{"id": probe["id"], "mark": ""} for probe in probes["probes"]], given.fail_on)
        tokenizer, alone, named = load(given.what, given.host)
        with _in_time(given.what):
            found = report(Template(tokenizer, probes, alone, named))
    except Problem as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 2
    if given.json:
        print(json.dumps({"template": given.what, "probes": found}, ensure_ascii=False, indent=1))
    else:
        print(f"Report card of {given.what}")
        printed(found, probes, given.evidence)
    failed = failures(found, given.fail_on)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
