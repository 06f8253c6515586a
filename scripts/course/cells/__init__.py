"""How a code cell runs, and the record of its outputs. The page ships these same files, and no other of the build.

In: a cell. Out: its outputs. May import: nothing.
"""
