"""A lesson's file and its dialect.

In: examples/*.py. Out: `Lesson`, checked, with its exercises and the expressions of its prose. May import: cells.
"""
