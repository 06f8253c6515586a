"""Runs lessons: a warm parent process, a forked child for each lesson, and the checks of what cells print.

In: lessons and a Hub cache. Out: `Result`, cell by cell, or the error of the first that fails. May import: lessons,
cells.
"""
