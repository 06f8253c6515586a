"""The reference pages.

In: facts taken from the real tokenizers by `build.py lessons`. Out: the Markdown of cards, comparison, cheat sheet and
provenance. May import: pages, run, tokenizers, model.
"""
