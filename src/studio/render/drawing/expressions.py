"""What stands in braces in a drawing: numbers, parameters, the four operations and a few functions."""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

Value = float | str
_LONGEST = 200
_BRACED = re.compile(r"\{([^{}]*)\}")
_IF = re.compile(r"\bif\s*\(")
_OPERATIONS: Mapping[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.Mod: operator.mod, ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt,
    ast.GtE: operator.ge, ast.Eq: operator.eq, ast.NotEq: operator.ne,
}  # fmt: skip
_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "abs": abs, "max": max, "min": min, "round": round, "floor": math.floor, "sqrt": math.sqrt,
    "sin": lambda degrees: math.sin(math.radians(degrees)),
    "cos": lambda degrees: math.cos(math.radians(degrees)),
}  # fmt: skip


class Unreadable(ValueError):
    """An expression that means nothing."""


def filled(text: str, names: Mapping[str, Value], seed: int = 0) -> str:
    """A text with every pair of braces replaced by what stands in it.

    Args:
        text: The text.
        names: What the parameters are.
        seed: What `rand` draws from.
    """
    if "{" not in text:
        return text
    return _BRACED.sub(lambda found: spelled(evaluated(found[1], names, seed)), text)


def spelled(value: Value) -> str:
    """A value as it stands in an attribute."""
    return value if isinstance(value, str) else f"{value:.4f}".rstrip("0").rstrip(".")


def evaluated(text: str, names: Mapping[str, Value], seed: int = 0) -> Value:
    """The value of an expression."""
    try:
        value = _value(_parsed(text), names, seed)
    except (ArithmeticError, TypeError, ValueError) as wrong:
        if isinstance(wrong, Unreadable):
            raise
        raise Unreadable(f"{{{text}}} cannot be worked out: {wrong}") from None
    if isinstance(value, str):
        return value
    if not math.isfinite(value) or abs(value) > 1e7:
        raise Unreadable(f"{{{text}}} is no number a drawing can have")
    return float(value)


@lru_cache(maxsize=8192)
def _parsed(text: str) -> ast.expr:
    if len(text) > _LONGEST:
        raise Unreadable("an expression of more than 200 characters")
    try:
        return ast.parse(_IF.sub("when(", text.strip()), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise Unreadable(f"{{{text}}} is no expression") from None


def _value(node: ast.expr, names: Mapping[str, Value], seed: int) -> Any:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float | str):
        return node.value
    if isinstance(node, ast.Name):
        return _named(node.id, names)
    if isinstance(node, ast.IfExp):
        return _called("when", [node.test, node.body, node.orelse], names, seed)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        return _called(node.func.id, node.args, names, seed)
    return _operated(node, names, seed)


def _named(name: str, names: Mapping[str, Value]) -> Value:
    if name not in names:
        raise Unreadable(f"there is no parameter {name}")
    return names[name]


def _operated(node: ast.expr, names: Mapping[str, Value], seed: int) -> Any:
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        left, right = _value(node.left, names, seed), _value(node.right, names, seed)
        if isinstance(left, str) or isinstance(right, str):
            raise Unreadable("words cannot be reckoned with")
        return _OPERATIONS[type(node.op)](left, right)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        value = _value(node.operand, names, seed)
        return -value if isinstance(node.op, ast.USub) else value
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _OPERATIONS:
        left, right = _value(node.left, names, seed), _value(node.comparators[0], names, seed)
        return float(_OPERATIONS[type(node.ops[0])](left, right))
    raise Unreadable("there is something in braces that is no arithmetic")


def _called(name: str, given: list[ast.expr], names: Mapping[str, Value], seed: int) -> Any:
    values = [_value(one, names, seed) for one in given]
    if name == "when" and len(values) == 3:
        return values[1] if values[0] else values[2]
    if name == "rand" and len(values) == 1:
        return drawn(seed, float(values[0]))
    if name not in _FUNCTIONS:
        raise Unreadable(f"there is no function {name}")
    return _FUNCTIONS[name](*values)


def drawn(seed: int, number: float) -> float:
    """A number from 0 to 1 that looks drawn at random and is always the same for the same seed and number."""
    state = (
        seed * 0x9E3779B97F4A7C15 + round(number * 1000) * 0xBF58476D1CE4E5B9 + 0x94D049BB133111EB
    ) & _ALL
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        state = ((state ^ (state >> shift)) * factor) & _ALL
    return ((state ^ (state >> 31)) >> 11) / float(1 << 53)


_ALL = (1 << 64) - 1
