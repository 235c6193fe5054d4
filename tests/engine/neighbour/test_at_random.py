"""A house of calls beside a neighbour that takes and gives back memory as it likes: nothing is ever lost."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from studio.engine.neighbour.keeper import Keeper, Sight, Working
from studio.engine.neighbour.leases import Capacity, Claim, Lease
from studio.engine.neighbour.tiers import COOL_DOWN, HYSTERESIS, LONG_ENOUGH, Reading
from studio.engine.neighbour.victims import Identity

WHOLE = 1000
"""Of memory there is."""

SLOTS = 3


class Night(RuleBasedStateMachine):
    """Calls arrive, begin, grow and come to their end; the neighbour is not ours to touch."""

    @initialize(budget=st.sampled_from([0, 0, 200, 600]), spared=st.booleans())
    def begin(self, budget: int, spared: bool) -> None:
        # The neighbour bears a number that workers of ours may bear, too.
        self.never = {Identity(1, 1.0)} if spared else set()
        self.keeper = Keeper(Capacity(SLOTS, budget or 800), budget, never=self.never)
        self.budget = budget
        self.now, self.beside, self.number, self.pids = 0.0, 100, 0, 0
        self.queue: list[int] = []
        self.wants: dict[int, int] = {}
        self.at_work: dict[int, Working] = {}
        self.leases: dict[int, Lease] = {}
        self.done: list[int] = []
        self.failed: dict[int, int] = {}
        self.above: float | None = None
        self.met = 0.0

    @property
    def used(self) -> int:
        return min(WHOLE, self.beside + sum(one.memory for one in self.at_work.values()))

    @rule(wants=st.integers(1, 700))
    def arrive(self, wants: int) -> None:
        self.number += 1
        self.queue.append(self.number)
        self.wants[self.number] = wants

    @rule(beside=st.integers(0, 950))
    def neighbour(self, beside: int) -> None:
        self.beside = beside

    @rule(seconds=st.floats(0.1, 20))
    def pass_time(self, seconds: float) -> None:
        self.go_on(seconds)

    def go_on(self, seconds: float) -> None:
        self.now += seconds
        for key, one in list(self.at_work.items()):
            self.at_work[key] = self.seen(one, min(self.wants[key], one.memory + 150), one.age + seconds)
        self.look()
        self.hand_out()

    @precondition(lambda self: self.at_work)
    @rule(data=st.data())
    def finish(self, data: st.DataObject) -> None:
        self.end(data.draw(st.sampled_from(sorted(self.at_work))))

    def end(self, key: int) -> None:
        del self.at_work[key]
        self.keeper.leases.give_back(self.leases.pop(key))
        self.done.append(key)

    def seen(self, one: Working, memory: int, age: float) -> Working:
        return Working(one.key, one.tool, one.who, memory, age, one.importance, one.limit, one.room)

    def look(self) -> None:
        used = 100 * self.used / WHOLE
        if used >= 80 or (self.above is not None and used >= 80 - HYSTERESIS):
            self.above = self.now
        if used >= 80:
            self.met = self.now
        if self.above is not None and (
            self.now - self.above >= COOL_DOWN or self.now - self.met >= LONG_ENOUGH
        ):
            self.above = None
        reading = Reading(self.now, WHOLE, WHOLE - self.used)
        before = sum(one.memory for one in self.at_work.values())
        for ending in self.keeper.look(Sight(reading, list(self.at_work.values()))):
            assert used >= 85 or (self.budget and before > self.budget), "nobody has to go"
            one = self.at_work.pop(ending.key)
            assert one.who not in self.never
            self.keeper.leases.give_back(self.leases.pop(ending.key))
            if ending.why == "shed":
                self.queue.insert(0, ending.key)
            else:
                assert one.memory > 0.9 * ending.allowed, "it had not taken what there was for it"
                self.failed[ending.key] = ending.allowed

    def hand_out(self) -> None:
        while self.queue and len(self.at_work) < SLOTS:
            key = self.queue[0]
            lease = self.keeper.begin(key, f"a.b{key}", Claim(1, 50), self.now)
            if lease is None:
                return
            assert self.above is None, "something new began while memory was held, or had not been quiet yet"
            self.queue.pop(0)
            self.leases[key] = lease
            self.pids = self.pids % 4 + 1
            self.at_work[key] = Working(key, f"a.b{key}", Identity(self.pids, 1.0), 0, room=self.keeper.room)

    @invariant()
    def nothing_is_lost_and_nothing_is_there_twice(self) -> None:
        everywhere = [*self.queue, *self.at_work, *self.done, *self.failed] if hasattr(self, "queue") else []
        assert sorted(everywhere) == list(range(1, len(everywhere) + 1))

    @invariant()
    def no_more_is_given_than_there_is(self) -> None:
        if hasattr(self, "keeper"):
            assert self.keeper.leases.taken.cpus <= SLOTS
            assert self.keeper.leases.taken.memory <= (self.budget or 800)

    def teardown(self) -> None:
        """The neighbour goes to bed: what was put back ends well, or is too large for what was said."""
        if not hasattr(self, "queue"):
            return
        self.beside = 50
        for _ in range(40 * (self.number + 1)):
            if not (self.queue or self.at_work):
                break
            self.go_on(5.0)
            for key, one in list(self.at_work.items()):
                if one.memory == self.wants[key]:
                    self.end(key)
        assert not self.queue
        assert not self.at_work
        for key, allowed in self.failed.items():
            assert self.wants[key] > 0.9 * allowed


TestNight = Night.TestCase
TestNight.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
