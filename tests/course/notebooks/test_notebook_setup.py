"""The setup cell of a downloaded notebook, run in fresh processes: with a cache, without one, with and without a
token."""

import ast
import os
import subprocess
import sys

import nbformat
import pytest
from hub_server import MEMBER, STRANGER, Repo, published, serve
from nbclient import NotebookClient
from patience import PATIENT
from snapshot_world import closed_port, files_in

from course.errors import CourseError
from course.notebooks import downloads
from course.paths import EXAMPLES, ROOT
from course.tokenizers import manifest, weights

MANIFEST = manifest.load()
LLAMA, BASE, PHI, QWEN, STARCODER = MANIFEST.course
# What a lesson does next. " hello" shows that each model got its class, and the file of `tour` that it is ours.
LESSON = """
from transformers import AutoTokenizer
import tour
print([AutoTokenizer.from_pretrained(repo)(" hello").input_ids for repo in %r], hasattr(tour, "chips"))
"""
IDS = {
    LLAMA.repo: [128000, 24748],
    BASE.repo: [128000, 24748],
    PHI.repo: [29871, 22172],
    QWEN.repo: [23811],
    STARCODER.repo: [17966],
}
LOGGED_IN = "Downloading 30 MB of tokenizers from the Hub, logged in with your Hugging Face token."


@pytest.fixture(scope="module")
def source():
    return downloads.setup_source(MANIFEST, ROOT / "requirements.txt", EXAMPLES / "tour.py")


@pytest.fixture
def home(tmp_path):
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


@pytest.fixture(scope="module")
def repos(cache):
    """The Hub with all five repositories and the two ungated copies of Llama."""
    found = {repo: made for model in MANIFEST.course for repo, made in published(cache, model).items()}
    copies = {m.mirror.repo: Repo(m.mirror.revision, found[m.repo].files) for m in MANIFEST.course if m.mirror}
    return found | copies


def run(cells, home, folder=None, **settings):
    """Runs the cells in a new Python, as a kernel would, on a machine where nothing is set but `settings`."""
    environment = {"HOME": str(home), "PATH": os.environ["PATH"], "HF_ENDPOINT": f"http://127.0.0.1:{closed_port()}"}
    return subprocess.run(
        [sys.executable, "-c", "import sys\nfor cell in sys.stdin.read().split('\\0'): exec(cell, globals())"],
        input="\0".join(cells),
        cwd=folder or home,
        env={**environment, **settings},
        capture_output=True,
        text=True,
    )


def lesson(*models) -> str:
    """Loads the models, all without any: a second each."""
    return LESSON % ([model.repo for model in models] or [*IDS])


def shown(*models) -> str:
    return f"{[IDS[model.repo] for model in models] or [*IDS.values()]} True\n"


def test_the_projects_cache_is_found_from_the_folder_of_the_notebook_without_a_word(source, cache, home):
    done = run([source, lesson(PHI)], home, folder=ROOT / "docs")
    assert (done.stdout, done.stderr) == (shown(PHI), "")


def test_in_a_real_kernel_neither_the_cell_nor_the_import_after_it_says_anything(source, cache, home):
    cells = [
        nbformat.v4.new_code_cell(text) for text in (source, "from transformers import AutoTokenizer", "import tour")
    ]
    notebook = nbformat.v4.new_notebook(cells=cells)
    client = NotebookClient(notebook, kernel_name="python3", **PATIENT, resources={"metadata": {"path": str(home)}})
    client.execute(env={"HOME": str(home), "PATH": os.environ["PATH"], "HF_HOME": str(cache)})
    assert [output for cell in notebook.cells for output in cell.outputs] == []


def test_a_cache_that_hf_home_names_is_used_also_when_the_cell_runs_twice(source, cache, home):
    done = run([source, "import huggingface_hub", source, lesson(STARCODER)], home, HF_HOME=str(cache))
    assert (done.stdout, done.stderr) == (shown(STARCODER), "")


def test_without_cache_and_token_llama_comes_from_its_copies_and_only_once(source, repos, home):
    with serve(repos) as hub:
        first = run([source, lesson()], home, HF_ENDPOINT=hub.url)
        assert first.stderr == ""
        told, _, ids = first.stdout.partition("\n")
        copies = f"{LLAMA.mirror.repo} and {BASE.mirror.repo}"
        assert told == (
            f"Downloading 30 MB of tokenizers from the Hub, not logged in, so Llama's are the ungated copies {copies}."
        )
        assert ids == shown()
        assert hub.asked_for(LLAMA.mirror.repo) and not hub.asked_for(LLAMA.repo)
        asked = len(hub.requests)
        second = run([source, lesson(BASE)], home, HF_ENDPOINT=hub.url)
        assert (second.stdout, second.stderr, len(hub.requests)) == (shown(BASE), "", asked)
    # The reader's own Hub cache must not get our config.json, with which a model could not be loaded.
    assert not (home / ".cache" / "huggingface" / "hub").exists()


