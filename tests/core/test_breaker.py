"""Whatever happens in whatever order, a breaker rests when it must, tries one thing, and comes back."""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from studio.core.breaker import FAILURES, FIRST_PAUSE, LONGEST_PAUSE, WITHIN, Breaker


def failing(*moments: float) -> Breaker:
    breaker = Breaker()
    for moment in moments:
        breaker = breaker.failed(moment)
    return breaker


def test_three_failures_open_it_and_two_do_not() -> None:
    assert failing(0, 1).state(1) == "closed"
    opened = failing(0, 1, 2)
    assert opened.state(2) == "open"
    assert not opened.lets_through(2)
    assert opened.until() == 2 + FIRST_PAUSE


def test_failures_far_apart_do_not_open_it() -> None:
    assert failing(0, WITHIN / 2, WITHIN).state(WITHIN) == "closed"
    assert failing(0, WITHIN / 2, WITHIN - 1).state(WITHIN - 1) == "open"


def test_a_success_between_them_forgives() -> None:
    assert failing(0, 1).succeeded().failed(2).state(2) == "closed"


def test_after_a_pause_one_thing_is_tried() -> None:
    breaker, now = failing(0, 1, 2), 2 + FIRST_PAUSE
    assert breaker.state(now) == "half-open"
    assert breaker.lets_through(now)
    trying = breaker.begun(now)
    assert not trying.lets_through(now + 1)
    assert trying.succeeded() == Breaker()


def test_a_try_that_fails_rests_longer_and_never_longer_than_the_longest() -> None:
    breaker, pauses = failing(0, 1, 2), []
    for _ in range(9):
        now = breaker.until() or 0.0
        breaker = breaker.begun(now).failed(now + 5)
        assert breaker.state(now + 5) == "open"
        pauses.append(breaker.pause)
    assert pauses[:3] == [2 * FIRST_PAUSE, 4 * FIRST_PAUSE, 8 * FIRST_PAUSE]
    assert pauses[-1] == LONGEST_PAUSE


def test_a_try_that_never_tells_how_it_ended_is_not_waited_for_for_ever() -> None:
    now = 2 + FIRST_PAUSE
    trying = failing(0, 1, 2).begun(now)
    assert not trying.lets_through(now + FIRST_PAUSE - 1)
    assert trying.lets_through(now + FIRST_PAUSE)


def test_what_had_begun_before_it_opened_does_not_make_it_rest_longer() -> None:
    breaker = failing(0, 1, 2)
    assert breaker.failed(3).until() == breaker.until()


class AnyOrder(RuleBasedStateMachine):
    """Time goes on, things are let through where they may be, and end well, badly or not at all."""

    def __init__(self) -> None:
        super().__init__()
        self.breaker, self.now = Breaker(), 0.0
        self.row = 0
        self.tries: list[float] = []

    @rule(seconds=st.floats(0, 2 * LONGEST_PAUSE))
    def wait(self, seconds: float) -> None:
        self.now += seconds

    @precondition(lambda self: self.breaker.lets_through(self.now))
    @rule()
    def begin(self) -> None:
        if self.breaker.state(self.now) == "half-open":
            if self.tries:
                assert self.now >= self.tries[-1] + min(self.breaker.pause, FIRST_PAUSE)
            self.tries.append(self.now)
        self.breaker = self.breaker.begun(self.now)

    @rule()
    def fail(self) -> None:
        was, self.row = self.breaker.state(self.now), self.row + 1
        self.breaker = self.breaker.failed(self.now)
        if was == "half-open":
            assert self.breaker.state(self.now) == "open"
        self.tries = []

    @rule()
    def succeed(self) -> None:
        self.breaker, self.row, self.tries = self.breaker.succeeded(), 0, []
        assert self.breaker.lets_through(self.now)

    @invariant()
    def it_is_open_only_for_a_reason(self) -> None:
        if self.breaker.state(self.now) != "closed":
            assert self.row >= FAILURES

    @invariant()
    def it_always_comes_back(self) -> None:
        assert self.breaker.lets_through(self.now + LONGEST_PAUSE)

    @invariant()
    def it_keeps_little(self) -> None:
        assert len(self.breaker.failures) <= FAILURES


TestAnyOrder = AnyOrder.TestCase
