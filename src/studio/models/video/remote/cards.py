"""Finding the files that describe prediction APIs, and reading them."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from studio.core.errors import NotFound
from studio.models.video.remote import filling, keys

if TYPE_CHECKING:
    from studio.core.written.findings import Findings
    from studio.models.video.card import CapabilityCard, Kind
    from studio.models.video.remote.grammar import Card

FOLDER = "providers"
"""The folder in the user's home that holds them."""

_ENDINGS = (".yaml", ".yml")
_OWN_HEADERS = {"content-length", "content-type", "host", "transfer-encoding", "connection"}
_SECRET_HEADERS = ("authorization", "cookie", "key", "token", "secret", "password")


def folder() -> Path:
    """Where they lie."""
    from studio.store.filing.home import home

    return home() / FOLDER


def named() -> list[str]:
    """The names of all that lie there."""
    found = folder()
    if not found.is_dir():
        return []
    return sorted(path.stem for path in found.iterdir() if path.suffix in _ENDINGS and path.is_file())


def path_of(name: str) -> Path:
    """The file of one.

    Args:
        name: Its name, or the path of a file elsewhere; the only one there is if empty.

    Raises:
        NotFound: There is no such file.
    """
    from studio.core.written.findings import nearest

    there = named()
    if not name and len(there) == 1:
        name = there[0]
    if name.endswith(_ENDINGS):
        at = Path(name).expanduser()
        if at.is_file():
            return at
        raise NotFound(f"there is no {at}", hint=f"write it there, or into {folder()}")
    for ending in _ENDINGS:
        if name and "/" not in name and (found := folder() / f"{name}{ending}").is_file():
            return found
    hint = nearest(name, there) if there else f"describe it in {folder() / (name or 'NAME')}.yaml"
    told = f"no HTTP provider is called {name}" if name else "say which HTTP provider: http:NAME"
    raise NotFound(told, hint=hint)


def read(path: Path) -> Card:
    """What a file says.

    Raises:
        BadInput: It says something wrong; tells file, line, column and what is meant.
    """
    from studio.core.written.loading import load
    from studio.models.video.remote.grammar import Card

    return load(path, Card, _check)


def capability(card: Card, name: str) -> CapabilityCard:
    """What it can do, as every provider tells it.

    Args:
        card: What its file says.
        name: What it is called.
    """
    from studio.models.sizing import SizeRule
    from studio.models.video.card import CapabilityCard, FrameRule

    frames, sizes, price = card.frames, card.sizes, card.price
    used = set(filling.fields(card.submit.body))
    kinds: set[Kind] = {"i2v"} if "first" in used else set()
    if not card.needs_first:
        kinds.add("t2v")
    return CapabilityCard(
        name=name,
        version=card.version or _mark(card),
        kinds=frozenset(kinds),
        frames=FrameRule(frames.most, frames.least, frames.step, frames.plus),
        fps=tuple(card.fps),
        sizes=SizeRule(sizes.multiple, sizes.least, sizes.most, sizes.pixels),
        overlap=card.overlap,
        longest_chain=card.chain,
        takes_end="last" in used,
        price=price.second,
        a_frame=price.frame,
        a_request=price.request,
        currency=price.currency,
        licence=card.licence,
    )


def base(card: Card) -> SplitResult:
    """Where its API begins."""
    return urlsplit(card.base.rstrip("/"))


def is_here(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def is_private(host: str) -> bool:
    """Whether a host is this machine, or one that only a network of one's own reaches."""
    try:
        return is_here(host) or not ipaddress.ip_address(host).is_global
    except ValueError:
        return host.endswith((".local", ".internal", ".lan")) or "." not in host


def _mark(card: Card) -> str:
    """What changes when another model, or the same one in another way, is asked."""
    from studio.store.films import fingerprint

    return fingerprint(card.base, card.submit.path, card.submit.body)[:8]


def _check(card: Card, findings: Findings) -> None:
    for where, told, hint in _faults(card):
        findings.add("provider", where, told, hint)


def _faults(card: Card) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    yield from _address(card)
    yield from _headers(card)
    used = set(filling.fields(card.submit.body))
    known = ", ".join(f"{{{field}}}" for field in filling.FIELDS)
    for field in sorted(used - set(filling.FIELDS)):
        yield ("submit", "body"), f"nothing is called {{{field}}}", f"there are {known}"
    if "prompt" not in used:
        yield ("submit", "body"), "the body says nothing of what is to be seen", "put {prompt} into it"
    if card.needs_first and "first" not in used:
        yield ("needs_first",), "the body gives it no first picture", "put {first} into it"
    if card.pictures == "upload" and card.upload is None and used & set(filling.PICTURES):
        yield ("pictures",), "it is not said how pictures are uploaded", "say it under upload"
    for name in ("poll", "result", "cancel"):
        step = getattr(card, name)
        if step and step.path and (strange := set(filling.fields(step.path)) - {"id"}):
            yield (name, "path"), f"nothing is called {{{min(strange)}}} here", "there is {id}"
    try:
        capability(card, "it")
    except ValueError as wrong:
        yield ("frames",), str(wrong), "bounds have to be step * n + plus themselves"


def _address(card: Card) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    url = urlsplit(card.base)
    try:
        fits = url.scheme in ("http", "https") and bool(url.hostname) and url.port != 0
    except ValueError:
        fits = False
    if not fits or url.username or url.query or url.fragment:
        yield ("base",), "this is no address of a server", "write it as https://api.example.com/v1"
    elif (
        url.scheme == "http"
        and not is_here(url.hostname or "")
        and any(list(keys.names(value)) for value in card.headers.values())
    ):
        yield ("base",), f"a key would go to {url.hostname} in the open", "write https, or take the key away"


def _headers(card: Card) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    for name, value in card.headers.items():
        secret = any(word in name.lower() for word in _SECRET_HEADERS)
        if name.lower() in _OWN_HEADERS or not name.replace("-", "").isalnum() or not name.isascii():
            yield ("headers", name), f"{name} is no header to be set here", "leave it away"
        elif any(letter in value for letter in "\r\n\0") or not value.isascii():
            yield ("headers", name), "a header is one line of plain letters", "write it so"
        elif secret and not list(keys.names(value)):
            hint = "write {secret:NAME}, and set STUDIO_SECRET_NAME in the environment"
            yield ("headers", name), "a key does not belong into a file", hint
