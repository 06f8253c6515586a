"""What `scripts/build.py` wires: one wing for each stage, importing downwards only (tests/test_house.py).

From the bottom: tokenizers and cells; lessons; run; notebooks and browser; pages; reference; site. What lies in this
folder itself
(paths, files, errors, progress, turns) is below all of them, and imports no wing.
"""
