"""The built site with the playgrounds, and the real tokenizers beside the browser."""

import functools
import http.server
import threading

import pytest
from chat_page import ChatPage
from chromium import SUB_PATH, Handler
from play_site import build_site
from real_ids import RealTokenizers
from token_page import TokenPage


@pytest.fixture(scope="session")
def play_folder(cache, tmp_path_factory):
    """The folder of the site, built from this checkout's sources."""
    return build_site(tmp_path_factory.mktemp("play"))


@pytest.fixture(scope="session")
def play_address(play_folder):
    """`http://127.0.0.1:PORT/token-tour/`."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(play_folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{SUB_PATH}"
    server.shutdown()


@pytest.fixture(scope="session")
def real(cache, tmp_path_factory):
    """`real.encode(repo, texts, **options)` and more, by the real transformers in a process of its own."""
    with RealTokenizers(tmp_path_factory.mktemp("real")) as tokenizers:
        yield tokenizers


@pytest.fixture
def play(open_page, play_address):
    """The tokenizer playground, opened; nothing may go wrong in it unseen."""
    page = open_page()
    yield TokenPage(page, play_address).open()
    assert page.troubles == []


@pytest.fixture
def chat(open_page, play_address):
    """The chat-template playground, opened; nothing may go wrong in it unseen."""
    page = open_page()
    yield ChatPage(page, play_address).open()
    assert page.troubles == []
