"""The site around the pages, the last and thinnest step: MkDocs, its hooks, search, the policy, the server.

In: docs/, the notebooks and .cache/live. Out: site/. May import: pages, reference, lessons, tokenizers.
"""
