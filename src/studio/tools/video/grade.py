"""Giving films the colours of a table."""

from __future__ import annotations

from dataclasses import dataclass

from studio.core.errors import BadCall
from studio.core.materials import AnyFile, Fraction, Quality, Video
from studio.core.needs import Resources
from studio.core.run import run
from studio.core.tool import tool


@dataclass(frozen=True)
class Graded:
    """A graded film.

    Attributes:
        clip: The film.
        table: The table's own title, or else its size.
        changes: What is different that was not asked for, and why.
    """

    clip: Video
    table: str
    changes: tuple[str, ...] = ()


@tool(pure=True, resources=Resources(cpu=2, memory="700 MB"))
def grade(
    clip: Video,
    *,
    lut: AnyFile | None = None,
    strength: Fraction = 1,
    sdr: bool = False,
    quality: Quality | None = None,
) -> Graded:
    """Give a film the colours of a .cube table.

    Tables of one and of three dimensions are taken, those that are not made for the usual range too. A
    table is read and checked before the film is touched; if it is wrong, the line is named. Colours are
    worked on with 16 bits and found between the table's points in tetrahedra. Everything else stays
    what it was: bit depth, the time of every frame, transparency, fields, sound bit for bit, subtitles.

    Args:
        clip: The film to grade.
        lut: The table: a .cube file as Resolve, Premiere and Photoshop export them.
        strength: How much of it: 0 leaves colours alone, 1 is the table's own.
        sdr: Say that the table brings high dynamic range down, so that the result is tagged accordingly.
        quality: For lossy codecs, 1 to 100; one hardly told from the original when left out.

    Examples:
        studio video grade clip.mp4 --lut look.cube
        studio video grade rushes/ --lut look.cube --strength 0.6 --out graded/
    """
    from studio.media.films import luts
    from studio.media.films.editing import detail, grading, making

    if lut is None:
        raise BadCall("say which table gives the colours", hint="with --lut look.cube")
    table = luts.read(lut)
    edit = making.opened(clip)
    size = "×".join([str(table.size)] * table.dimensions)
    title = table.title or f"{size} {'colours' if table.dimensions == 3 else 'steps'}"
    if not strength:
        return Graded(making.verbatim(edit), title)
    if edit.film.interlaced and not making.coding_of(edit.facts).fields:
        edit.take(*detail.deinterlaced(edit.film, "frames"))
        edit.changes.append("deinterlaced: its codec keeps no fields")
    film = grading.standard(edit.film) if sdr else edit.film
    edit.take(grading.graded(film, table, strength, run().folder), film)
    if sdr:
        edit.take(grading.told_standard())
    elif edit.film.hdr:
        edit.changes.append("tagged as high dynamic range, as before; say --sdr if the table brings it down")
    made = making.finish(edit, quality=quality)
    return Graded(made.path, title, made.changes)
