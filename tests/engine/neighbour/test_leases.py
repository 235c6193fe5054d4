"""The machine is shared out: never more than there is, and nobody waits for ever."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from studio.engine.neighbour.leases import MOST_PASSES, PATIENCE, Capacity, Claim, Lease, Leases

THERE = Capacity(4.0, 1000, ("a", "b"))


def test_as_much_as_there_is_and_no_more() -> None:
    leases = Leases(THERE)
    first = leases.ask("one", Claim(3, 100), 0)
    assert first
    assert leases.ask("two", Claim(2, 100), 0) is None
    assert leases.ask("three", Claim(1, 100), 0)
    leases.give_back(first)
    assert leases.ask("two", Claim(2, 100), 0)


def test_every_part_of_a_card_has_one_user() -> None:
    leases = Leases(THERE)
    first, second = leases.ask("one", Claim(1, 0, 1), 0), leases.ask("two", Claim(1, 0, 1), 0)
    assert first
    assert second
    assert {*first.slices, *second.slices} == {"a", "b"}
    assert leases.ask("three", Claim(1, 0, 1), 0) is None
    leases.give_back(first)
    third = leases.ask("three", Claim(1, 0, 1), 0)
    assert third
    assert third.slices == first.slices


def test_what_asks_for_more_than_there_is_gets_all_of_it_alone() -> None:
    leases = Leases(THERE)
    all_of_it = leases.ask("large", Claim(99, 10_000, 7), 0)
    assert all_of_it
    assert all_of_it.claim == Claim(4, 1000, 2)
    assert leases.ask("small", Claim(1, 1), 0) is None


def test_a_large_one_that_was_passed_often_is_next() -> None:
    leases = Leases(THERE)
    running = leases.ask("first", Claim(1), 0)
    assert leases.ask("large", Claim(4), 0) is None
    for number in range(MOST_PASSES):
        small = leases.ask(number, Claim(1), 0)
        assert small, number
        leases.give_back(small)
    assert leases.ask("late", Claim(1), 0) is None, "it would fit, and the large one has waited enough"
    assert leases.reserves(0) == "large"
    assert running
    leases.give_back(running)
    assert leases.ask("late", Claim(1), 0) is None
    assert leases.ask("large", Claim(4), 0)


def test_a_large_one_that_has_waited_long_is_next_until_it_gives_up() -> None:
    leases = Leases(THERE)
    leases.ask("first", Claim(1), 0)
    leases.ask("large", Claim(4), 0)
    assert leases.ask("early", Claim(1), PATIENCE - 0.1)
    assert leases.ask("large", Claim(4), PATIENCE) is None
    assert leases.ask("late", Claim(1), PATIENCE) is None
    leases.forget("large")
    assert leases.ask("late", Claim(1), PATIENCE)


def test_nothing_is_kept_for_one_that_cannot_ask() -> None:
    """One that was put back stands before it in its queue: each would wait for the other."""
    leases = Leases(THERE)
    held = leases.ask("first", Claim(3), 0)
    assert held
    assert leases.ask("behind", Claim(2), 0) is None
    leases.give_back(held)
    assert leases.ask("put back", Claim(3), PATIENCE)


def test_who_waits_for_a_card_keeps_nobody_from_the_processor() -> None:
    leases = Leases(THERE)
    on_cards = [leases.ask(name, Claim(1, 0, 1), 0) for name in ("one", "two")]
    assert leases.ask("third", Claim(1, 0, 1), 0) is None
    assert leases.ask("third", Claim(1, 0, 1), PATIENCE) is None
    assert leases.ask("processor", Claim(1), PATIENCE)
    assert leases.ask("fourth", Claim(1, 0, 1), PATIENCE) is None
    assert on_cards[0]
    leases.give_back(on_cards[0])
    assert leases.ask("fourth", Claim(1, 0, 1), PATIENCE) is None, "the third has waited longer"
    assert leases.ask("late", Claim(1), PATIENCE) is None, "and now it could begin"
    assert leases.ask("third", Claim(1, 0, 1), PATIENCE)


def test_only_those_parts_are_given_that_come_into_question() -> None:
    leases = Leases(THERE)
    given = leases.ask("one", Claim(1, 0, 1), 0, among=("b",))
    assert given
    assert given.slices == ("b",)
    assert leases.ask("two", Claim(1, 0, 1), 0, among=("b",)) is None
    assert leases.ask("two", Claim(1, 0, 1), 0, among=("a", "b"))


def test_who_waits_for_one_card_keeps_nobody_from_another() -> None:
    leases = Leases(THERE)
    assert leases.ask("on a", Claim(1, 0, 1), 0, among=("a",))
    assert leases.ask("for a", Claim(1, 0, 1), 0, among=("a",)) is None
    assert leases.ask("for a", Claim(1, 0, 1), PATIENCE, among=("a",)) is None
    assert leases.ask("processor", Claim(1), PATIENCE)
    assert leases.ask("any", Claim(1, 0, 1), PATIENCE) is None, "it might get what the other waits for"
    assert leases.ask("for b", Claim(1, 0, 1), PATIENCE, among=("b",))


class Sharing(RuleBasedStateMachine):
    """Many ask, some get, all give back in any order; the clock goes on."""

    @initialize(
        cpus=st.integers(1, 8), memory=st.integers(0, 100), slices=st.sampled_from([(), ("a",), ("a", "b")])
    )
    def begin(self, cpus: int, memory: int, slices: tuple[str, ...]) -> None:
        self.there = Capacity(cpus, memory, slices)
        self.leases = Leases(self.there)
        self.now = 0.0
        self.waiting: dict[int, Claim] = {}
        self.among: dict[int, tuple[str, ...] | None] = {}
        self.out: list[Lease] = []
        self.passed: dict[int, int] = {}
        self.number = 0

    @rule(cpus=st.integers(0, 9), memory=st.integers(0, 120), gpus=st.integers(0, 3))
    def arrive(self, cpus: int, memory: int, gpus: int) -> None:
        self.wait(Claim(cpus, memory, gpus), None)

    @precondition(lambda self: self.there.slices)
    @rule(cpus=st.integers(0, 9), data=st.data())
    def arrive_for_a_card(self, cpus: int, data: st.DataObject) -> None:
        """As pools do, which name the share."""
        self.wait(Claim(cpus, 0, 1), (data.draw(st.sampled_from(self.there.slices)),))

    def wait(self, claim: Claim, among: tuple[str, ...] | None) -> None:
        self.number += 1
        self.waiting[self.number], self.among[self.number] = claim, among
        self.passed[self.number] = 0
        self.ask(self.number)

    @precondition(lambda self: self.waiting)
    @rule(data=st.data())
    def ask_again(self, data: st.DataObject) -> None:
        self.ask(data.draw(st.sampled_from(sorted(self.waiting))))

    def ask(self, who: int) -> None:
        taken = {one for lease in self.out for one in lease.slices}
        free = {one for one in self.there.slices if one not in taken}
        among = self.among[who]
        lease = self.leases.ask(who, self.waiting[who], self.now, among)
        if lease:
            assert among is None or set(lease.slices) <= set(among)
            self.out.append(lease)
            del self.waiting[who]
            for other, claim in self.waiting.items():
                # Who waits for a card that somebody has is not passed by work for the processor.
                wanted = set(self.there.slices if self.among[other] is None else self.among[other] or ())
                could = min(claim.gpus, len(self.there.slices)) <= len(wanted & free)
                self.passed[other] += other < who and could

    @precondition(lambda self: self.out)
    @rule(data=st.data())
    def give_back(self, data: st.DataObject) -> None:
        lease = data.draw(st.sampled_from(self.out))
        self.out.remove(lease)
        self.leases.give_back(lease)

    @precondition(lambda self: self.waiting)
    @rule(data=st.data())
    def give_up(self, data: st.DataObject) -> None:
        who = data.draw(st.sampled_from(sorted(self.waiting)))
        del self.waiting[who]
        self.leases.forget(who)

    @rule(seconds=st.floats(0, 40))
    def go_on(self, seconds: float) -> None:
        self.now += seconds

    @invariant()
    def never_more_than_there_is(self) -> None:
        if not hasattr(self, "leases"):
            return
        taken = self.leases.taken
        assert taken.cpus <= self.there.cpus + 1e-6
        assert taken.memory <= self.there.memory
        slices = [one for lease in self.out for one in lease.slices]
        assert len(slices) == len(set(slices)) <= len(self.there.slices)
        assert {lease.number for lease in self.out} == {lease.number for lease in self.leases.given}

    @invariant()
    def nobody_is_passed_without_end(self) -> None:
        for who, often in getattr(self, "passed", {}).items():
            assert who not in self.waiting or often <= MOST_PASSES

    def teardown(self) -> None:
        """When everybody gives back, everybody who waits gets what was asked for."""
        rounds = 0
        while getattr(self, "waiting", None):
            for lease in self.out:
                self.leases.give_back(lease)
            self.out.clear()
            self.now += PATIENCE
            for who in sorted(self.waiting):
                self.ask(who)
            rounds += 1
            assert rounds <= self.number, "somebody waits for ever"


TestSharing = Sharing.TestCase
TestSharing.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
