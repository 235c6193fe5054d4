"""A maker of films behind an HTTP API: asked for a clip, waited for, and paid once for each."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from studio.core.errors import BadInput, Cancelled, StudioError, ToolFailed
from studio.core.run import run
from studio.models.video import bringing
from studio.models.video.remote import cards, fetching, filling, keys, picturing
from studio.models.video.remote.calling import Caller, Gone, Uncertain, rest
from studio.models.video.remote.pending import Asked, Pending
from studio.models.video.request import Request, Result, accepted
from studio.store.ledger import Became, Ledger
from studio.store.turns import one_of

if TYPE_CHECKING:
    from urllib.parse import SplitResult

    from studio.models.video import Workplace
    from studio.models.video.card import CapabilityCard
    from studio.models.video.remote.grammar import Card, Step

State = Literal["waiting", "done", "failed"]

_CANCELLING = 0.9
_MOST_GROWN, _MOST_OFF = 1.25, 0.03
_MOST_LONGER = 4.0


def provider(workplace: Workplace) -> Remote:
    """The API that is asked for as http:NAME, or as http: and the path of its file."""
    path = cards.path_of(workplace.model)
    name = workplace.called if workplace.model else f"http:{path.stem}"
    card = cards.read(path)
    return Remote(card, cards.capability(card, name), workplace.folder)


@dataclass(frozen=True)
class Remote:
    """The API.

    Attributes:
        about: What its file says.
        card: What it can do.
        folder: The folder of the film: what is paid and what was asked for is written down there.
    """

    about: Card
    card: CapabilityCard
    folder: Path

    @property
    def _caller(self) -> Caller:
        return Caller(self.about, self.card.name)

    def reads(self, request: Request) -> list[Path]:
        """What its keyframes are drawn from."""
        return request.shot.files if request.shot else []

    def make(self, request: Request) -> Result:
        """Have a clip made, and bring it to what was asked for.

        A clip that was asked for before, and not fetched because the process ended, is not asked for again.

        Raises:
            BadInput: It is asked for what its card does not offer.
            Refused: The film's budget has no room for it.
            ToolFailed: It did not get done, or not in time, or is not what was asked for.
        """
        kind = accepted(self.card, request)
        keys.told(self.about.headers, self.card.name)
        begun = time.monotonic()
        pending = Pending(self.folder, request.name, self._key(request))
        with self._place():
            paid = self._there(request, pending)
        try:
            self._brought(pending.clip, request)
        except StudioError:
            # It is what it is: asked for again, it may be another one.
            pending.drop()
            raise
        return Result(
            request.out, request.frames, self.card.name, self.card.version, kind, request.seed,
            time.monotonic() - begun, paid,
        )  # fmt: skip

    def _place(self) -> Any:
        """One of the places there are for clips that are made at the same time, by whomever."""
        name = Path(self.card.name.partition(":")[2]).stem
        return one_of([cards.folder() / ".places" / f"{name}-{turn}" for turn in range(self.about.at_once)])

    def _key(self, request: Request) -> str:
        from studio.store.films import fingerprint

        pictures = [one for one in (request.begins_with, request.ends_with) if one]
        body = filling.filled(
            self.about.submit.body, _values(request, *(bool(one) for one in _both(request)))
        )
        return fingerprint(
            self.card.name, self.card.version, body, request.first, request.seed, files=pictures
        )

    def _there(self, request: Request, pending: Pending) -> float:
        """See to it that the clip is there as the server made it; returns what it cost."""
        asked = pending.read()
        if asked and asked.id and (pending.clip.is_file() or self._still_known(asked)):
            if not pending.clip.is_file():
                asked = self._waited(request, pending, asked)
            return asked.paid or 0.0
        with self._turn():
            asked = self._submitted(request, pending, asked)
            return self._waited(request, pending, asked).paid or 0.0

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One goes after another where there is a budget and nobody knows beforehand what a request costs."""
        ledger, price = Ledger(self.folder), self.about.price
        unknown = self.about.answer.cost and price.most is None
        with ledger.turn() if unknown and ledger.account().budget is not None else nullcontext():
            yield

    def _still_known(self, asked: Asked) -> bool:
        """Whether the server has not forgotten what it was asked for."""
        try:
            self._polled(asked)
        except Gone:
            self._settle(asked.charge, "unknown")
            return False
        return True

    # Asking for it

    def _submitted(self, request: Request, pending: Pending, before: Asked | None) -> Asked:
        """Ask for a clip: charged first, written down as soon as the server has a name for it."""
        from uuid import uuid4

        again = before if before and not before.id and self.about.submit.idempotency else None
        if before and not again and not before.id:
            self._settle(before.charge, "unknown")
        body = self._body(request)
        if again is None:
            charge = self._charged(request)
            again = pending.keep(Asked(charge, uuid4().hex))
        try:
            answer = self._caller.submitted(body, again.again)
        except Uncertain:
            self._settle(again.charge, "unknown")
            pending.drop()
            raise
        except StudioError:
            self._settle(again.charge, "refused", 0.0)
            pending.drop()
            raise
        return self._named(pending, again, answer)

    def _charged(self, request: Request) -> str:
        price, most = self.card.charged(request.frames, request.fps), self.about.price.most
        wanted = max(price, most) if most is not None else price
        return Ledger(self.folder).charge(request.name, self.card.name, wanted, self.card.currency)

    def _body(self, request: Request) -> Any:
        begins, ends = (
            picturing.given(self._caller, picture) if picture and _wants(self.about, name) else None
            for name, picture in zip(filling.PICTURES, _both(request), strict=True)
        )
        return filling.filled(self.about.submit.body, _values(request, begins, ends))

    def _named(self, pending: Pending, asked: Asked, answer: Any) -> Asked:
        """What the server calls the clip, written down."""
        found = filling.at(answer, self.about.answer.id)
        if not isinstance(found, str | int) or isinstance(found, bool) or not str(found).strip():
            self._settle(asked.charge, "unknown")
            pending.drop()
            raise ToolFailed(
                f"{self.card.name} did not say what it calls the clip: {self._caller.quoted(str(answer))}",
                hint="does answer.id in the provider's file say where its answer has it?",
            )
        steps = {name: getattr(self.about, name) for name in ("poll", "result", "cancel")}
        links = {
            name: str(link)
            for name, step in steps.items()
            if step and step.link and (link := filling.at(answer, step.link))
        }
        run().note("film.asked", provider=self.card.name, prediction=str(found))
        return pending.keep(asked, id=str(found), links=links)

    # Waiting for it

    def _waited(self, request: Request, pending: Pending, asked: Asked) -> Asked:
        """Wait until the clip is there, and fetch it."""
        try:
            answer = self._finished(request, asked)
        except Cancelled:
            if self._cancelled(asked):
                self._settle(asked.charge, "unknown")
                pending.drop()
            raise
        except _Failed as failed:
            cost = self._cost(failed.answer)
            free = cost is None and not self.about.price.failed
            self._settle(asked.charge, "failed", 0.0 if free else cost)
            pending.drop()
            raise ToolFailed(failed.message, hint=failed.hint) from None
        cost = self._cost(answer)
        paid = self._settle(asked.charge, "price" if cost is None else "told", cost)
        asked = pending.keep(asked, paid=paid)
        fetching.fetch(self._caller, self._output(asked, answer), pending.clip)
        return asked

    def _finished(self, request: Request, asked: Asked) -> Any:
        """The answer that says that the clip is there."""
        times = self.about.timeouts
        deadline = time.monotonic() + (min(times.wait, request.timeout) if request.timeout else times.wait)
        while (state := self._state(answer := self._polled(asked), asked)) == "waiting":
            if time.monotonic() > deadline:
                self._cancelled(asked)
                told = f"{self.card.name} was not done after {times.wait:g} s"
                raise _Failed(answer, told, "raise timeouts.wait in the provider's file if it needs longer")
            rest(self.about.poll.every)
        if state == "failed":
            why = self._caller.quoted(
                str(self._at(answer, self.about.answer.error, asked) or "it does not say")
            )
            raise _Failed(
                answer, f"{self.card.name} could not make the clip: {why}", "try another seed or wording"
            )
        if step := self.about.result:
            answer = self._caller.asked(step.method, self._address(step, "result", asked))
        return answer

    def _polled(self, asked: Asked) -> Any:
        step = self.about.poll
        return self._caller.asked(step.method, self._address(step, "poll", asked))

    def _state(self, answer: Any, asked: Asked) -> State:
        told, states = self._at(answer, self.about.answer.status, asked), self.about.states
        if told is None:
            return "waiting" if states.missing == "waiting" else "failed"
        name = str(told).casefold()
        for state, known in (("done", states.done), ("failed", states.failed), ("waiting", states.waiting)):
            if name in (one.casefold() for one in known):
                return state  # type: ignore[return-value]
        raise ToolFailed(
            f"{self.card.name} is in a state that is not known: {self._caller.quoted(str(told))}",
            hint="say under states in the provider's file what it means",
        )

    def _cancelled(self, asked: Asked) -> bool:
        """Tell the server that the clip is not wanted; whether it has heard."""
        if not (step := self.about.cancel):
            return False
        try:
            address = self._address(step, "cancel", asked)
        except ToolFailed:
            return False
        return self._caller.told_off(step.method, address, _CANCELLING)

    def _address(self, step: Step, name: str, asked: Asked) -> SplitResult:
        if step.link:
            return self._caller.linked(asked.links.get(name))
        return self._caller.address(filling.path(step.path, {"id": asked.id}))

    def _output(self, asked: Asked, answer: Any) -> SplitResult:
        found = self._at(answer, self.about.answer.output, asked)
        if self.about.download and isinstance(found, str | int):
            values = {"id": asked.id, "output": str(found)}
            return self._caller.address(filling.path(self.about.download.path, values))
        if not isinstance(found, str):
            raise ToolFailed(
                f"{self.card.name} does not say where the clip is: {self._caller.quoted(str(answer))}",
                hint="does answer.output in the provider's file say where its answer has it?",
            )
        return self._caller.linked(found)

    def _at(self, answer: Any, place: str, asked: Asked) -> Any:
        return filling.at(answer, place, {"id": asked.id})

    # What it costs, and what it is

    def _cost(self, answer: Any) -> float | None:
        """What an answer says that the clip did cost."""
        found = filling.at(answer, self.about.answer.cost) if self.about.answer.cost else None
        try:
            cost = float(found)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            return None
        return cost if 0 <= cost < float("inf") else None

    def _settle(self, charge: str, became: Became, cost: float | None = None) -> float:
        ledger = Ledger(self.folder)
        ledger.settle(charge, became, cost)
        found = ledger.account().charges.get(charge)
        return float(found.price) if found else 0.0

    def _brought(self, clip: Path, request: Request) -> None:
        """Bring a clip to what was asked for, where it is near enough to that."""
        from studio.media import probe

        try:
            facts = probe.media(clip)
            film = facts.main_video
            self._compare(film.width, film.height, film.frames or 0, request)
            as_counted = (film.frames or 0) >= request.frames
            bringing.bring(clip, request, as_counted=as_counted)
        except BadInput as wrong:
            raise ToolFailed(
                f"{self.card.name} sent no such clip: {wrong.message}", hint=wrong.hint
            ) from None

    def _compare(self, width: int, height: int, frames: int, request: Request) -> None:
        grown = max(request.width / width, request.height / height)
        off = abs(width / height / (request.width / request.height) - 1)
        if grown > _MOST_GROWN or off > _MOST_OFF:
            raise BadInput(
                f"it is {width} × {height}, and {request.width} × {request.height} was asked for",
                hint="do sizes in the provider's file say what it makes?",
            )
        if frames > _MOST_LONGER * request.frames + 24:
            raise BadInput(
                f"it has {frames} frames, and {request.frames} were asked for",
                hint="does submit.body in the provider's file tell it how many?",
            )


class _Failed(ToolFailed):
    """There will be no clip; the answer may say what that costs."""

    def __init__(self, answer: Any, message: str, hint: str) -> None:
        super().__init__(message, hint=hint)
        self.answer = answer


def _both(request: Request) -> tuple[Path | None, Path | None]:
    return request.begins_with, request.ends_with


def _wants(card: Card, name: str) -> bool:
    return name in set(filling.fields(card.submit.body))


def _values(request: Request, begins: Any, ends: Any) -> dict[str, Any]:
    from math import gcd

    common = gcd(request.width, request.height)
    return {
        "prompt": request.prompt,
        "first": begins or None,
        "last": ends or None,
        "seed": request.seed,
        "frames": request.frames,
        "seconds": round(request.frames / request.fps, 3),
        "fps": int(request.fps) if request.fps == int(request.fps) else request.fps,
        "width": request.width,
        "height": request.height,
        "aspect": f"{request.width // common}:{request.height // common}",
        "name": request.name,
    }
