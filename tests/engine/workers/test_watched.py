"""A pool on a machine that fills and empties as a test wants: calls wait, go and come back; none is lost."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import psutil
import pytest
from tests.command import SOON, until

from studio.assembly import WORKER
from studio.core.catalogue import Catalogue
from studio.core.errors import Refused
from studio.core.settings import Settings
from studio.engine.neighbour.leases import Claim
from studio.engine.neighbour.terms import Terms
from studio.engine.workers.calls import Call, Message
from studio.engine.workers.pool import Pool
from studio.engine.workers.staff import Machine, Watchman
from studio.host.hardware import Disk, Memory

GIB = 1 << 30
SETTINGS = Settings().model_dump(mode="json", exclude={"secrets"})
TERMS = Terms(usable=2, limit=100 * GIB)
CALM = Disk(Path("/films"), total=1000 * GIB, free=500 * GIB, inodes=1_000_000, free_inodes=900_000)


@dataclass
class Fake:
    """A machine of 2 GiB, and what was heard of the calls."""

    folder: Path
    used: float = 10.0
    disk: Disk = CALM
    quick: float = 0.0
    heard: list[tuple[int, str]] = field(default_factory=list)
    ended: dict[int, Message] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)

    def machine(self) -> Machine:
        return Machine(
            clock=lambda: time.monotonic() + self.quick,
            memory=lambda: Memory(2 * GIB, 2 * GIB, int((100 - self.used) * GIB / 50), "machine"),
            disk=lambda _: self.disk,
        )

    def hear(self, message: Message) -> None:
        if message.final:
            self.ended[message.number] = message
        else:
            self.heard.append((message.number, message.event))
            if message.event in ("held", "shed"):
                self.reasons.append(str(message.fields["reason"]))

    def call(self, number: int, text: str, lane: str = "", **more: object) -> Call:
        file = self.folder / f"{number}.txt"
        file.write_text(f"{text}\nsay done\n")
        scratch = str(self.folder / "scratch" / str(number))
        return Call(number, "trial.obey", {"order": str(file)}, scratch, lane=lane, **more)  # type: ignore[arg-type]

    def has_heard(self, number: int, event: str) -> Callable[[], bool]:
        return lambda: (number, event) in self.heard


@pytest.fixture
def fake(tmp_path: Path) -> Fake:
    return Fake(tmp_path)


@pytest.fixture
def pool(trial: Catalogue, fake: Fake) -> Iterator[Pool]:
    with pool_on(fake, TERMS) as pool:
        yield pool


def pool_on(fake: Fake, terms: Terms, threads: int = 0) -> Pool:
    watchman = Watchman(terms.keeper(2), fake.machine(), threads=threads)
    return Pool(WORKER, size=2, settings=SETTINGS, hold=terms.held(threads=1), watchman=watchman)


def test_nothing_begins_while_memory_is_held_and_it_is_said_why(pool: Pool, fake: Fake) -> None:
    fake.used = 82
    for number in (1, 2, 3):
        pool.submit(fake.call(number, "say hello", lane="run"), fake.hear)
    until(fake.has_heard(1, "held"))
    assert not pool.members, "nobody was even hired"
    assert fake.reasons == ["memory is 82 % in use; nothing new begins from 80 % on"]
    fake.used = 60
    time.sleep(0.3)
    assert not fake.ended, "it has to be quiet for a while"
    fake.quick = 20
    until(lambda: len(fake.ended) == 3, 20)
    assert not any(message.error for message in fake.ended.values())
    assert [event for event in fake.heard if event[1] in ("held", "let_go")] == [(1, "held"), (1, "let_go")]


def test_what_goes_comes_back_and_the_rest_never_notices(pool: Pool, fake: Fake) -> None:
    pool.rank("dear", 5)
    pool.submit(fake.call(1, "eat 20 2.5", lane="dear"), fake.hear)
    pool.submit(fake.call(2, "litter half.txt\neat 20 2.5", lane="cheap"), fake.hear)
    until(lambda: fake.has_heard(1, "started")() and fake.has_heard(2, "started")())
    until(lambda: list(fake.folder.rglob("half.txt")))
    fake.used = 86
    until(fake.has_heard(2, "shed"))
    fake.used = 60
    assert not list(fake.folder.rglob("half.txt")), "it must not find what it had half made"
    assert 2 not in fake.ended
    fake.quick = 20
    until(lambda: len(fake.ended) == 2, 30)
    assert not any(message.error for message in fake.ended.values())
    assert fake.heard.count((2, "started")) == 2
    assert fake.heard.count((1, "started")) == 1, "the important one was let be"
    assert fake.reasons[0] == "memory is 86 % in use"


def test_who_eats_without_end_is_stopped_by_name_and_the_others_finish(trial: Catalogue, fake: Fake) -> None:
    with pool_on(fake, replace(TERMS, memory=GIB // 4)) as pool:
        pool.submit(fake.call(1, "gorge"), fake.hear)
        for number in range(2, 6):
            pool.submit(fake.call(number, "sleep 0.3"), fake.hear)
        until(lambda: len(fake.ended) == 5, 30)
    error = fake.ended.pop(1).error
    assert type(error) is Refused
    assert error.message == "trial.obey needed more than the 0.25 GiB of memory it may have"
    assert "--memory" in error.hint
    assert not any(message.error for message in fake.ended.values())


def test_a_call_may_have_a_limit_of_its_own(pool: Pool, fake: Fake) -> None:
    pool.submit(fake.call(1, "eat 200 20", limit=GIB // 8), fake.hear)
    pool.submit(fake.call(2, "eat 200 1"), fake.hear)
    until(lambda: len(fake.ended) == 2, 30)
    assert "more than the 0.125 GiB" in str(fake.ended[1].error)
    assert not fake.ended[2].error


def test_what_does_not_fit_beside_another_waits_for_it(pool: Pool, fake: Fake) -> None:
    pool.submit(fake.call(1, "sleep 0.5", claim=Claim(1.5)), fake.hear)
    pool.submit(fake.call(2, "say hello", claim=Claim(1.0)), fake.hear)
    until(fake.has_heard(1, "started"))
    assert len(pool.members) == 1
    until(lambda: len(fake.ended) == 2)
    assert fake.heard.index((2, "started")) > fake.heard.index((1, "started"))
    assert not any(message.error for message in fake.ended.values())


def test_a_worker_uses_no_more_cores_than_it_has_threads(trial: Catalogue, fake: Fake) -> None:
    with pool_on(fake, TERMS, threads=1) as pool:
        for number in (1, 2):
            pool.submit(fake.call(number, "sleep 3", claim=Claim(2.0)), fake.hear)
        until(lambda: fake.has_heard(1, "started")() and fake.has_heard(2, "started")())
        assert not fake.ended, "they are made side by side"


def test_where_the_disk_runs_dry_all_stand_still_and_go_on_where_they_were(pool: Pool, fake: Fake) -> None:
    for number in (1, 2, 3):
        pool.submit(fake.call(number, "sleep 1.5"), fake.hear)
    until(lambda: fake.has_heard(1, "started")() and fake.has_heard(2, "started")())
    fake.disk = replace(CALM, free=1_000_000)
    workers = [psutil.Process(pid) for pid in pool.members]
    until(lambda: all(worker.status() == psutil.STATUS_STOPPED for worker in workers))
    until(fake.has_heard(3, "held"))
    time.sleep(2)
    assert not fake.ended, "nothing goes on"
    fake.disk = CALM
    until(lambda: len(fake.ended) == 3, 20)
    assert not any(message.error for message in fake.ended.values())
    assert fake.heard.count((1, "started")) == 1, "it was not begun anew"
    assert fake.reasons == ["/films has only 1 MB free; it goes on when there is more"]


def test_a_pool_that_stands_still_can_be_closed(trial: Catalogue, fake: Fake) -> None:
    with pool_on(fake, TERMS) as pool:
        pool.submit(fake.call(1, "sleep 60"), fake.hear)
        until(fake.has_heard(1, "started"))
        fake.disk = replace(CALM, free=0)
        (worker,) = [psutil.Process(pid) for pid in pool.members]
        until(lambda: worker.status() == psutil.STATUS_STOPPED)
        began = time.monotonic()
    assert time.monotonic() - began < SOON
    assert not worker.is_running()


def test_what_is_taken_back_while_it_waits_keeps_nobody_waiting(pool: Pool, fake: Fake) -> None:
    fake.used = 82
    pool.submit(fake.call(1, "say hello", lane="one"), fake.hear)
    pool.submit(fake.call(2, "say hello", lane="two"), fake.hear)
    until(lambda: fake.has_heard(1, "held")() and fake.has_heard(2, "held")())
    pool.recall([1])
    until(lambda: 1 in fake.ended)
    assert fake.ended[1].cancelled
    fake.used, fake.quick = 10, 20
    until(lambda: 2 in fake.ended)
    assert not fake.ended[2].error
