"""A ledger is only added to, survives what crashes leave, and keeps to its budget among many."""

import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from studio.core.errors import BadInput, Refused
from studio.store.films import VERSION, FilmFolder
from studio.store.ledger import NAME, Ledger

KILLED = """
import os, signal, sys
from pathlib import Path
from studio.store import ledger

def half(path, file, entry):
    file.write(b'{"charge": "half", "sho')
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)

if sys.argv[2] == "half":
    ledger._add = half
else:
    os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
ledger.Ledger(Path(sys.argv[1])).charge("01", "http:a", 0.4, "USD")
"""
"""Is killed while it writes a charge of 0.4 USD down: in the middle of the line, or when that is whole."""


def version(film: Path, name: str = "film_2s_1x1") -> Path:
    """The folder of a version of a film, as far as a ledger looks at it."""
    FilmFolder(film).board.touch()
    folder = FilmFolder(film).versions / name
    folder.mkdir(parents=True)
    (folder / VERSION).touch()
    return folder


def charged(folder: Path, price: float = 0.3) -> bool:
    """Charge something; whether the budget had room for it."""
    try:
        Ledger(folder).charge("01", "http:a", price, "USD")
    except Refused:
        return False
    return True


def test_what_was_charged_and_settled_adds_up(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    one = ledger.charge("01", "http:a", 0.1, "USD")
    two = ledger.charge("02", "http:a", 0.2, "USD")
    ledger.settle(one, "told", 0.15)
    ledger.settle(two, "refused", 0)
    ledger.settle(two, "refused", 0)
    account = Ledger(tmp_path).account()
    assert (str(account.spent), account.currency, str(account.of("01"))) == ("0.15", "USD", "0.15")
    assert len((tmp_path / NAME).read_text().splitlines()) == 4


def test_a_line_that_was_cut_off_swallows_none(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.charge("01", "http:a", 0.1, "USD")
    with ledger.path.open("ab") as file:
        file.write(b'{"charge": "half", "sho')
    ledger.charge("02", "http:a", 0.2, "USD")
    assert str(Ledger(tmp_path).account().spent) == "0.3"


def test_many_at_once_keep_to_the_budget(tmp_path: Path) -> None:
    Ledger(tmp_path).allow(1)
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(charged, [tmp_path] * 20)) == 3
    assert str(Ledger(tmp_path).account().spent) == "0.9"


def test_a_larger_budget_goes_on_and_other_money_is_refused(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.allow(0.1)
    with pytest.raises(Refused, match=r"has 0\.1 USD left"):
        ledger.charge("01", "http:a", 0.2, "USD")
    ledger.allow(0.5)
    ledger.charge("01", "http:a", 0.2, "USD")
    with pytest.raises(BadInput, match="paid in EUR, and the budget is kept in USD"):
        ledger.charge("02", "http:b", 0.1, "EUR")
    ledger.charge("02", "http:free", 0, "EUR")


def test_a_version_has_what_is_left_of_the_budget_of_its_film(tmp_path: Path) -> None:
    one, two = version(tmp_path), version(tmp_path, "film_2s_9x16")
    Ledger(one).allow(1)
    assert (charged(tmp_path, 0.5), charged(one, 0.3)) == (True, True)
    with pytest.raises(Refused, match=r"the budget of 1 USD has 0\.2 USD left"):
        Ledger(two).charge("01", "http:a", 0.3, "USD")
    assert charged(tmp_path, 0.3) is False
    assert charged(two, 0.2)
    spent = [str(Ledger(folder).account().spent) for folder in (tmp_path, one, two)]
    assert spent == ["0.5", "0.3", "0.2"]
    assert {str(Ledger(folder).account().budget) for folder in (tmp_path, one, two)} == {"1"}
    assert {str(Ledger(folder).together().spent) for folder in (tmp_path, one, two)} == {"1.0"}


def test_a_film_and_its_versions_at_once_keep_to_the_one_budget(tmp_path: Path) -> None:
    folders = [tmp_path, version(tmp_path), version(tmp_path, "film_2s_9x16")]
    Ledger(tmp_path).allow(1)
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(charged, folders * 8)) == 3
    assert str(Ledger(tmp_path).together().spent) == "0.9"


def test_what_comes_dearer_than_told_is_one_request_in_all_versions(tmp_path: Path) -> None:
    folders = [tmp_path, version(tmp_path), version(tmp_path, "film_2s_9x16")]
    Ledger(tmp_path).allow(1)
    met = threading.Barrier(len(folders))

    def paid(folder: Path) -> int:
        ledger = Ledger(folder)
        met.wait()
        with ledger.turn():
            try:
                name = ledger.charge("01", "http:a", 0.1, "USD")
            except Refused:
                return 0
            ledger.settle(name, "told", 4)
            return 1

    with ThreadPoolExecutor(len(folders)) as pool:
        assert sum(pool.map(paid, folders)) == 1
    assert str(Ledger(tmp_path).together().spent) == "4"


@pytest.mark.parametrize(("when", "left"), [("half", "1"), ("whole", "0.6")])
def test_who_is_killed_while_it_charges_holds_nobody_up(tmp_path: Path, when: str, left: str) -> None:
    folder = version(tmp_path)
    Ledger(tmp_path).allow(1)
    died = subprocess.run([sys.executable, "-c", KILLED, folder, when], check=False, timeout=20)
    assert died.returncode == -signal.SIGKILL
    with pytest.raises(Refused, match=rf"has {left} USD left"):
        Ledger(tmp_path).charge("02", "http:a", 2, "USD")
    assert charged(folder, float(left))
    assert (charged(folder, 0.1), charged(tmp_path, 0.1)) == (False, False)


def test_a_version_of_a_film_without_a_budget_is_free_to_go_on(tmp_path: Path) -> None:
    folder = version(tmp_path)
    assert (charged(tmp_path, 50), charged(folder, 50)) == (True, True)
    assert Ledger(folder).account().budget is None


def test_a_budget_that_was_given_to_a_version_alone_holds_until_the_film_has_one(tmp_path: Path) -> None:
    folder = version(tmp_path)
    (folder / NAME).write_text(
        '{"budget": "1"}\n{"charge": "old", "shot": "01", "provider": "http:a", "price": "0.7",'
        ' "currency": "USD"}\n'
    )
    assert charged(tmp_path, 5)
    assert (charged(folder, 0.4), charged(folder, 0.3)) == (False, True)
    Ledger(folder).allow(1)
    assert [Ledger(one).account().budget for one in (tmp_path, folder)] == [1, 1]
    assert charged(folder, 0.1) is False
    Ledger(folder).allow(7)
    assert (charged(folder, 1.1), charged(folder, 1)) == (False, True)


def test_a_version_that_was_taken_out_of_its_film_is_a_film_of_its_own(tmp_path: Path) -> None:
    folder = version(tmp_path)
    Ledger(tmp_path).allow(0.1)
    alone = folder.rename(tmp_path / "alone")
    assert (charged(alone), charged(tmp_path)) == (True, False)
