"""Executed lessons as notebooks.

In: lessons with their results. Out: docs/lessons/*.ipynb, always the same bytes for the same results; what has drifted;
the setup
cell of the downloads. May import: run, lessons, cells, tokenizers.
"""
