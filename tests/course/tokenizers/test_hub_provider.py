"""The provider `hub`: real huggingface_hub code, in a process of its own, against a server that speaks the Hub's
protocol."""

import pytest
from hub_server import MEMBER, STRANGER, published, serve
from patience import SECONDS
from snapshot_world import closed_port, ensure, error_of, files_in

from course.tokenizers import manifest
from course.tokenizers.manifest import MODELS_TOML
from course.tokenizers.snapshot_store import snapshot_folder

MANIFEST = manifest.load()
LLAMA, BASE, PHI, QWEN, STARCODER = MANIFEST.course


@pytest.fixture
def home(tmp_path):
    """An empty cache; HOME is empty too, so no token of this machine is found."""
    return tmp_path / "project" / "huggingface"


def build(hub_url, home, model, **settings):
    empty = {
        "HOME": str(home.parent / "home"),
        "HF_HUB_ETAG_TIMEOUT": str(SECONDS),
        "HF_HUB_DOWNLOAD_TIMEOUT": str(SECONDS),
    }
    return ensure(home, MODELS_TOML, "hub", model.id, HF_ENDPOINT=hub_url, **{**empty, **settings})


def assert_nothing_there(home):
    assert not files_in(home)
    assert not list(home.glob("staging-*"))


def test_models_come_byte_for_byte_as_from_the_other_provider(cache, home):
    repos = {repo: found for model in (LLAMA, PHI, QWEN) for repo, found in published(cache, model).items()}
    with serve(repos) as hub:
        for model in (LLAMA, PHI, QWEN):
            assert f"written: {model.id}\n" in build(hub.url, home, model, HF_TOKEN=MEMBER)
        there = files_in(home / "hub")
        assert there.items() <= files_in(cache / "hub").items()  # config.json too: it is ours
        assert {path.split("/")[0] for path in there} == {f"models--{repo.replace('/', '--')}" for repo in repos}
        asked = len(hub.requests)
        assert "written: \n" in build(hub.url, home, QWEN)
        assert len(hub.requests) == asked


def test_a_file_counts_under_any_accepted_hash(cache, home):
    repos = published(cache, STARCODER)
    files = repos[STARCODER.repo].files
    files["tokenizer.json"] = files["tokenizer.json"].replace(b'    "ignore_merges": false,\n', b"")
    with serve(repos) as hub:
        assert "written: starcoder2\n" in build(hub.url, home, STARCODER)
    assert (snapshot_folder(home, STARCODER) / "tokenizer.json").read_bytes() == files["tokenizer.json"]


def test_a_gated_repository_without_a_token_says_what_to_do(cache, home):
    with serve(published(cache, LLAMA)) as hub:
        message = error_of(build(hub.url, home, LLAMA))
    assert "meta-llama/Llama-3.1-8B-Instruct is gated and no Hub token was found: accept its licence at" in message
    assert "https://huggingface.co/meta-llama/Llama-3.1-8B-Instruct and set HF_TOKEN" in message
    assert "or use the default provider, which needs no account (`--provider package`)" in message
    assert_nothing_there(home)


def test_a_token_without_access_and_a_token_that_is_none(cache, home):
    with serve(published(cache, LLAMA)) as hub:
        stranger = error_of(build(hub.url, home, LLAMA, HF_TOKEN=STRANGER))
        wrong = error_of(build(hub.url, home, LLAMA, HF_TOKEN="hf_mistyped"))
    assert "Your Hub token has no access to meta-llama/Llama-3.1-8B-Instruct: accept its licence at" in stranger
    assert (
        "The Hub refused the request for tokenizer.json of meta-llama/Llama-3.1-8B-Instruct (401): check HF_TOKEN"
        in wrong
    )
    assert_nothing_there(home)


def test_another_file_than_the_accepted_one_names_file_and_hashes(cache, home):
    repos = published(cache, PHI)
    repos[PHI.repo].files["tokenizer_config.json"] += b" "
    with serve(repos) as hub:
        message = error_of(build(hub.url, home, PHI))
    accepted = PHI.files[1].accepted[0].sha256
    assert "tokenizer_config.json of phi-3 from the Hub is not an accepted file" in message
    assert f"expected SHA-256 {accepted}, found " in message and "(3,312 bytes); nothing was written" in message
    assert_nothing_there(home)


def test_a_download_that_is_cut_short(cache, home):
    with serve(published(cache, PHI, cut=1_000)) as hub:
        message = error_of(build(hub.url, home, PHI))
    assert (
        "The download of tokenizer.json of microsoft/Phi-3-mini-4k-instruct was cut short: run the build again"
        in message
    )
    assert_nothing_there(home)


def test_a_hub_out_of_reach(home):
    message = error_of(build(f"http://127.0.0.1:{closed_port()}", home, PHI))
    assert (
        "The Hub cannot be reached for tokenizer.json of microsoft/Phi-3-mini-4k-instruct: check the network" in message
    )
    assert_nothing_there(home)


def test_offline_mode_is_named(home):
    assert "because HF_HUB_OFFLINE is set: unset it" in error_of(
        build("http://127.0.0.1:9", home, PHI, HF_HUB_OFFLINE="1")
    )


def test_what_the_hub_does_not_have_is_named(cache, home):
    repos = published(cache, PHI)
    with serve(repos) as hub:
        repos[PHI.repo].files.pop("tokenizer_config.json")
        file = error_of(build(hub.url, home, PHI))
        repos[PHI.repo].revision = "0" * 40
        revision = error_of(build(hub.url, home, PHI))
        repos.clear()
        repository = error_of(build(hub.url, home, PHI))
    assert f"{PHI.repo} has no tokenizer_config.json at revision {PHI.revision}: mend models.toml" in file
    assert f"The Hub has no revision {PHI.revision} of {PHI.repo}" in revision
    assert f"{PHI.repo}" in repository
    assert_nothing_there(home)


def test_a_disk_that_takes_no_more(cache, home):
    with serve(published(cache, PHI)) as hub:
        message = error_of(build(hub.url, home, PHI, FILE_LIMIT="1000000"))
    assert "There is no room left for" in message
    assert_nothing_there(home)
