"""What pages load to run cells and playgrounds.

In: the Hub cache, the lessons' small playgrounds, live/ and the Python that the page shares with the build.
Out: .cache/live, laid out as it goes over the site's root. May import: run, tokenizers, pages.
"""
