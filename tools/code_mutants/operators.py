"""The changes that a mutant makes to one place of the code: each yields what stands there instead."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult, ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.LShift: ast.RShift, ast.RShift: ast.LShift,
}  # fmt: skip
COMPARISON: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
}  # fmt: skip
OPPOSITE = {
    "min": "max", "max": "min", "minimum": "maximum", "maximum": "minimum", "any": "all", "all": "any",
    "zeros": "ones", "ones": "zeros", "zeros_like": "ones_like", "ones_like": "zeros_like", "argmin": "argmax",
    "argmax": "argmin", "sum": "max", "mean": "sum", "prod": "sum", "cumsum": "cumprod", "cumprod": "cumsum",
    "floor": "ceil", "ceil": "floor", "logical_and": "logical_or", "logical_or": "logical_and",
}  # fmt: skip
COMMUTES = {"min", "max", "minimum", "maximum", "add", "multiply", "isclose", "allclose", "array_equal", "logical_and",
            "logical_or", "hypot", "isinstance", "getattr", "cast", "field", "zip"}  # fmt: skip


def instead(node: ast.AST) -> Iterator[tuple[str, ast.AST | None]]:
    """Yield (kind of change, what stands there instead) for a node; None where the statement is dropped."""
    kind = _BY_TYPE.get(type(node))
    if kind is not None:
        yield from kind(node)


def _binary(node: ast.BinOp) -> Iterator[tuple[str, ast.AST]]:
    if type(node.op) in ARITHMETIC:
        yield "arithmetic", ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right)


def _added(node: ast.AugAssign) -> Iterator[tuple[str, ast.AST | None]]:
    if type(node.op) in ARITHMETIC:
        yield "arithmetic", ast.AugAssign(node.target, ARITHMETIC[type(node.op)](), node.value)
    yield "statement", None


def _comparison(node: ast.Compare) -> Iterator[tuple[str, ast.AST]]:
    for i, op in enumerate(node.ops):
        for other in COMPARISON[type(op)]:
            yield "comparison", ast.Compare(node.left, [*node.ops[:i], other(), *node.ops[i + 1 :]], node.comparators)


def _logic(node: ast.BoolOp) -> Iterator[tuple[str, ast.AST]]:
    yield "logic", ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)


def _unary(node: ast.UnaryOp) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node.op, ast.Not | ast.USub | ast.Invert) and not isinstance(node.operand, ast.Constant):
        yield "sign or not", node.operand


def _constant(node: ast.Constant) -> Iterator[tuple[str, ast.AST]]:
    value = node.value
    if isinstance(value, bool):
        yield "constant", ast.Constant(not value)
    elif isinstance(value, int | float):
        yield "constant", ast.Constant(value + 1)
        yield "constant", ast.Constant(value - 1)
    elif isinstance(value, str):
        yield "text", ast.Constant(value + "~")


def _call(node: ast.Call) -> Iterator[tuple[str, ast.AST]]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name in OPPOSITE:
        func = copy.copy(node.func)
        setattr(func, "attr" if isinstance(func, ast.Attribute) else "id", OPPOSITE[name])
        yield "function", ast.Call(func, node.args, node.keywords)
    if len(node.args) > 1 and name not in COMMUTES and not any(isinstance(one, ast.Starred) for one in node.args[:2]):
        yield "order of arguments", ast.Call(node.func, [node.args[1], node.args[0], *node.args[2:]], node.keywords)
    for i, keyword in enumerate(node.keywords):
        if keyword.arg not in (None, "dtype", "strict"):
            yield "keyword", ast.Call(node.func, node.args, node.keywords[:i] + node.keywords[i + 1 :])


def _returned(node: ast.Return) -> Iterator[tuple[str, ast.AST]]:
    if node.value is not None and not (isinstance(node.value, ast.Constant) and node.value.value is None):
        yield "return", ast.Return(ast.Constant(None))


def _assigned(node: ast.Assign) -> Iterator[tuple[str, ast.AST | None]]:
    if isinstance(node.targets[0], ast.Subscript | ast.Attribute):
        yield "statement", None


def _stated(node: ast.Expr) -> Iterator[tuple[str, ast.AST | None]]:
    if isinstance(node.value, ast.Call | ast.Yield | ast.YieldFrom):
        yield "statement", None


def _condition(node: ast.If | ast.IfExp) -> Iterator[tuple[str, ast.AST]]:
    if not isinstance(node.test, ast.Compare | ast.BoolOp | ast.UnaryOp):
        other = copy.copy(node)
        other.test = ast.UnaryOp(ast.Not(), node.test)
        yield "condition", other


def _jump(node: ast.Break | ast.Continue) -> Iterator[tuple[str, ast.AST]]:
    yield "jump", ast.Continue() if isinstance(node, ast.Break) else ast.Break()


_BY_TYPE = {
    ast.BinOp: _binary, ast.AugAssign: _added, ast.Compare: _comparison, ast.BoolOp: _logic, ast.UnaryOp: _unary,
    ast.Constant: _constant, ast.Call: _call, ast.Return: _returned, ast.Assign: _assigned, ast.Expr: _stated,
    ast.If: _condition, ast.IfExp: _condition, ast.Break: _jump, ast.Continue: _jump,
}  # fmt: skip
