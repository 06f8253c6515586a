"""Statements run one after the other, in the page and with the real library."""

import ast


def statements(source, names, attempt):
    """(statement, what `attempt` makes of it) of each; one that stands twice is told apart. `attempt` is called as
    `attempt(eval or exec, code, names)`."""
    told = set()
    for node in ast.parse(source).body:
        statement = ast.unparse(node)
        if isinstance(node, ast.Expr):
            result = attempt(eval, compile(ast.Expression(node.value), "<case>", "eval"), names)
        else:
            result = attempt(exec, compile(ast.Module([node], []), "<case>", "exec"), names)
        while statement in told:
            statement += " (again)"
        told.add(statement)
        yield statement, result
