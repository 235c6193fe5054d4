"""The keeper's decisions, on a machine that exists only here."""

from dataclasses import replace
from pathlib import Path

import pytest

from studio.core.needs import Resources
from studio.engine.neighbour.keeper import Ending, Keeper, Sight, Working
from studio.engine.neighbour.leases import Capacity, Claim, claimed
from studio.engine.neighbour.tiers import Reading
from studio.engine.neighbour.victims import Identity
from studio.host.hardware import Disk

GB = 1 << 30
DISK = Disk(Path("/films"), total=100 * GB, free=50 * GB, inodes=1_000_000, free_inodes=500_000)


def sight(at: float, used: float, *working: Working, disk: Disk = DISK) -> Sight:
    """A machine of 100 GiB, so many of them in use."""
    return Sight(Reading(at, 100 * GB, int((100 - used) * GB), 0.0), working, [disk])


def call(key: int, held: float, tool: str = "trial.obey", **more: float) -> Working:
    return Working(key, tool, Identity(key, 1.0), int(held * GB), **more)  # type: ignore[arg-type]


def keeper(budget: float = 0) -> Keeper:
    return Keeper(Capacity(4, 80 * GB), int(budget * GB))


def begun(keeper: Keeper, key: int, memory: float = 1, at: float = 0) -> bool:
    return keeper.begin(key, "trial.obey", Claim(1, int(memory * GB)), at) is not None


def test_nothing_new_begins_while_memory_is_held() -> None:
    house = keeper()
    house.look(sight(0, 50))
    assert begun(house, 1)
    house.look(sight(1, 81))
    assert not begun(house, 2)
    assert house.waits == house.hold == "memory is 81 % in use; nothing new begins from 80 % on"
    house.look(sight(10, 74))
    assert not begun(house, 2), "it has to be quiet for a while"
    house.look(sight(17, 74))
    assert begun(house, 2)
    assert house.waits == ""


def test_near_the_line_only_what_fits_begins() -> None:
    house = keeper()
    house.look(sight(0, 75))
    assert not begun(house, 1, memory=6)
    assert house.waits == "memory is 75 % in use; what begins must fit below 80 %, and this takes 6.44 GB"
    assert house.hold == "", "others may begin"
    assert begun(house, 2, memory=4)


def test_one_goes_at_a_time_and_comes_back_when_there_is_room() -> None:
    house = keeper()
    old, young = call(1, 5, age=600, room=50 * GB), call(2, 5, age=1, room=50 * GB)
    assert house.look(sight(0, 86, old, young)) == [Ending(2, "shed", "memory is 86 % in use", 5 * GB)]
    assert house.look(sight(0.5, 86, old)) == [], "what it held is not back yet"
    assert house.look(sight(1.5, 86, old)) == [Ending(1, "shed", "memory is 86 % in use", 5 * GB)]
    assert house.look(sight(3, 99)) == [], "nobody of ours is left"


def test_what_goes_far_beyond_what_its_tool_has_foreseen_fails_where_memory_is_scarce() -> None:
    far = call(1, 9, most=4 * GB)
    assert keeper().look(sight(0, 60, far)) == [], "there is enough for everybody"
    assert keeper().look(sight(0, 72, far)) == [Ending(1, "overdrawn", "it held 9 GiB", 9 * GB, 4 * GB)]
    assert keeper().look(sight(0, 72, call(1, 3.9, most=4 * GB))) == []
    assert keeper(budget=20).look(sight(0, 72, far)) == [], "somebody has said that it may"


def test_what_a_tool_has_foreseen_is_for_usual_inputs() -> None:
    assert claimed(Resources(memory="2 GB")).most == 8_000_000_000
    assert claimed(Resources(memory="20 MB")).most == 2 * GB
    assert claimed(Resources()).most == 0, "it has not said anything"


