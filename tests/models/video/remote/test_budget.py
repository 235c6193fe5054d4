"""Whatever a server asks for and answers, a budget is never exceeded by more than one request."""

import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import predicting

from studio.core.errors import StudioError, ToolFailed
from studio.core.run import Run, entered
from studio.models.video.remote import cards, fetching, keys, prediction
from studio.models.video.remote.calling import Caller, Uncertain
from studio.models.video.request import Request
from studio.store.filing import home
from studio.store.ledger import Ledger

PRICES = st.integers(0, 400).map(lambda cents: cents / 100)
ENDS = st.sampled_from(["done", "failed", "refused", "uncertain"])


class Server:
    """Takes what it likes, and keeps count."""

    def __init__(self, price: float, answers: list[tuple[str, float | None]]) -> None:
        self.price, self.answers = price, list(answers)
        self.taken: list[float] = []
        self.ends: dict[str, tuple[str, float | None]] = {}
        self.lock = threading.Lock()

    def submitted(self, body: Any, again: str) -> Any:
        with self.lock:
            end, cost = self.answers.pop(0) if self.answers else ("done", None)
            if end == "refused":
                raise ToolFailed("refused")
            self.taken.append(self.price if cost is None or end == "uncertain" else cost)
            if end == "uncertain":
                raise Uncertain("who knows")
            self.ends[again] = end, cost
            return {"id": again}

    def asked(self, method: str, url: Any) -> Any:
        end, cost = self.ends[url.path.rpartition("/")[2]]
        told = {"status": "succeeded" if end == "done" else "failed", "output": ["http://127.0.0.1/clip"]}
        return told if cost is None else told | {"cost": cost}


def maker(folder: Path, price: float, more: str = "") -> prediction.Remote:
    changes = [("price: {request: 0.25}", f"price: {{request: {price}{more}}}")]
    changes.append(("  output: output.0", "  output: output.0\n  cost: cost"))
    file = predicting.described(folder / "home", "http://127.0.0.1:9", *changes)
    card = cards.read(file)
    return prediction.Remote(card, cards.capability(card, "http:stripes"), folder / "film")


def spend(make: prediction.Remote, server: Server, seeds: int, threads: int) -> None:
    def one(seed: int) -> None:
        asked = Request(make.folder / "clip.mp4", 0, 9, 64, 48, 12, seed=seed, name="01", prompt="x")
        with entered(Run(make.folder)), suppress(StudioError):
            make.make(asked)

    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(threads) as pool:
        patch.setattr(Caller, "submitted", lambda _, body, again: server.submitted(body, again))
        patch.setattr(Caller, "asked", lambda _, method, url: server.asked(method, url))
        patch.setattr(fetching, "fetch", lambda _, url, target: target.touch())
        patch.setattr(prediction.Remote, "_brought", lambda *_: None)
        list(pool.map(one, range(seeds)))


@given(
    price=PRICES, budget=PRICES, answers=st.lists(st.tuples(ENDS, st.none() | PRICES), max_size=8),
    threads=st.sampled_from([1, 3]),
)  # fmt: skip
def test_a_budget_is_never_exceeded_by_more_than_one_request(
    price: float, budget: float, answers: list[tuple[str, float | None]], threads: int
) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        home.configure(home=folder / "home")
        keys.configure({"stripes": "key-of-stripes"})
        ledger, server = Ledger(folder / "film"), Server(price, answers)
        ledger.allow(budget)
        spend(maker(folder, price), server, len(answers) + 2, threads)
        most = max([price, *(cost for _, cost in answers if cost is not None)])
        assert sum(server.taken) <= budget + most + 1e-9
        # What is written down is never less than what was taken.
        assert float(ledger.account().spent) >= sum(server.taken) - 1e-9


def test_where_nobody_says_what_it_costs_one_goes_after_another(tmp_path: Path) -> None:
    home.configure(home=tmp_path / "home")
    keys.configure({"stripes": "key-of-stripes"})
    server = Server(0.1, [("done", 4.0)] * 8)
    Ledger(tmp_path / "film").allow(1.0)
    spend(maker(tmp_path, 0.1), server, 8, 8)
    assert server.taken == [4.0]


def test_where_the_most_is_known_all_go_at_once_within_the_budget(tmp_path: Path) -> None:
    home.configure(home=tmp_path / "home")
    keys.configure({"stripes": "key-of-stripes"})
    server = Server(0.1, [("done", 0.5)] * 8)
    Ledger(tmp_path / "film").allow(1.2)
    spend(maker(tmp_path, 0.1, ", most: 0.5"), server, 8, 8)
    assert server.taken == [0.5, 0.5]
