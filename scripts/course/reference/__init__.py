"""The reference pages: facts taken from the real tokenizers by `build.py lessons`, and the Markdown that the site makes of them."""
