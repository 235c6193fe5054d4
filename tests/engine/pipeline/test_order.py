"""What waits for what: an order, circles, and groups that can go at the same time."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as some

from studio.engine.pipeline.order import circles, levels, ordered, reduced

DIAMOND = {"d": ["b", "c"], "b": ["a"], "c": ["a"], "a": [], "e": []}
graphs = some.dictionaries(
    some.sampled_from("abcdefgh"), some.lists(some.sampled_from("abcdefgh"), max_size=4), max_size=8
)


def test_an_order_keeps_what_was_written_where_it_can() -> None:
    assert ordered(DIAMOND) == ["a", "b", "c", "d", "e"]
    assert levels(DIAMOND) == [["a", "e"], ["b", "c"], ["d"]]


def test_what_is_waited_for_anyway_is_left_out() -> None:
    assert reduced({"a": [], "b": ["a"], "c": ["a", "b"]}) == {"a": [], "b": ["a"], "c": ["b"]}


@given(graphs)
def test_every_graph_has_an_order_or_circles(waits: dict[str, list[str]]) -> None:
    order = ordered(waits)
    for name in order:
        assert all(order.index(other) < order.index(name) for other in waits[name] if other in waits)
    found = circles(waits)
    assert bool(found) == (len(order) < len(waits))
    for circle in found:
        assert circle[0] == circle[-1]
        assert all(after in waits[name] for name, after in pairwise(circle))
    if not found:
        assert sorted(name for group in levels(waits) for name in group) == sorted(waits)
