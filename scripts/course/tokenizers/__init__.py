"""The tokenizer files of models.toml, rebuilt or fetched, and checked.

In: models.toml. Out: a local Hub cache that `AutoTokenizer.from_pretrained` reads. May import: nothing.
"""
