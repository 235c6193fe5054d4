"""Work for cards gets a share of one to itself, sees no other, and keeps nobody from the processor."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from studio.assembly import WORKER
from studio.core.catalogue import Catalogue
from studio.core.settings import Settings
from studio.engine.neighbour.leases import Claim
from studio.engine.neighbour.terms import Terms
from studio.engine.workers import staff
from studio.engine.workers.calls import Call, Message
from studio.engine.workers.cards import Cards
from studio.engine.workers.pool import Pool
from studio.engine.workers.staff import Watchman
from studio.host.reserving import reserve
from studio.host.slices import Found, Slice

TERMS = Terms(usable=8, limit=1 << 34)
SETTINGS = Settings().model_dump(mode="json", exclude={"secrets"})
TWO = Found((Slice("GPU-a", "0", "Card"), Slice("GPU-b", "1", "Card")))
GPU = Claim(gpus=1)


@contextmanager
def opened(tmp_path: Path, there: Found, written: str = "all", size: int = 4) -> Iterator[Pool]:
    cards = Cards(written, tmp_path / "cards", lambda: there)
    watchman = Watchman(TERMS.keeper(size), cards=cards)
    with Pool(WORKER, size=size, settings=SETTINGS, hold=TERMS.held(1), watchman=watchman) as pool:
        yield pool


@pytest.fixture
def order(tmp_path: Path, trial: Catalogue) -> Callable[..., Call]:
    """Calls that read a file that stands for a card, and tell which card they see."""
    numbers = iter(range(100))
    (tmp_path / "card").write_text("on ")

    def write(tool: str = "lure.compute", claim: Claim = GPU, **given: Any) -> Call:
        number = next(numbers)
        file = tmp_path / f"{number}.txt"
        file.write_text(str(tmp_path / "card"))
        scratch = str(tmp_path / "scratch" / str(number))
        return Call(number, tool, {"order": str(file), **given}, scratch, claim=claim)

    return write


def said(messages: list[Message]) -> dict[int, str]:
    """What each call has told, or why it failed."""
    finals = [message for message in messages if message.final]
    return {
        one.number: one.error.message if one.error else " ".join(Path(one.result).read_text().split())
        for one in finals
    }


def test_two_calls_get_a_card_each_and_see_no_other(tmp_path: Path, order: Callable[..., Call]) -> None:
    with opened(tmp_path, TWO) as pool:
        messages = list(pool.messages([order(wait=1.0), order(wait=1.0)]))
    assert sorted(said(messages).values()) == ["on GPU-a", "on GPU-b"]
    told = [message.fields for message in messages if message.event == "on_card"]
    assert sorted(one["slice"] for one in told) == ["GPU-a", "GPU-b"]
    assert {one["card"] for one in told} == {"Card 0", "Card 1"}


def test_a_third_waits_for_one_and_is_told_while_the_processor_works(
    tmp_path: Path, order: Callable[..., Call]
) -> None:
    with opened(tmp_path, TWO) as pool:
        first, second, third = order(wait=1.5), order(wait=1.5), order()
        beside = order("lure.reach", Claim())
        messages = list(pool.messages([first, second, third, beside]))
    ended = [message.number for message in messages if message.final]
    assert ended[0] == beside.number, "work for the processor waits for no card"
    assert ended.index(third.number) > 1, "it begins when one of the two has ended"
    reasons = {message.fields["reason"] for message in messages if message.event == "held"}
    assert reasons == {"every graphics card that may be used is in use"}
    assert said(messages)[beside.number] == "on"
    assert said(messages)[third.number] in ("on GPU-a", "on GPU-b")


def test_as_many_share_a_card_as_was_said(tmp_path: Path, order: Callable[..., Call]) -> None:
    with opened(tmp_path, TWO, "1:2") as pool:
        messages = list(pool.messages([order(wait=1.0) for _ in range(4)]))
        assert len(pool.members) == 2, "there is room for four, and the card is for two"
    assert set(said(messages).values()) == {"on GPU-b"}


def test_a_worker_does_what_comes_next_on_its_own_card(tmp_path: Path, order: Callable[..., Call]) -> None:
    with opened(tmp_path, Found(TWO.slices[:1])) as pool:
        list(pool.messages([order()]))
        (worker,) = pool.members
        assert set(said(list(pool.messages([order(), order()]))).values()) == {"on GPU-a"}
        assert pool.members == [worker]


def test_whoever_has_a_card_for_nothing_lets_go_of_it(
    tmp_path: Path, order: Callable[..., Call], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staff, "_LINGERS", 0.3)
    with opened(tmp_path, TWO) as pool:
        list(pool.messages([order()]))
        assert reserve(tmp_path / "cards" / "GPU-a.lock") is None
        deadline = time.monotonic() + 10
        while not (free := reserve(tmp_path / "cards" / "GPU-a.lock")) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert free
        assert not pool.members


def test_what_another_process_of_ours_has_is_waited_for(tmp_path: Path, order: Callable[..., Call]) -> None:
    elsewhere = reserve(tmp_path / "cards" / "GPU-a.lock")
    assert elsewhere
    messages: list[Message] = []
    with opened(tmp_path, Found(TWO.slices[:1])) as pool:
        working = Thread(target=lambda: messages.extend(pool.messages([order()])))
        working.start()
        time.sleep(1.0)
        assert not [message for message in messages if message.final]
        elsewhere.give_back()
        working.join(20)
    assert set(said(messages).values()) == {"on GPU-a"}


def test_a_worker_that_dies_gives_its_card_back(
    tmp_path: Path, order: Callable[..., Call], monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path, Found(TWO.slices[:1])) as pool:
        dies = replace(order(), tool="trial.obey")
        Path(dies.given["order"]).write_text("die\n")
        messages = list(pool.messages([dies, order()]))
    assert said(messages)[1] == "on GPU-a"
    assert "the worker" in said(messages)[0]


@pytest.mark.parametrize(
    ("written", "why"),
    [("none", "no graphics card may be used, and this works on one"), ("7", "there is no card 7")],
)
def test_what_may_not_be_used_is_refused_and_the_rest_goes_on(
    tmp_path: Path, order: Callable[..., Call], written: str, why: str
) -> None:
    with opened(tmp_path, TWO, written) as pool:
        messages = list(pool.messages([order(), order("lure.reach", Claim())]))
    assert said(messages)[0] == why
    assert said(messages)[1] == "on"


def test_where_cards_bear_no_name_one_works_at_a_time_and_nothing_is_hidden(
    tmp_path: Path, order: Callable[..., Call], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "0")
    with opened(tmp_path, Found((Slice("", "0", "something"),), "NVML does not answer")) as pool:
        calls = [order(wait=1.0), order(wait=0.0)]
        messages = list(pool.messages(calls))
    assert set(said(messages).values()) == {"on 0"}
    assert [message.number for message in messages if message.final] == [call.number for call in calls]
