"""Pictures as an API takes them: in the question itself, or brought to it before."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from studio.core.errors import ToolFailed
from studio.models.video.failures import Declined
from studio.models.video.remote import filling
from studio.models.video.remote.calling import Gone

if TYPE_CHECKING:
    from studio.models.video.remote.calling import Caller

_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp"}
_UPLOAD = (
    "do upload.path and upload.field in the provider's file say what it wants? With pictures: data-url,"
    " nothing is uploaded"
)


def given(caller: Caller, picture: Path) -> Any:
    """A picture as it is put into a question.

    Args:
        caller: Whoever asks.
        picture: The picture.

    Raises:
        ToolFailed: It was to be uploaded, and the server does not take it.
    """
    content, kind = picture.read_bytes(), _TYPES.get(picture.suffix.lower(), "image/png")
    how = caller.card.pictures
    if how == "upload":
        try:
            return _uploaded(caller, content, kind)
        except (Declined, Gone) as refused:
            kept = Declined if isinstance(refused, Declined) else ToolFailed
            raise kept(f"{picture.name} could not be uploaded: {refused.message}", hint=_UPLOAD) from None
    text = base64.b64encode(content).decode()
    return f"data:{kind};base64,{text}" if how == "data-url" else text


def _uploaded(caller: Caller, content: bytes, kind: str) -> Any:
    """What the server calls a picture that was sent to it."""
    upload = caller.card.upload
    assert upload
    mark = f"studio-{uuid4().hex}"
    # Servers keep what they are given by its name: equal names are equal pictures.
    name = f"{hashlib.sha256(content).hexdigest()[:16]}.{kind.rpartition('/')[2]}"
    lines = (
        f"--{mark}",
        f'Content-Disposition: form-data; name="{upload.field}"; filename="{name}"',
        f"Content-Type: {kind}",
        "",
        "",
    )
    body = "\r\n".join(lines).encode() + content + f"\r\n--{mark}--\r\n".encode()
    answer = caller.sent(caller.address(upload.path), body, f"multipart/form-data; boundary={mark}")
    found = filling.at(answer, upload.answer)
    if not isinstance(found, str) or not found:
        raise ToolFailed(
            f"{caller.name} did not say what it calls a picture: {caller.quoted(str(answer))}",
            hint="does upload.answer in the provider's file say where its answer has it?",
        )
    return found
