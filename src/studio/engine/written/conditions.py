"""Conditions such as `{info.output.duration} > 60 and {parameters.upload}`; nothing in them is ever run."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.core.errors import BadInput
from studio.engine.written import templates
from studio.engine.written.templates import Reference, kind_in_words

_LONGEST = 2000
_DEEPEST = 40
_HINT = "such as {stage.count} > 0 and {parameters.draft} == false; texts stand in quotation marks"
# Texts and references are taken out before Python's parser sees the rest, which has neither then.
_TAKEN_OUT = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\{[^{}]*\}")
_WORDS: Mapping[str, Any] = {"true": True, "false": False, "null": None}

_COMPARED: Mapping[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda one, many: one in many,
    ast.NotIn: lambda one, many: one not in many,
}
_RECKONED: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_SHAPES = (
    ast.BinOp,
    ast.BoolOp,
    ast.Compare,
    ast.List,
    ast.Load,
    ast.Name,
    ast.Tuple,
    ast.UnaryOp,
    ast.boolop,
)
_UNARY: Mapping[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.Not: operator.not_,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}


@dataclass(frozen=True)
class _Read:
    """A condition as it was understood: its tree, and what the names in it stand for."""

    tree: ast.expr
    taken: Mapping[str, str]


def holds(condition: str, scope: Mapping[str, Any]) -> bool:
    """Whether a condition is met; BadInput where it makes no sense.

    Args:
        condition: References in braces, texts in quotation marks, numbers, true, false, null, [lists],
            comparisons, in, and, or, not, + - * /.
        scope: What there is, by root.
    """
    read = _read(condition)
    try:
        return bool(_value(read.tree, read, scope))
    except BadInput as wrong:
        raise BadInput(f"{condition}: {wrong.message}", hint=wrong.hint) from None
    except ArithmeticError as wrong:
        raise BadInput(f"{condition}: {wrong}", hint="ask first whether it is 0") from None


def referenced_in_condition(condition: str) -> list[Reference]:
    """Every reference in a condition; BadInput where it cannot be understood."""
    return [one for text in _read(condition).taken.values() for one in templates.references(_unquoted(text))]


def settled_condition(condition: str, scope: Mapping[str, Any]) -> str:
    """A condition with those references replaced by values whose roots are known already."""
    _read(condition)

    def put_in(match: re.Match[str]) -> str:
        if match[0][0] != "{":
            return _quoted(templates.settled_text(_unquoted(match[0]), scope))
        reference = templates.references(match[0])[0]
        return _literal(templates.looked_up(reference, scope)) if reference.root in scope else match[0]

    return _TAKEN_OUT.sub(put_in, condition)


def _read(condition: str) -> _Read:
    taken: dict[str, str] = {}

    def take(match: re.Match[str]) -> str:
        templates.references(_unquoted(match[0]))
        taken[name := f"_{len(taken)}_"] = match[0]
        return f" {name} "

    text = _TAKEN_OUT.sub(take, condition).replace("\n", " ").strip()
    if len(text) > _LONGEST:
        raise BadInput(f"a condition of {len(text)} characters", hint="compute it in a tool of your own")
    try:
        tree = ast.parse(text, mode="eval").body
        _refuse_all_else(tree, condition, taken)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise BadInput(f"{condition}: this is no condition", hint=_HINT) from None
    return _Read(tree, taken)


def _refuse_all_else(tree: ast.expr, condition: str, taken: Mapping[str, str]) -> None:
    """Let nothing pass that has no place in a condition."""
    waiting: list[tuple[ast.AST, int]] = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        waiting += [(child, depth + 1) for child in ast.iter_child_nodes(node)]
        if isinstance(node, ast.Name) and node.id not in {*taken, *_WORDS}:
            raise BadInput(
                f"{condition}: {node.id} means nothing here",
                hint=f"write {{{node.id}}} for a value, '{node.id}' for a text",
            )
        if not _is_allowed(node) or depth > _DEEPEST:
            told = "this is too deep" if depth > _DEEPEST else f"{_told(node)} has no place here"
            raise BadInput(f"{condition}: {told}", hint=_HINT)


def _is_allowed(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return type(node.value) in (int, float, bool, type(None))
    return isinstance(node, _SHAPES) or type(node) in {*_COMPARED, *_RECKONED, *_UNARY}


def _told(node: ast.AST) -> str:
    return repr(node.value) if isinstance(node, ast.Constant) else type(node).__name__.lower()


def _value(node: ast.expr, read: _Read, scope: Mapping[str, Any]) -> Any:
    match node:
        case ast.Constant():
            found: Any = node.value
        case ast.Name():
            found = _WORDS[node.id] if node.id in _WORDS else _named(read.taken[node.id], scope)
        case ast.List() | ast.Tuple():
            found = [_value(one, read, scope) for one in node.elts]
        case ast.BoolOp():
            parts = (bool(_value(one, read, scope)) for one in node.values)
            found = all(parts) if isinstance(node.op, ast.And) else any(parts)
        case ast.UnaryOp():
            found = _turned(node, _value(node.operand, read, scope))
        case ast.BinOp():
            found = _reckoned(node, _value(node.left, read, scope), _value(node.right, read, scope))
        case ast.Compare():
            found = _compared(node, read, scope)
        case _:
            raise AssertionError(f"{node} was let pass")
    return found


def _named(text: str, scope: Mapping[str, Any]) -> Any:
    filled = templates.filled if text.startswith("{") else templates.filled_text
    return _comparable(filled(_unquoted(text), scope))


def _compared(node: ast.Compare, read: _Read, scope: Mapping[str, Any]) -> bool:
    left = _value(node.left, read, scope)
    for kind, other in zip(node.ops, node.comparators, strict=True):
        right = _value(other, read, scope)
        try:
            if not _COMPARED[type(kind)](left, right):
                return False
        except TypeError:
            told = "looked for in" if isinstance(kind, ast.In | ast.NotIn) else "compared with"
            raise BadInput(
                f"{kind_in_words(left)} cannot be {told} {kind_in_words(right)}",
                hint="compare numbers with numbers and texts with texts",
            ) from None
        left = right
    return True


def _turned(node: ast.UnaryOp, value: Any) -> Any:
    if not isinstance(node.op, ast.Not):
        _refuse_unless_numbers(value)
    return _UNARY[type(node.op)](value)


def _reckoned(node: ast.BinOp, left: Any, right: Any) -> Any:
    if not (isinstance(node.op, ast.Add) and isinstance(left, str) and isinstance(right, str)):
        _refuse_unless_numbers(left, right)
    return _RECKONED[type(node.op)](left, right)


def _refuse_unless_numbers(*values: Any) -> None:
    for value in values:
        if not isinstance(value, int | float):
            raise BadInput(f"{kind_in_words(value)} cannot be reckoned with", hint="use numbers")


def _comparable(value: Any) -> Any:
    """Paths as texts, so that they can be compared with what people write."""
    if isinstance(value, Path):
        return str(value)
    return [_comparable(one) for one in value] if isinstance(value, list | tuple) else value


def _unquoted(text: str) -> str:
    quote = text[:1]
    return text[1:-1].replace(quote * 2, quote) if quote in ("'", '"') else text


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _literal(value: Any) -> str:
    """A value as it is written in a condition."""
    if value is None or isinstance(value, bool):
        return next(word for word, meant in _WORDS.items() if meant is value)
    if isinstance(value, int | float):
        return f"({value!r})"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_literal(one) for one in value)}]"
    return _quoted(templates.escaped(str(value)))