def test_a_lesson_that_asks_the_model_brings_it_with_its_tokenizer_and_its_code(repos, cache, home):
    [smol], kept = MANIFEST.select(["smollm2"]), MANIFEST.weights
    asks = f"""
from course.model.small import Model
from huggingface_hub import hf_hub_download
from transformers import AutoTokenizer
ids = AutoTokenizer.from_pretrained("{smol.repo}").encode("The capital of France is")
model = Model(hf_hub_download("{kept.repo}", "{kept.gguf}"))
print(len(ids), model.vocabulary, AutoTokenizer.from_pretrained("{smol.repo}").decode([model.next(ids)[0][0]]))
"""
    source = downloads.setup_source(MANIFEST, ROOT / "requirements.txt", EXAMPLES / "tour.py", asks)
    gguf = Repo(kept.revision, {kept.gguf: weights.ensure(kept, cache).read_bytes()})
    with serve({**repos, **published(cache, smol), kept.repo: gguf}) as hub:
        done = run([source, asks], home, HF_ENDPOINT=hub.url)
    assert done.stderr == ""
    told, answer = done.stdout.splitlines()
    assert told.startswith("Downloading 30 MB of tokenizers and a model of 100 MB from the Hub, not logged in")
    assert answer.startswith("5 49152 ")


def test_a_token_with_access_takes_llama_from_meta(source, repos, home):
    with serve(repos) as hub:
        told = run([source, lesson(LLAMA)], home, HF_ENDPOINT=hub.url, HF_TOKEN=MEMBER).stdout
        assert told == f"{LOGGED_IN}\n{shown(LLAMA)}"
        assert hub.asked_for(LLAMA.repo) and not hub.asked_for(LLAMA.mirror.repo)


def test_a_token_without_access_takes_the_copies(source, repos, home):
    with serve(repos) as hub:
        told = run([source, lesson(LLAMA)], home, HF_ENDPOINT=hub.url, HF_TOKEN=STRANGER).stdout
        refused = "".join(
            f"Your token does not open {model.repo}: its files come from the ungated copy {model.mirror.repo}.\n"
            for model in (LLAMA, BASE)
        )
        assert told == f"{LOGGED_IN}\n{refused}{shown(LLAMA)}"
        assert hub.asked_for(LLAMA.mirror.repo)


def test_a_copy_of_llama_that_is_not_identical_is_refused(source, repos, home):
    files = {**repos[LLAMA.repo].files, "tokenizer_config.json": b"{}"}
    with serve({**repos, LLAMA.mirror.repo: Repo(LLAMA.mirror.revision, files)}) as hub:
        done = run([source], home, HF_ENDPOINT=hub.url)
    assert f"tokenizer_config.json of {LLAMA.mirror.repo} is not Llama's own file: its SHA-256 is" in done.stderr
    assert "{}" not in [data.decode() for name, data in files_in(home).items() if name.endswith("_config.json")]


def test_a_file_of_the_owner_that_differs_from_the_courses_is_used_and_noted(source, repos, home):
    own = repos[PHI.repo]
    files = {**own.files, "tokenizer_config.json": own.files["tokenizer_config.json"] + b" "}
    with serve({**repos, PHI.repo: Repo(PHI.revision, files)}) as hub:
        done = run([source, lesson(PHI)], home, HF_ENDPOINT=hub.url)
    assert (
        f"Note: tokenizer_config.json of {PHI.repo} differs from the file that these outputs were made with"
        in done.stdout
    )
    assert done.stdout.endswith(shown(PHI))


def test_no_network_ends_in_a_sentence_that_names_the_file(source, home):
    done = run([source], home, HF_HUB_OFFLINE="1")
    assert (
        "RuntimeError: tokenizer.json of meta-llama/Llama-3.1-8B-Instruct could not be downloaded; run this"
        in done.stderr
    )


def test_another_version_of_transformers_makes_it_ask_pip_and_pip_speaks(source, cache, home):
    other = source.replace("'transformers': '5.24.0'", "'transformers': '5.0.0'")
    assert other != source
    done = run([other], home, HF_HOME=str(cache), PIP_NO_INDEX="1", PIP_CONFIG_FILE=os.devnull)
    assert "Installing transformers==5.0.0\n" in done.stdout
    assert "RuntimeError: The installation failed: pip says why above." in done.stderr


def test_the_cell_is_a_form_for_colab_and_leaves_one_name_behind(source):
    assert source.startswith("#@title Setup\n# Makes this notebook run anywhere")
    assert [getattr(node, "name", None) for node in ast.parse(source).body] == ["set_up", None]


def test_tour_is_embedded_whole_whatever_it_holds(tmp_path):
    for text in ("x = 1\n", "q = '''a'''\n", 'b = "\\\\"', "tab\tand é 안녕 '\n"):
        (tmp_path / "tour.py").write_text(text, encoding="utf-8")
        cell = downloads.setup_source(MANIFEST, ROOT / "requirements.txt", tmp_path / "tour.py")
        call = ast.parse(cell).body[-1].value
        assert {key.arg: ast.literal_eval(key.value) for key in call.keywords}["modules"]["tour.py"] == text


def test_a_missing_pin_is_named(tmp_path):
    (tmp_path / "requirements.txt").write_text("transformers==5.24.0\n")
    with pytest.raises(
        CourseError, match="requirements.txt does not pin jinja2; notebooks need the line `jinja2==VERSION`"
    ):
        downloads.setup_source(MANIFEST, tmp_path / "requirements.txt", EXAMPLES / "tour.py")
