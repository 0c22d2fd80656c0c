"""The mutants of a module: one change at one place of a function, named by what it says instead of a line number."""

from __future__ import annotations

import ast
import copy
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

from code_mutants import core, operators

TINY = 1e-6  # a guard against division by nothing: a little more or less says the same

Step = tuple[str, int | None]


@dataclass(frozen=True)
class Mutant:
    """One change: module, function (qualified), kind, the text before and after, the line it stands on, its place."""

    module: str
    function: str
    kind: str
    before: str
    after: str
    count: int
    line: int
    path: tuple[Step, ...]
    place: tuple[Step, ...]
    choice: int

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what names the mutant wherever it stands: module, function, change."""
        many = f" ({self.count})" if self.count > 1 else ""
        return self.module, self.function, f"{self.before} -> {self.after}{many}"

    @property
    def rank(self) -> str:
        """Return where the mutant stands in a sample: by its own name, so that other changes move nothing."""
        return hashlib.sha256("|".join(self.key).encode()).hexdigest()


def of_module(module: str) -> list[Mutant]:
    """Return all mutants of a module of the package, in the order of the source."""
    return of_source(module, (core.PACKAGE / module).read_text(encoding="utf-8"))


def of_source(module: str, text: str) -> list[Mutant]:
    """Return all mutants of a source text."""
    tree = ast.parse(text)
    seen: Counter[tuple[str, str, str]] = Counter()
    out = []
    for name, path, function in _functions(tree):
        for place, parents, choice, kind, other in _changes(function):
            before, after = _texts(parents, other)
            seen[name, before, after] += 1
            line = next(one.lineno for one in reversed(parents) if hasattr(one, "lineno"))
            many = seen[name, before, after]
            out.append(Mutant(module, name, kind, before, after, many, line, path, place, choice))
    return out


def code(mutant: Mutant) -> CodeType:
    """Return the code of the mutant's function."""
    file = core.PACKAGE / mutant.module
    return code_of(mutant, file.read_text(encoding="utf-8"), str(file))


def code_of(mutant: Mutant, text: str, file: str) -> CodeType:
    """Return the code of the mutant's function in a source text."""
    tree = ast.parse(text)
    function = _at(tree, mutant.path)
    node = _at(function, mutant.place)
    _, other = list(operators.instead(node))[mutant.choice]
    _put(function, mutant.place, ast.Pass() if other is None else other)
    made = compile(ast.fix_missing_locations(tree), file, "exec")
    for part in mutant.function.split("."):
        made = next(one for one in made.co_consts if isinstance(one, CodeType) and one.co_name == part)
    return made


def _functions(tree: ast.Module) -> Iterator[tuple[str, tuple[Step, ...], ast.FunctionDef]]:
    """Yield the functions and methods of a module with their qualified names and places."""
    for i, node in enumerate(tree.body):
        if isinstance(node, ast.FunctionDef):
            yield node.name, (("body", i),), node
        elif isinstance(node, ast.ClassDef):
            for j, inner in enumerate(node.body):
                if isinstance(inner, ast.FunctionDef):
                    yield f"{node.name}.{inner.name}", (("body", i), ("body", j)), inner


Found = tuple[tuple[Step, ...], tuple[ast.AST, ...], int, str, ast.AST | None]


def _changes(function: ast.FunctionDef) -> Iterator[Found]:
    first = function.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    for i, statement in enumerate(function.body):
        if i or not documented:
            yield from _below(statement, (("body", i),), (function, statement))


def _below(node: ast.AST, place: tuple[Step, ...], parents: tuple[ast.AST, ...]) -> Iterator[Found]:
    """Yield the changes of a node and of what stands below it, without what is left out by rule."""
    if isinstance(node, ast.Raise | ast.Assert | ast.JoinedStr | ast.Import | ast.ImportFrom | ast.FormattedValue):
        return
    for choice, (kind, other) in enumerate(operators.instead(node)):
        if not _left_out(node, kind, other, parents):
            yield place, parents, choice, kind, other
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "ctx", "type_params"):
            continue
        for i, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.AST):
                yield from _below(child, (*place, (field, i)), (*parents, child))


def _left_out(node: ast.AST, kind: str, other: ast.AST | None, parents: Sequence[ast.AST]) -> bool:
    """Return whether a change is left out by rule: below nothing in a guard, or in what only types or speed see."""
    parent = parents[-2]
    if kind == "constant" and isinstance(node, ast.Constant) and isinstance(other, ast.Constant):
        if isinstance(parent, ast.UnaryOp) and _is_reshape(parents[-3]):
            return other.value == 2  # any negative number means the length that is left
        return 0.0 < abs(node.value) < TINY and other.value < 0.0  # type: ignore[operator]
    if isinstance(parent, ast.keyword):
        return parent.arg in ("dtype", "strict", "kind")
    return isinstance(parent, ast.Call) and getattr(parent.func, "id", "") == "cast"


def _is_reshape(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "reshape"


def _texts(parents: Sequence[ast.AST], other: ast.AST | None) -> tuple[str, str]:
    """Return the changed expression before and after, with what stands around it where it is a word alone."""
    node = parents[-1]
    if other is None:
        return _short(ast.unparse(node)), "nothing"
    shown, after = node, other
    up = len(parents) - 1
    words = ast.Constant | ast.UnaryOp | ast.Slice | ast.keyword | ast.Tuple
    while up > 1 and isinstance(shown, words) and not isinstance(parents[up - 1], ast.Dict):
        around = copy.copy(parents[up - 1])
        _swap(around, shown, after)
        shown, after = parents[up - 1], around
        up -= 1
    if isinstance(shown, ast.If):
        return f"if {ast.unparse(shown.test)}", f"if {ast.unparse(after.test)}"  # type: ignore[attr-defined]
    return _short(ast.unparse(shown)), _short(ast.unparse(after))


def _swap(around: ast.AST, old: ast.AST, new: ast.AST) -> None:
    for field, value in ast.iter_fields(around):
        if value is old:
            setattr(around, field, new)
        elif isinstance(value, list) and any(one is old for one in value):
            setattr(around, field, [new if one is old else one for one in value])


def _short(text: str) -> str:
    return " ".join(text.split())


def _at(tree: ast.AST, place: Sequence[Step]) -> ast.AST:
    for field, i in place:
        value = getattr(tree, field)
        tree = value if i is None else value[i]
    return tree


def _put(tree: ast.AST, place: Sequence[Step], other: ast.AST) -> None:
    *way, (field, i) = place
    parent = _at(tree, way)
    if i is None:
        setattr(parent, field, other)
    else:
        getattr(parent, field)[i] = other


def modules() -> list[str]:
    """Return the modules of the core that are there."""
    return [module for module in core.CORE if Path(core.PACKAGE / module).exists()]
