"""What `scripts/build.py` wires: each module one job, importing downwards only."""
