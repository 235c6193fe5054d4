"""Content Credentials (C2PA): what a film was made of, signed and laid into it, and whether that holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, NamedTuple

from studio.core.errors import BadInput, ToolFailed, Unavailable
from studio.host import packages

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

State = Literal["trusted", "valid", "broken", "none", "unknown"]

EXTRA = "provenance"
"""The part of the installation that signs and reads."""

_KINDS = {".mp4": "video/mp4", ".m4v": "video/mp4", ".mov": "video/quicktime"}
_BOX = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
_MOST_BOXES = 10_000
_IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_CURVES = {"secp256r1": "es256", "secp384r1": "es384", "secp521r1": "es512"}
_CHANGED = {
    "assertion.bmffHash.mismatch": "the film was changed after it was signed",
    "assertion.dataHash.mismatch": "the film was changed after it was signed",
    "assertion.hashedURI.mismatch": "what it says was changed after it was signed",
    "claimSignature.mismatch": "what it says was changed after it was signed",
    "signingCredential.expired": "the certificate had run out when it was signed",
}
# Nothing is fetched, and no picture of the film is laid into what it says.
_QUIET: dict[str, Any] = {
    "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False},
    "builder": {"thumbnail": {"enabled": False}},
}
_MADE = "get one for signing from an authority, or have a certificate of your own sign it"


@dataclass
class _Pen:
    """With what is signed here, and who is believed.

    Attributes:
        certificate: The file with the signer's certificates, its own first.
        key: The file with the key.
        trusted: A file with the certificates of those who are believed.
    """

    certificate: str = ""
    key: str = ""
    trusted: str = ""


_pen = _Pen()


@dataclass(frozen=True)
class Credentials:
    """What the credentials in a film are worth.

    Attributes:
        state: Whether they hold: from a signer who is believed here, or from one nobody here knows; broken;
            none; unknown where there are some and nothing to read them with.
        signer: Who signed.
        why: What is wrong, or what is missing.
        told: What is said in them about the film.
    """

    state: State
    signer: str = ""
    why: str = ""
    told: Mapping[str, Any] | None = None


class _Signer(NamedTuple):
    """A certificate with its key, checked.

    Attributes:
        name: Whose it is.
        until: When it runs out.
        way: How the key signs.
        chain: The certificates.
        key: The key.
    """

    name: str
    until: datetime
    way: str
    chain: bytes
    key: bytes


def configure(*, certificate: str, key: str, trusted: str) -> None:
    """Say what films are signed with, and who is believed; files in PEM. Called by assembly."""
    _pen.certificate, _pen.key, _pen.trusted = certificate, key, trusted


def wanted() -> bool:
    """Whether films are to be signed here."""
    return bool(_pen.certificate)


def lacking() -> str:
    """The package that is not there; empty if all is."""
    return "" if find_spec("c2pa") else "c2pa-python"


def reads() -> str:
    """With what credentials are read here, and who is believed: where either differs, the same film may."""
    trusted = _text(_pen.trusted) if _pen.trusted else b""
    return f"{lacking() or version('c2pa-python')} {hashlib.sha256(trusted).hexdigest()}"


def files() -> list[Path]:
    """What a signature depends on, where films are signed."""
    return [Path(_pen.certificate).expanduser()] if wanted() and not lacking() else []


def signer() -> str:
    """Who signs here, and until when.

    Raises:
        BadInput: The certificate or the key cannot be used; says why.
        Unavailable: The package is not there.
    """
    ours = _signer()
    return f"{ours.name}, until {ours.until:%Y-%m-%d}"


def signed(film: Path, target: Path, *, title: str, source: str, label: str, told: Mapping[str, Any]) -> Path:
    """The same film, its frames and tags untouched, with signed credentials in it.

    Args:
        film: The film: MP4 or QuickTime.
        target: The file to write.
        title: What it is called.
        source: How its pictures came about, by the IPTC's word for it: algorithmicMedia.
        label: Under which name `told` stands in it.
        told: What is said of it.

    Raises:
        BadInput: The certificate or the key cannot be used; says why.
        ToolFailed: The library refuses to sign.
        Unavailable: The package is not there.
    """
    ours = _signer()
    import c2pa

    created = {"action": "c2pa.created", "digitalSourceType": f"{_IPTC}{source}"}
    said = {
        "claim_generator_info": [{"name": "Animation AI Studio", "version": version(packages.DISTRIBUTION)}],
        "title": title,
        "format": _KINDS[film.suffix.lower()],
        "assertions": [
            {"label": "c2pa.actions.v2", "data": {"actions": [created]}},
            {"label": label, "data": dict(told)},
        ],
    }
    try:
        info = c2pa.C2paSignerInfo(ours.way, ours.chain, ours.key, None)
        with (
            c2pa.Context.from_dict(_QUIET) as context,
            c2pa.Signer.from_info(info) as pen,
            c2pa.Builder(json.dumps(said), context) as builder,
            film.open("rb") as plain,
            target.open("w+b") as made,
        ):
            builder.sign(pen, _KINDS[film.suffix.lower()], plain, made)
    except c2pa.C2paError as refused:
        raise ToolFailed(f"the film cannot be signed by {ours.name}: {_plain(refused)}", hint=_MADE) from None
    return target


def read(film: Path, label: str = "") -> Credentials:
    """What the credentials in a film are worth. Nothing in it is believed, and nothing fetched.

    Args:
        film: The film.
        label: The name under which what is said of it stands.
    """
    kind = _KINDS.get(film.suffix.lower())
    if not kind or not _boxed(film):
        return Credentials("none")
    if lacking():
        return Credentials("unknown", why=f"it is signed, and {lacking()} is not there to read that")
    import c2pa

    try:
        with _reader(film, kind) as reader:
            if reader is None:
                return Credentials("none")
            active = reader.get_active_manifest() or {}
            state, results = reader.get_validation_state(), reader.get_validation_results() or {}
    except c2pa.C2paError as broken:
        return Credentials("broken", why=_plain(broken))
    name = (active.get("signature_info") or {}).get("common_name") or ""
    told = next((one["data"] for one in active.get("assertions", ()) if one["label"] == label), None)
    if state not in ("Valid", "Trusted"):
        return Credentials("broken", name, _fault(results), told)
    return Credentials("trusted" if state == "Trusted" else "valid", name, "", told)


@contextmanager
def _reader(film: Path, kind: str) -> Iterator[Any]:
    import c2pa

    trust = {"trust": {"user_anchors": _text(_pen.trusted).decode()}} if _pen.trusted else {}
    with c2pa.Context.from_dict({**_QUIET, **trust}) as context, film.open("rb") as stream:
        reader = c2pa.Reader.try_create(kind, stream, context=context)
        try:
            yield reader
        finally:
            if reader is not None:
                reader.close()


def _fault(results: Mapping[str, Any]) -> str:
    """What is wrong, the change of the film itself first."""
    failures = (results.get("activeManifest") or {}).get("failure") or [{}]
    for code, told in _CHANGED.items():
        if any(one.get("code") == code for one in failures):
            return told
    return str(failures[0].get("explanation") or "its signature does not hold")


def _boxed(film: Path) -> bool:
    """Whether there are credentials among the outermost boxes of a film."""
    with film.open("rb") as file:
        for _ in range(_MOST_BOXES):
            if (head := _box(file)) is None:
                return False
            kind, rest = head
            if kind == b"uuid" and file.read(16) == _BOX:
                return True
            file.seek(rest)
    return False


def _box(file: BinaryIO) -> tuple[bytes, int] | None:
    """The kind of the box that begins here, and where the next one does; nothing where there is none."""
    begin = file.tell()
    head = file.read(8)
    size = int.from_bytes(head[:4], "big")
    if size == 1:
        size = int.from_bytes(file.read(8), "big")
    return (head[4:], begin + size) if len(head) == 8 and size >= 8 else None


def _signer() -> _Signer:
    """The certificate and the key that films are signed with, looked at before anything is signed."""
    if package := lacking():
        raise Unavailable(
            f"films cannot be signed: {package} is not there",
            hint=packages.command_for(EXTRA),
        )
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    chain, secret = _text(_pen.certificate), _text(_pen.key)
    own = _loaded(_pen.certificate, "certificate", partial(x509.load_pem_x509_certificates, chain))[0]
    key = _loaded(_pen.key, "key without a password", partial(load_pem_private_key, secret, None))
    name = _name(own)
    if key.public_key() != own.public_key():
        raise BadInput(f"{_pen.key} is not the key of {_pen.certificate}", hint="name the key of that one")
    if own.not_valid_after_utc < datetime.now(UTC):
        raise BadInput(f"the certificate of {name} ran out on {own.not_valid_after_utc:%Y-%m-%d}", hint=_MADE)
    if own.issuer == own.subject:
        raise BadInput(f"the certificate of {name} is signed by nobody but itself", hint=_MADE)
    return _Signer(name, own.not_valid_after_utc, _way(key), chain, secret)


def _way(key: Any) -> str:
    """How a key signs."""
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

    if isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name in _CURVES:
        return _CURVES[key.curve.name]
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return "ed25519"
    if isinstance(key, rsa.RSAPrivateKey):
        return "ps256"
    raise BadInput(f"{_pen.key} is of a kind that credentials are not signed with", hint="P-256 is usual")


def _name(certificate: Certificate) -> str:
    from cryptography.x509.oid import NameOID

    named = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(named[0].value) if named else certificate.subject.rfc4514_string()


def _loaded(file: str, what: str, load: Any) -> Any:
    try:
        return load()
    except (ValueError, TypeError):
        raise BadInput(
            f"{file} holds no {what} in PEM", hint="studio config show says which files are set"
        ) from None


def _text(file: str) -> bytes:
    """What stands in a file that a setting names."""
    if not file:
        raise BadInput("films are to be signed, and no key is set", hint="set signing_key, a file in PEM")
    try:
        return Path(file).expanduser().read_bytes()
    except OSError as refused:
        reason = (refused.strerror or "it cannot be read").lower()
        raise BadInput(f"{file}: {reason}", hint="studio config show says which files are set") from None


def _plain(error: Exception) -> str:
    """What a library complains of, in one line."""
    return " ".join(str(error).split())
