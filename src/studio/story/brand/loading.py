"""Reading a brand kit, and finding what it names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from studio.core.errors import BadInput

if TYPE_CHECKING:
    from studio.core.written.findings import Findings
    from studio.story.brand.grammar import Kit


def load_kit(path: Path) -> Kit:
    """Read a brand kit. Files that it names come back as paths that can be opened from here.

    Args:
        path: The file.

    Raises:
        BadInput: It is broken, or names what is not there; says file, line and column.
    """
    from studio.core.written.documents import read
    from studio.core.written.findings import Findings
    from studio.core.written.shapes import shaped
    from studio.story.brand.grammar import Kit

    document = read(path, empty="write the name, the colours or the logo of the client into it")
    if isinstance(document, list):
        raise BadInput(str(document[0]), hint=document[0].hint)
    findings = Findings(document)
    kit = shaped(Kit, document.value, findings)
    found = _joined(kit, path.parent, findings) if kit is not None else None
    if findings or found is None:
        first = findings.all()[0]
        raise BadInput(str(first), hint=first.hint)
    return found


def _joined(kit: Kit, folder: Path, findings: Findings) -> Kit:
    """The kit with its files found beside it."""
    from studio.core.written.findings import nearest
    from studio.render.lettering.pairings import names as pairings

    if kit.type and kit.type not in (known := pairings()):
        findings.add("type", ("type",), f"there is no pairing called {kit.type}", nearest(kit.type, known))
    changes = {}
    if kit.logo:
        changes["logo"] = _there(kit.logo, "logo", folder, findings)
        _seen(Path(changes["logo"]), findings)
    if "." in kit.music:
        changes["music"] = _there(kit.music, "music", folder, findings)
    return kit.model_copy(update=changes)


def _there(name: str, field: str, folder: Path, findings: Findings) -> str:
    file = folder / name
    if not file.is_file():
        findings.add(
            "file", (field,), f"{name} is not there", f"put it beside the kit, in {folder.absolute()}"
        )
    return str(file.absolute())


def _seen(logo: Path, findings: Findings) -> None:
    """Whether a logo that is there is a picture; before anything is made with it."""
    from studio.core.errors import StudioError
    from studio.media.images.formats import sniff
    from studio.render.graphics.pictures import svg

    if not logo.is_file():
        return
    try:
        if sniff(logo).name == "svg":
            svg.drawn(logo, 64)
    except StudioError as wrong:
        findings.add("file", ("logo",), wrong.message, wrong.hint)
