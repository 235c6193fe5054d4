"""Who goes: ours alone, the one by whose end most is had and least lost."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.engine.neighbour.victims import Candidate, Identity, chosen, importance

ONE, TWO, THREE = Identity(10, 1.0), Identity(11, 2.0), Identity(12, 3.0)
OURS = {ONE, TWO, THREE}


def call(who: Identity, memory: int = 100, age: float = 10.0, important: float = 0.5) -> Candidate:
    return Candidate(who, memory, age, important)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (call(TWO, memory=101), "the larger"),
        (call(TWO, age=9.0), "the younger"),
        (call(TWO, important=0.4), "the less important"),
    ],
)
def test_one_thing_decides_where_all_else_is_equal(other: Candidate, why: str) -> None:
    assert chosen([call(ONE), other], OURS) == other, why
    assert chosen([other, call(ONE)], OURS) == other, why


def test_what_holds_nothing_is_not_ended_for_it() -> None:
    assert chosen([call(ONE, memory=0)], OURS) is None
    assert chosen([], OURS) is None


def test_a_number_that_was_given_to_somebody_else_is_somebody_else() -> None:
    assert chosen([call(replace(ONE, born=99.0))], OURS) is None
    assert chosen([call(ONE)], OURS, never={replace(ONE, born=99.0)}) == call(ONE)


identities = st.builds(Identity, st.integers(1, 6), st.sampled_from([1.0, 2.0]))


@given(
    st.lists(
        st.builds(Candidate, identities, st.integers(0, 1 << 40), st.floats(0, 1e6), st.floats(0, 0.999))
    ),
    st.sets(identities),
    st.sets(identities),
)
def test_nobody_goes_whom_we_did_not_start_or_must_spare(
    candidates: list[Candidate], ours: set[Identity], never: set[Identity]
) -> None:
    found = chosen(candidates, ours, never)
    allowed = [one for one in candidates if one.who in ours and one.who not in never and one.memory]
    assert (found is None) == (not allowed)
    if found:
        assert found in allowed
        assert found.score == max(one.score for one in allowed)


def test_importance_grows_with_priority_and_is_never_all() -> None:
    found = [importance(number) for number in (-10_000, -3, 0, 1, 10, 10_000)]
    assert found == sorted(found)
    assert found[2] == 0.5
    assert all(0 <= one <= 1 for one in found)
    assert importance(20) < 1
