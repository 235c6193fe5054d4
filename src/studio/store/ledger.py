"""What a film costs: a line for every request before it is made, and one for what became of it.

The file is only ever added to, under a lock that dies with its holder. A line that a crash has cut off says
nothing; a request that nobody has told the end of counts as paid.

Every version of a film has a ledger of its own; the budget stands in that of the film, and is one for all of
them. Whoever charges holds the film's ledger meanwhile, and only then its own: none can be overlooked.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Literal

from studio.core.errors import BadInput, Refused
from studio.core.scratch import unwritable
from studio.store.films import FilmFolder
from studio.store.turns import one_of

NAME = "costs.jsonl"
_TURN = ".costs.lock"

Became = Literal["told", "price", "failed", "refused", "unknown"]
"""What a request cost in the end: as the answer told, its price, that of one that failed, nothing because it
was refused, and its price because nobody knows."""


@dataclass(frozen=True)
class Charge:
    """A request that is paid for.

    Attributes:
        id: Its name.
        shot: For which shot.
        provider: Who is paid.
        price: What it costs, as far as is known.
        currency: In what.
        became: What is known of it; nothing while it is under way.
    """

    id: str
    shot: str
    provider: str
    price: Decimal
    currency: str
    became: Became | None = None


@dataclass(frozen=True)
class Stood:
    """A shot that somebody else made than was asked to."""

    shot: str
    provider: str
    instead: str
    reason: str


@dataclass
class Account:
    """What a ledger says.

    Attributes:
        charges: Every request, by its name, in their order.
        budget: What all requests of the film and its versions may cost; None where nobody has said.
        stood: Who stood in for whom, by the shot.
    """

    charges: dict[str, Charge] = field(default_factory=dict)
    budget: Decimal | None = None
    stood: dict[str, Stood] = field(default_factory=dict)

    @property
    def spent(self) -> Decimal:
        """What all requests cost, those under way among them."""
        return sum((charge.price for charge in self.charges.values()), Decimal())

    @property
    def currency(self) -> str:
        """In what; nothing where nothing is paid."""
        return next((charge.currency for charge in self.charges.values()), "")

    def of(self, shot: str) -> Decimal:
        """What the requests for a shot cost."""
        return sum((one.price for one in self.charges.values() if one.shot == shot), Decimal())


class Ledger:
    """The ledger of a film."""

    def __init__(self, folder: Path) -> None:
        """Take it up.

        Args:
            folder: The folder of the film.
        """
        self.path = folder / NAME

    @property
    def _whole(self) -> Ledger:
        """The ledger of the film that this is a version of; itself where it is none."""
        film = FilmFolder(self.path.parent)
        return self if (whole := film.whole) is film else Ledger(whole.path)

    def account(self) -> Account:
        """What it says now, and the budget that holds: that of the film, where it has one."""
        own, whole = self._read(), self._whole
        return own if (budget := whole._read().budget) is None else replace(own, budget=budget)

    def together(self) -> Account:
        """What was asked for the film and all its versions, whichever of them this is the ledger of."""
        whole = self._whole
        return whole._with_versions(whole._read())

    def allow(self, budget: float | None) -> None:
        """Say what all requests of the film and its versions may cost together, those made before among them.

        Args:
            budget: The limit; None leaves it as it is.
        """
        if budget is None:
            return
        with self._whole._adding() as (account, add):
            if account.budget != _exact(budget):
                add({"budget": str(_exact(budget))})

    def charge(self, shot: str, provider: str, price: float, currency: str) -> str:
        """Write a request down before it is made, if the budget of the film has room for it.

        Returns:
            The name of the charge.

        Raises:
            Refused: It would cost more than is left.
            BadInput: The budget is kept in another currency.
        """
        wanted = _exact(price)
        with self._charging() as (counted, add):
            _check(counted, shot, provider, wanted, currency)
            name = uuid.uuid4().hex[:12]
            told = {"shot": shot, "provider": provider, "price": str(wanted), "currency": currency}
            add({"charge": name, **told})
            return name

    def settle(self, name: str, became: Became, price: float | None = None) -> None:
        """Write down what became of a request.

        Args:
            name: The name of its charge.
            became: What is known of it.
            price: What it did cost; what was charged if None.
        """
        with self._adding() as (account, add):
            if (charge := account.charges.get(name)) is None:
                return
            cost = charge.price if price is None else _exact(price)
            if (charge.became, charge.price) != (became, cost):
                add({"settled": name, "became": became, "price": str(cost)})

    def stood_in(self, shot: str, provider: str, instead: str, reason: str) -> None:
        """Write down that somebody else has made a shot."""
        with self._adding() as (_, add):
            add({"stood_in": shot, "provider": provider, "instead": instead, "reason": reason})

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until nobody else has a request under way whose cost is only known afterwards."""
        with one_of([self._whole.path.with_name(_TURN)]):
            yield

    def _read(self) -> Account:
        try:
            with self.path.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_SH)
                return _account(file)
        except FileNotFoundError:
            return Account()

    def _with_versions(self, own: Account) -> Account:
        charges = dict(own.charges)
        for version in FilmFolder(self.path.parent).adapted():
            charges |= Ledger(version.path)._read().charges
        return replace(own, charges=charges)

    @contextmanager
    def _charging(self) -> Iterator[tuple[Account, Any]]:
        """What counts against the budget, and a way to add to this ledger."""
        whole = self._whole
        with ExitStack() as held:
            account, add = held.enter_context(whole._adding())
            counted = whole._with_versions(account)
            if whole is not self:
                own, add = held.enter_context(self._adding())
                # A budget that an older version of ours gave to this one alone is not lifted unasked.
                counted = own if account.budget is None else counted
            yield counted, add

    @contextmanager
    def _adding(self) -> Iterator[tuple[Account, Any]]:
        """What it says now, and a way to add to it; nobody else adds meanwhile."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            file = self.path.open("a+b")
        except OSError as refused:
            raise unwritable(self.path, refused) from None
        with file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.seek(0)
            yield _account(file), lambda entry: _add(self.path, file, entry)


def _check(account: Account, shot: str, provider: str, wanted: Decimal, currency: str) -> None:
    if account.budget is None or (not wanted and account.spent <= account.budget):
        return
    if account.currency and account.currency != currency:
        raise BadInput(
            f"{provider} is paid in {currency}, and the budget is kept in {account.currency}",
            hint="choose providers that are paid in one currency, or say no budget",
        )
    left = account.budget - account.spent
    if wanted > left:
        raise Refused(
            f"the budget of {money(account.budget, currency)} has {money(max(left, Decimal()), currency)}"
            f" left, and a request to {provider} for shot {shot} costs {money(wanted, currency)}",
            hint="what is done is kept: studio film resume goes on with a larger --budget",
        )


def _add(path: Path, file: IO[bytes], entry: dict[str, Any]) -> None:
    """Add a line, on disk before anything follows from it."""
    line = json.dumps({**entry, "at": round(time.time(), 3)}, ensure_ascii=False).encode() + b"\n"
    try:
        end = file.seek(0, os.SEEK_END)
        file.seek(max(0, end - 1))
        if end and file.read(1) != b"\n":
            # What a crash has cut off must not swallow what follows.
            line = b"\n" + line
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    except OSError as refused:
        raise unwritable(path, refused) from None


def _account(file: IO[bytes]) -> Account:
    found = Account()
    for line in file.read().splitlines():
        try:
            _read(found, json.loads(line))
        except (ValueError, LookupError, TypeError, ArithmeticError):
            continue
    return found


def _read(found: Account, told: Any) -> None:
    if "budget" in told:
        found.budget = Decimal(told["budget"])
    elif "stood_in" in told:
        shot = told["stood_in"]
        found.stood[shot] = Stood(shot, told["provider"], told["instead"], told["reason"])
    elif "charge" in told:
        name = told["charge"]
        price = Decimal(told["price"])
        found.charges[name] = Charge(name, told["shot"], told["provider"], price, told["currency"])
    elif "settled" in told:
        before = found.charges[told["settled"]]
        found.charges[before.id] = Charge(
            before.id, before.shot, before.provider, Decimal(told["price"]), before.currency, told["became"]
        )


def _exact(price: float) -> Decimal:
    return Decimal(str(price))


def money(amount: Decimal, currency: str) -> str:
    """An amount as people write it."""
    return f"{amount.normalize():f} {currency}".strip()
