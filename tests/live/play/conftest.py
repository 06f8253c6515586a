"""The built site with the playgrounds, and the real tokenizers beside the browser."""

import pytest
from chat_page import ChatPage
from chromium import opening
from real_ids import RealTokenizers
from token_page import TokenPage


@pytest.fixture(scope="session")
def real(cache, tmp_path_factory):
    """`real.encode(repo, texts, **options)` and more, by the real transformers in a process of its own."""
    with RealTokenizers(tmp_path_factory.mktemp("real")) as tokenizers:
        yield tokenizers


class Shared:
    """One page of a playground for many tests, since opening it costs two seconds: each begins with the first state and
    the first view.

    A test that failed may leave anything: the next one gets a new page."""

    def __init__(self, kind, browser, address, session):
        self._kind, self._browser, self._address, self._session = kind, browser, address, session
        self._failed = 0
        self._opening = self._play = None

    def begin(self):
        if self._play and self._failed == self._session.testsfailed:
            return self._play.begin_anew()
        self.close()
        self._failed = self._session.testsfailed
        self._opening = opening(self._browser)
        self._play = self._kind(self._opening.__enter__()(), self._address).open()
        self._play.first = "#" + self._play.link().partition("#")[2]
        return self._play

    def close(self):
        if self._opening:
            self._opening.__exit__(None, None, None)
        self._opening = self._play = None


@pytest.fixture(scope="session")
def shared(browser, address, request):
    """`shared[kind of playground].begin()`: its page, as if it had just been opened."""
    pages = {kind: Shared(kind, browser, address, request.session) for kind in (TokenPage, ChatPage)}
    yield pages
    for page in pages.values():
        page.close()


@pytest.fixture
def play(shared):
    """The tokenizer playground, in the page that tests share; nothing may go wrong in it unseen."""
    play = shared[TokenPage].begin()
    yield play
    assert play.page.troubles == []


@pytest.fixture
def chat(shared):
    """The chat-template playground, in the page that tests share; nothing may go wrong in it unseen."""
    chat = shared[ChatPage].begin()
    yield chat
    assert chat.page.troubles == []


@pytest.fixture
def new_play(open_page, address):
    """The tokenizer playground in a new tab, with a history and a storage of its own."""
    page = open_page()
    yield TokenPage(page, address).open()
    assert page.troubles == []


@pytest.fixture
def new_chat(open_page, address):
    """The chat-template playground in a new tab, with a history and a storage of its own."""
    page = open_page()
    yield ChatPage(page, address).open()
    assert page.troubles == []


@pytest.fixture(scope="module")
def tab(browser):
    """One page for the tests of a file that go on from one another; nothing may go wrong in it unseen."""
    with opening(browser) as open_page:
        page = open_page()
        yield page
        assert page.troubles == []


@pytest.fixture
def opened(open_page, address):
    """A function that opens a playground in which this script has run first."""
    pages = []

    def comes(kind, script):
        page = open_page()
        pages.append(page)
        page.add_init_script(script)
        return kind(page, address).open()

    yield comes
    assert [page.troubles for page in pages] == [[] for _ in pages]
