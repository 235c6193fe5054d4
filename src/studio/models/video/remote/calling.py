"""Asking a prediction API: with the keys where they belong, again where it is busy, and never for long."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urljoin, urlsplit

from studio.core.errors import StudioError, ToolFailed, Unavailable
from studio.core.run import stop_if_cancelled
from studio.models.exchange import Answer, BrokeOff, Late, Manners, Opened, Question, answered
from studio.models.video.failures import Declined
from studio.models.video.remote import cards, filling, keys

if TYPE_CHECKING:
    from studio.models.video.remote.grammar import Card

_BUSY = {408, 425, 429, 500, 502, 503, 504}
_NOT_TAKEN = {425, 429, 500, 502, 503}
"""After these nothing was begun. After all others that say busy, nobody knows."""
_MOVED = {301, 302, 303, 307, 308}
_MOST_MOVES = 5
_SHOWN = 160
_JITTER = 0.25
_SLICE = 0.1


class Uncertain(ToolFailed):
    """Nobody knows whether it has begun."""


class Gone(ToolFailed):
    """It knows nothing of what it is asked about."""


@dataclass
class Caller:
    """Whoever asks one API.

    Attributes:
        card: What its file says.
        name: What it is called.
        chance: What decides how much longer than planned it waits.
    """

    card: Card
    name: str
    chance: random.Random = field(default_factory=random.Random)

    @property
    def base(self) -> SplitResult:
        """Where the API begins."""
        return cards.base(self.card)

    def address(self, path: str) -> SplitResult:
        """The address of a path of the API."""
        return urlsplit(self.base._replace(path=self.base.path).geturl().rstrip("/") + "/" + path.lstrip("/"))

    def linked(self, link: object) -> SplitResult:
        """An address that an answer of the API has given.

        Raises:
            ToolFailed: It leads to where nobody should be led.
        """
        found = urlsplit(urljoin(self.base.geturl() + "/", link.strip())) if isinstance(link, str) else None
        try:
            fits = found and found.scheme in ("http", "https") and found.hostname and found.port != 0
        except ValueError:
            fits = False
        if not fits or found is None or found.username:
            raise ToolFailed(
                f"{self.name} gave an address that is none: {self.quoted(str(link))}",
                hint="does the provider's file say where answers have it?",
            )
        if cards.is_private(found.hostname or "") and not cards.is_private(self.base.hostname or ""):
            raise ToolFailed(
                f"{self.name} gave an address inside this network, {found.hostname}",
                hint="do not trust this provider",
            )
        return found

    def submitted(self, body: Any, again: str) -> Any:
        """Ask for a clip, and never twice where it may have been taken the first time.

        Args:
            body: What is sent.
            again: By what the server knows the question if it is asked once more; it does not if empty.

        Raises:
            Uncertain: Nobody knows whether it was taken.
        """
        submit = self.card.submit
        headers = {submit.idempotency: again} if submit.idempotency else {}
        sure = _NOT_TAKEN if not submit.idempotency else _BUSY
        stop = _lenient()
        try:
            return self._json(
                submit.method, self.address(submit.path), body, headers=headers, retried=sure, stop=stop
            )
        except (BrokeOff, Late) as cut:
            raise Uncertain(f"{cut.message}, and may have begun", hint=_ASK) from None

    def asked(self, method: str, url: SplitResult, *, stop: Callable[[], None] = stop_if_cancelled) -> Any:
        """Ask something that changes nothing; again where it is busy or breaks off."""
        return self._json(method, url, None, retried=_BUSY, cuts=True, stop=stop)

    def told_off(self, method: str, url: SplitResult, patience: float) -> bool:
        """Tell it that a clip is not wanted any more; whether that was heard."""
        manners = replace(self._manners(), patience=patience, stop=_never)
        try:
            headers = self._headers(url, {})
            answer = answered(url, Question(method, _path(url), b"", headers), manners)
        except StudioError:
            return False
        return answer.status < 300 or answer.status in (404, 409, 410)

    def sent(self, url: SplitResult, body: bytes, kind: str) -> Any:
        """Send a file."""
        return self._json("POST", url, body, headers={"Content-Type": kind}, retried=_BUSY, cuts=True)

    def fetched(
        self, url: SplitResult, opened: Opened, headers: Mapping[str, str], manners: Manners
    ) -> Answer:
        """Ask for a file, wherever it leads; keys go to the API itself and to nobody else."""
        for _ in range(_MOST_MOVES + 1):
            question = Question("GET", _path(url), b"", {**self._headers(url, {}), **headers})
            answer = answered(url, question, manners, opened)
            if answer.status not in _MOVED:
                return answer
            url = self._moved(url, answer)
        raise ToolFailed(f"{self.name} sends from one address to the next without end")

    def complaint(self, answer: Answer) -> StudioError:
        """What a refusal comes to, never with a key in it."""
        said = self._said(answer)
        status = answer.status
        if status in (401, 403):
            lacks = [one for value in self.card.headers.values() for one in keys.names(value)]
            hint = f"is STUDIO_SECRET_{lacks[0].upper()} its key?" if lacks else "its file names no key"
            return Unavailable(f"{self.name} does not let us in ({status}){said}", hint=hint)
        if status == 402:
            return Unavailable(f"{self.name} wants to be paid first{said}", hint="look at your account there")
        if status in (404, 410):
            return Gone(f"{self.name} knows nothing of that ({status}){said}", hint="look at its addresses")
        if status in _BUSY:
            return ToolFailed(f"{self.name} is busy or broken ({status}){said}", hint="try again later")
        if status in _MOVED:
            return Unavailable(
                f"{self.name} has moved ({status})", hint="write its new address into the provider's file"
            )
        return Declined(f"{self.name} refused what it was asked for ({status}){said}", hint=_BODY)

    def quoted(self, text: str) -> str:
        """What somebody said, short, in letters that can be shown, without a key."""
        masked = keys.masked(text)
        plain = " ".join("".join(one if one.isprintable() else " " for one in masked).split())
        return plain[:_SHOWN]

    def _json(
        self, method: str, url: SplitResult, body: Any, *, headers: Mapping[str, str] | None = None,
        retried: set[int], cuts: bool = False, stop: Callable[[], None] = stop_if_cancelled,
    ) -> Any:  # fmt: skip
        content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        own = {"Accept": "application/json", **({"Content-Type": "application/json"} if content else {})}
        question = Question(method, _path(url), content, self._headers(url, {**own, **(headers or {})}))
        answer = self._patiently(url, question, retried, cuts, stop)
        if answer.status >= 300:
            if method == "POST" and answer.status in _BUSY - retried:
                raise Uncertain(f"{self.name} answered {answer.status}, and may have begun", hint=_ASK)
            raise self.complaint(answer)
        try:
            return json.loads(answer.body)
        except (ValueError, RecursionError):
            raise ToolFailed(
                f"{self.name} does not answer in JSON{self._said(answer)}",
                hint="does base say where its API begins?",
            ) from None

    def _patiently(
        self, url: SplitResult, question: Question, retried: set[int], cuts: bool, stop: Callable[[], None]
    ) -> Answer:
        """The answer; whoever is busy is asked again, a little later each time."""
        retry, wait = self.card.retry, self.card.retry.first
        manners = replace(self._manners(), stop=stop)
        for left in range(retry.tries - 1, -1, -1):
            wish = 0.0
            try:
                answer = answered(url, question, manners)
                if answer.status not in retried or not left:
                    return answer
                wish = answer.wait
            except Unavailable:
                # Nobody was there, so nothing was heard.
                if not left:
                    raise
            except (BrokeOff, Late):
                if not left or not cuts:
                    raise
            rest(min(retry.longest, max(wish, wait * self.chance.uniform(1 - _JITTER, 1 + _JITTER))), stop)
            wait *= 2
        raise AssertionError("the last try returns or raises")

    def _headers(self, url: SplitResult, own: Mapping[str, str]) -> dict[str, str]:
        """Our headers; those of the file go to the API itself alone."""
        told = keys.told(self.card.headers, self.name) if _origin(url) == _origin(self.base) else {}
        return {"User-Agent": "animation-ai-studio", **told, **own}

    def _moved(self, url: SplitResult, answer: Answer) -> SplitResult:
        target = self.linked(urljoin(url.geturl(), answer.headers.get("location", "")))
        if url.scheme == "https" and target.scheme == "http":
            raise ToolFailed(f"{self.name} sends from https to {target.netloc} in the open")
        return target

    def _manners(self) -> Manners:
        return Manners(
            self.card.timeouts.answer,
            absent="is it running, and does base in the provider's file say where?",
            slow="raise timeouts.answer in the provider's file if it needs longer",
            long="does base in the provider's file say where its API begins?",
        )

    def _said(self, answer: Answer) -> str:
        text = answer.body[:4000].decode("utf-8", "replace")
        try:
            told = json.loads(text)
        except (ValueError, RecursionError):
            pass
        else:
            for place in (self.card.answer.error, "error.message", "error", "detail", "message", "title"):
                if isinstance(found := filling.at(told, place), str) and found:
                    text = found
                    break
        plain = self.quoted(text)
        return f": {plain}" if plain else ""


_ASK = (
    "look at your account there before it is asked again; name submit.idempotency if it knows such a header"
)
_BODY = "does submit.body in the provider's file say what it wants?"


def rest(seconds: float, stop: Callable[[], None] = stop_if_cancelled) -> None:
    """Wait, unless the work is taken back."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        stop()
        time.sleep(min(_SLICE, left))
    stop()


_GRACE = 0.8


def _lenient() -> Callable[[], None]:
    """Stops a little after the work is taken back, so that the answer may still say what to cancel."""
    from studio.core.errors import Cancelled

    since: list[float] = []

    def stop() -> None:
        try:
            stop_if_cancelled()
        except Cancelled:
            since.append(time.monotonic())
            if since[-1] > since[0] + _GRACE:
                raise

    return stop


def _never() -> None:
    """Nothing stops this."""


def _path(url: SplitResult) -> str:
    return url._replace(scheme="", netloc="", fragment="").geturl() or "/"


def _origin(url: SplitResult) -> tuple[str, str, int]:
    return url.scheme, (url.hostname or "").lower(), url.port or (443 if url.scheme == "https" else 80)
