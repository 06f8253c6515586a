"""The built site with the playgrounds, and the real tokenizers beside the browser."""

import pytest
from chat_page import ChatPage
from chromium import served
from once import once
from play_site import build_site
from real_ids import RealTokenizers
from token_page import TokenPage


@pytest.fixture(scope="session")
def play_folder(cache, tmp_path_factory):
    """The folder of the site, built from this checkout's sources."""
    return once(tmp_path_factory.getbasetemp(), "play", build_site) / "site"


@pytest.fixture(scope="session")
def play_address(play_folder):
    """`http://127.0.0.1:PORT/token-tour/`."""
    with served(play_folder) as url:
        yield url


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