def test_little_calls_stay_where_little_is_to_be_had() -> None:
    house = keeper()
    assert house.look(sight(0, 90, call(1, 0.9), call(2, 0.5))) == []
    assert [one.key for one in house.look(sight(1, 90, call(1, 1.1), call(2, 0.5)))] == [1]


def test_who_has_gone_often_may_stay_until_things_are_dire() -> None:
    house = keeper()
    mine = call(1, 5, room=50 * GB)
    assert [len(house.look(sight(at, 86, mine))) for at in (0, 100, 200, 300, 400)] == [1, 1, 1, 0, 0]
    assert [one.key for one in house.look(sight(500, 86, mine, call(2, 5, room=50 * GB)))] == [2]
    assert [one.key for one in house.look(sight(600, 95, mine))] == [1]


def test_who_took_all_there_was_for_it_has_failed_and_is_not_begun_again_and_again() -> None:
    house = keeper()
    assert house.look(sight(0, 86, call(1, 50, room=50 * GB))) == [
        Ending(1, "overdrawn", "memory is 86 % in use", 50 * GB, 50 * GB)
    ]


def test_who_takes_more_than_was_said_fails_however_much_there_is() -> None:
    house = keeper(budget=2)
    assert house.look(sight(0, 10, call(1, 1.9), call(2, 0.05))) == []
    (ending,) = house.look(sight(1, 10, call(1, 2.1), call(2, 0.05)))
    assert (ending.key, ending.why, ending.allowed) == (1, "overdrawn", 2 * GB)
    (ending,) = house.look(sight(2, 10, call(3, 1.5, limit=1 * GB)))
    assert (ending.key, ending.why, ending.allowed) == (3, "overdrawn", 1 * GB)


def test_together_they_keep_to_it_and_learn() -> None:
    house = keeper(budget=2)
    house = replace(house, capacity=Capacity(4, 2 * GB))
    first, second = house.begin(1, "a.b", Claim(1, 0), 0), house.begin(2, "a.b", Claim(1, 0), 0)
    assert first
    assert second
    (ending,) = house.look(sight(1, 10, call(1, 1.2, "a.b", age=9), call(2, 1.1, "a.b", age=1)))
    assert ending == Ending(2, "shed", "2.3 GiB were held of the 2 GiB that may be", ending.held)
    house.leases.give_back(second)
    house.leases.give_back(first)
    assert house.begin(3, "a.b", Claim(1, 0), 2)
    assert house.begin(2, "a.b", Claim(1, 0), 2) is None, "two of this kind do not fit"
    assert house.begin(4, "c.d", Claim(1, 0), 2), "others do"


def test_whom_nothing_may_happen_to_nothing_happens_to() -> None:
    house = keeper()
    house.never = [Identity(1, 1.0)]
    assert house.look(sight(0, 99, call(1, 50))) == []
    assert house.look(sight(2, 99, call(1, 50), call(2, 1)))[0].key == 2


@pytest.mark.parametrize("changed", [{"free": GB // 100}, {"free_inodes": 10}])
def test_where_the_disk_runs_dry_all_stand_still_and_nobody_ends(changed: dict[str, int]) -> None:
    house = keeper()
    full = replace(DISK, **changed)  # type: ignore[arg-type]
    assert house.look(sight(0, 10, call(1, 5), disk=full)) == []
    assert house.stands_still.startswith("/films ")
    assert not begun(house, 2)
    house.look(sight(1, 10, call(1, 5)))
    assert house.stands_still == ""
    assert begun(house, 2)


def test_the_less_is_left_the_sooner_it_looks_again() -> None:
    house = keeper(budget=2)
    pauses = []
    for at, held in enumerate((0.1, 1.0, 1.5, 1.99)):
        house.look(sight(at, 10, call(1, held)))
        pauses.append(house.pause)
    assert pauses == sorted(pauses, reverse=True)
    assert pauses[-1] == 0.1
    house.look(sight(9, 10))
    assert house.pause == 1.0
