"""Runs snippets in a page: each a list of statements, the last an expression; gives its value as text, or the error."""

import ast
import warnings


def run(snippets):
    return [_run(snippet) for snippet in snippets]


def _run(snippet):
    *before, last = ast.parse(snippet).body
    names = {}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            exec(compile(ast.Module(before, []), "<cell>", "exec"), names)
            if not isinstance(last, ast.Expr):
                exec(compile(ast.Module([last], []), "<cell>", "exec"), names)
                return "no value"
            value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)
        except Exception as error:
            return f"{type(error).__name__}: {error}"
    return "; ".join([str(value), *(f"{item.category.__name__}: {item.message}" for item in caught)])
