"""A plan in the terminal: lines lead from every stage to those that wait for it."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as some

from studio.engine.drawing.lanes import drawn

numbers = some.integers(0, 9)


def picture(waits: dict[str, list[str]], fans: str = "") -> str:
    return "\n".join(f"{line.graph} {line.stage}".rstrip() for line in drawn(waits, frozenset(fans)))


def test_one_after_the_other_stand_beneath_one_another() -> None:
    assert picture({"a": [], "b": ["a"], "c": ["b"]}, fans="b") == "● a\n◍ b\n● c"


def test_what_has_nothing_to_do_with_each_other_stands_apart() -> None:
    assert picture({"a": [], "b": []}) == "● a\n\n● b"


def test_ways_part_and_meet() -> None:
    assert picture({"a": [], "b": ["a"], "c": ["a"], "d": ["b", "c"]}) == "● a\n├─╮\n│ ● b\n● │ c\n├─╯\n● d"


def test_what_is_waited_for_anyway_is_not_drawn() -> None:
    assert picture({"a": [], "b": ["a"], "c": ["a", "b"]}) == "● a\n● b\n● c"


def test_a_way_goes_past_what_does_not_concern_it() -> None:
    assert picture({"a": [], "b": [], "c": ["b"], "d": ["a", "c"]}) == "● a\n│ ● b\n│ ● c\n├─╯\n● d"


@given(some.lists(some.sets(numbers, max_size=3), max_size=10))
def test_every_stage_has_one_line_and_every_line_ends_somewhere(graph: list[set[int]]) -> None:
    waits = {
        f"s{number}": [f"s{one}" for one in others if one < number] for number, others in enumerate(graph)
    }
    lines = drawn(waits)
    assert sorted(line.stage for line in lines if line.stage) == sorted(waits)
    for above, below in pairwise([*(line.graph for line in lines), ""]):
        for column, sign in enumerate(above):
            beneath = below[column] if column < len(below) else " "
            if sign in "│├┤┬┼╭╮":
                assert beneath in "│├┤┴┼╰╯●", (above, below)
            if beneath in "├┤┴┼╰╯" and sign == " ":
                raise AssertionError((above, below))
