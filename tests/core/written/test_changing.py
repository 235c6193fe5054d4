"""One value changes, and nothing else of the file does."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from studio.core.written.changing import changed

BOARD = """\
# A film of ours.
brief: {text: "Bread, and more", frames: 48}   # two seconds
pictures:
- id: '01'  # the bakery
  beat: hook
  shot:
    place: kitchen
    words: |
      Bread,
      warm.

- beat: call
  id: "02"
  take: 3
"""


def test_a_value_is_changed_where_it_stands() -> None:
    assert changed(BOARD, ("pictures", 1, "take"), 4) == BOARD.replace("take: 3", "take: 4")


def test_a_value_is_added_behind_the_first_line() -> None:
    assert changed(BOARD, ("pictures", 0, "take"), 2) == BOARD.replace(
        "# the bakery\n", "# the bakery\n  take: 2\n"
    )


LONG = "a" * 130


@pytest.mark.parametrize(
    "before",
    [
        {LONG: {"voice": "slt"}, "baker": {"pitch": 1.2}},
        {"baker": {"pitch": 1.2}, LONG: {"voice": "slt", "pitch": 2.0}},
        {LONG: {"voice": "slt"}},
        {LONG: 3},
    ],
)
@pytest.mark.parametrize("where", [(LONG,), (LONG, "voice"), ("pupil",), ("baker",)])
@pytest.mark.parametrize("value", ["rms", {"voice": "rms"}])
def test_names_that_are_too_long_for_one_line_are_read_as_well(before: Any, where: Any, value: Any) -> None:
    text = yaml.safe_dump({"speakers": before, "end": 1}, sort_keys=False)
    assert "? aaa" in text
    if len(where) == 2 and not isinstance(before[LONG], dict):
        return
    after = yaml.safe_load(changed(text, ("speakers", *where), value))
    holder = before[LONG] if len(where) == 2 else before
    expected = (
        {**before, LONG: {**holder, "voice": value}} if len(where) == 2 else {**before, where[0]: value}
    )
    assert after == {"speakers": expected, "end": 1}


def test_between_braces_too() -> None:
    assert changed(BOARD, ("brief", "seed"), 7) == BOARD.replace("{text", "{seed: 7, text")


def test_lines_of_their_own_give_way() -> None:
    found = yaml.safe_load(changed(BOARD, ("pictures", 0, "shot", "words"), "Brot"))
    assert found["pictures"][0]["shot"] == {"place": "kitchen", "words": "Brot"}
    assert found["pictures"][1]["take"] == 3


def test_names_with_values_are_written_on_one_line() -> None:
    voices: dict[str, Any] = {"old baker": {"voice": "é: x", "pitch": 1.2}, "guest": {}}
    added = changed(BOARD, ("speakers",), voices)
    for name in ("old baker", "no", "Marta: the owner", "#1", "é", "1"):
        told = changed(in_one := BOARD + "speakers:\n  guest: {}\n", ("speakers", name), voices["old baker"])
        assert yaml.safe_load(told)["speakers"] == {"guest": {}, name: voices["old baker"]}
        assert told.startswith(in_one)
    assert yaml.safe_load(added) == {**yaml.safe_load(BOARD), "speakers": voices}
    assert len(added.splitlines()) == len(BOARD.splitlines()) + 1
    in_lines = BOARD + "speakers:\n  old baker:  # Marta\n    pitch: 2\n# The end.\n"
    assert changed(in_lines, ("speakers",), voices) == BOARD + (
        'speakers: {old baker: {voice: "é: x", pitch: 1.2}, guest: {}}\n# The end.\n'
    )


@pytest.mark.parametrize(
    "where", [("pictures", 7, "take"), ("brief", "text", "more"), ("nothing", "at", "all")]
)
def test_what_is_not_there_holds_nothing(where: tuple[Any, ...]) -> None:
    with pytest.raises(LookupError, match="there is nothing that holds names"):
        changed(BOARD, where, 1)


SCALARS = st.one_of(st.integers(-(10**9), 10**9), st.booleans(), st.text(max_size=12))
NAMES = st.text("abcdefghij", min_size=1, max_size=6)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, min_size=1, max_size=3),
    max_leaves=8,
)


def _holders(tree: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(tree, dict):
        return [here] + [place for name, below in tree.items() for place in _holders(below, (*here, name))]
    if isinstance(tree, list):
        return [place for number, below in enumerate(tree) for place in _holders(below, (*here, number))]
    return []


@given(
    st.dictionaries(NAMES, TREES, min_size=1, max_size=4),
    st.sampled_from([None, True, False]),
    st.data(),
)
def test_whatever_is_written_only_that_value_differs(
    tree: dict[str, Any], flow: bool | None, data: st.DataObject
) -> None:
    text = yaml.safe_dump(tree, default_flow_style=flow, allow_unicode=True, sort_keys=False)
    holder = data.draw(st.sampled_from(_holders(tree)))
    expected = yaml.safe_load(text)
    at = expected
    for step in holder:
        at = at[step]
    name = data.draw(st.sampled_from([*at, "new"]))
    at[name] = value = data.draw(SCALARS)
    assert yaml.safe_load(changed(text, (*holder, name), value)) == expected
