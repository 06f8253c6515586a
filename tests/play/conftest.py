"""The built site with the playgrounds, and the real tokenizers beside the browser."""

import pytest
from chat_page import ChatPage
from real_ids import RealTokenizers
from token_page import TokenPage


@pytest.fixture(scope="session")
def real(cache, tmp_path_factory):
    """`real.encode(repo, texts, **options)` and more, by the real transformers in a process of its own."""
    with RealTokenizers(tmp_path_factory.mktemp("real")) as tokenizers:
        yield tokenizers


@pytest.fixture
def play(open_page, address):
    """The tokenizer playground, opened; nothing may go wrong in it unseen."""
    page = open_page()
    yield TokenPage(page, address).open()
    assert page.troubles == []


@pytest.fixture
def chat(open_page, address):
    """The chat-template playground, opened; nothing may go wrong in it unseen."""
    page = open_page()
    yield ChatPage(page, address).open()
    assert page.troubles == []
