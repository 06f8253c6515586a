"""A notebook as the Markdown and HTML of its page.

In: docs/lessons/*.ipynb. Out: the page's Markdown, its cells, embeds, links and times. May import: lessons, tokenizers.
"""
