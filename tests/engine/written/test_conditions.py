"""Conditions hold or do not; what is no condition is refused, and never run."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from studio.core.errors import BadInput
from studio.engine.written.conditions import holds, referenced_in_condition, settled_condition
from studio.engine.written.templates import Reference

SCOPE: dict[str, Any] = {
    "parameters": {"draft": False, "width": 800, "name": "it's {new}", "kinds": ["a", "b"], "none": None},
    "find-cuts": {"output": [3, 4], "count": 2, "failed": 0},
    "item": Path("shots/one.mov"),
    "number": 3,
}


@pytest.mark.parametrize(
    "condition",
    [
        "true",
        "{parameters.width} > 640",
        "{parameters.width} / 2 - 100 == 300.0",
        "{parameters.width} * 2 + 1 >= 1601",
        "not {parameters.draft}",
        "{find-cuts.count} == 2 and {find-cuts.failed} == 0",
        "{find-cuts.count} > 5 or {number} == 3",
        "0 < {number} <= 3",
        "{number} in [1, 2, 3]",
        "4 in {find-cuts.output}",
        "{item.suffix} in ('mov', \"mp4\")",
        "{item.stem} not in ['two']",
        "{item} == 'shots/one.mov'",
        "'{item.stem}' == 'one'",
        "'x{number}' == 'x3'",
        "'{{' == '{{' + ''",
        "'ne' in {item.stem}",
        "'it''s {{new}}' == {parameters.name}",
        "{parameters.none} == null",
        "-{number} < 0\n and true",
        "{find-cuts.output}",
    ],
)
def test_it_holds(condition: str) -> None:
    assert holds(condition, SCOPE)
    assert not holds(f"not ({condition})", SCOPE)


def test_what_does_not_matter_is_not_looked_at() -> None:
    assert not holds("{find-cuts.failed} > 0 and 1 / {find-cuts.failed} > 2", SCOPE)
    assert holds("true or {nothing.output}", SCOPE)


@pytest.mark.parametrize(
    ("condition", "complaint", "hint"),
    [
        ("", "this is no condition", "such as"),
        ("{number} >", "this is no condition", "such as"),
        ("{number", "this is no condition", "such as"),
        ("{number} = 3", "this is no condition", "such as"),
        ("number > 3", "number means nothing here", "write {number} for a value, 'number' for a text"),
        ("__import__('os')", "call has no place here", "such as"),
        ("().__class__", "attribute has no place here", "such as"),
        ("[x for x in [1]]", "has no place here", "such as"),
        ("1 if true else 2", "ifexp has no place here", "such as"),
        ("2 ** 100", "pow has no place here", "such as"),
        ("{number} is null", "is has no place here", "such as"),
        ("1j", "1j has no place here", "such as"),
        ("b'x'", "this is no condition", ""),
        ("(lambda: 1)", "lambda has no place here", ""),
        ("{number} > 'a'", "a number cannot be compared with a text", "numbers with numbers"),
        ("'a' in 3", "a text cannot be looked for in a number", ""),
        ("'a' * 1000", "a text cannot be reckoned with", "use numbers"),
        ("-'a'", "a text cannot be reckoned with", "use numbers"),
        ("1 / 0 > 1", "division by zero", "whether it is 0"),
        ("{numbr} > 3", "there is no numbr here", "did you mean number?"),
        ("{} > 3", "{} is no reference", ""),
        ("-" * 1900 + "1", "", ""),
        ("(" * 900 + "1" + ")" * 900, "this is no condition", ""),
        ("1 +" * 900 + "1", "", ""),
        ("1 " * 1001, "a condition of 2001 characters", ""),
    ],
)
def test_what_is_no_condition_is_refused(condition: str, complaint: str, hint: str) -> None:
    with pytest.raises(BadInput) as refused:
        holds(condition, SCOPE)
    assert complaint in refused.value.message
    assert hint in refused.value.hint


def test_references_are_found_also_within_quotation_marks() -> None:
    found = referenced_in_condition("{a.count} > 1 and 'x{item.stem}' != '{{b}}'")
    assert found == [Reference("a", ("count",)), Reference("item", ("stem",))]


@pytest.mark.parametrize(
    ("condition", "meanwhile"),
    [
        ("{parameters.width} > {a.count}", "(800) > {a.count}"),
        ("{parameters.draft} or {a.count} > 1", "false or {a.count} > 1"),
        ("{parameters.name} == {item.stem}", "'it''s {{new}}' == {item.stem}"),
        ("'{parameters.name}!' == '{item.stem}{{'", "'it''s {{new}}!' == '{item.stem}{{'"),
        ("{parameters.none} in {parameters.kinds}", "null in ['a', 'b']"),
    ],
)
def test_what_is_known_is_settled(condition: str, meanwhile: str) -> None:
    assert settled_condition(condition, {"parameters": SCOPE["parameters"]}) == meanwhile


@given(some.text() | some.integers() | some.floats(allow_nan=False, allow_infinity=False) | some.booleans())
def test_a_settled_condition_means_what_it_meant(value: Any) -> None:
    known = {"parameters": {"x": value}}
    assert holds(settled_condition("{parameters.x} == {item}", known), {"item": value})


@given(some.text(alphabet="{}()[]'\"ab.01 +-*/<>=!notrue,\n\\", max_size=40))
def test_any_text_is_a_condition_or_refused(text: str) -> None:
    with suppress(BadInput):
        assert holds(text, {"a": 1, "b": "b"}) in (True, False)
