"""The files of others that a storyboard names: pictures, clips, logos, recordings, drawings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.render.shots.grammar import Shot
    from studio.story.grammar import Storyboard


def places(board: Storyboard) -> list[str]:
    """Where they lie, as the storyboard says it, each once; the folder of drawings is among them."""
    shown = [str(file) for picture in board.pictures for file in picture.shot.files]
    named = [board.narrator.file, board.music.file, board.vocabulary, table(board), *shown]
    return list(dict.fromkeys(filter(None, named)))


def table(board: Storyboard) -> str:
    """The file of its table of colours; nothing where its grade is one of ours."""
    return board.finish.grade if board.finish.grade.lower().endswith(".cube") else ""


def moved(board: Storyboard, to: Callable[[str], str]) -> Storyboard:
    """The same storyboard, its files somewhere else.

    Args:
        board: The storyboard.
        to: The new place of a file, for the one the storyboard says.
    """
    pictures = [
        picture.model_copy(update={"shot": _moved(picture.shot, to)}) if picture.shot.files else picture
        for picture in board.pictures
    ]
    narrator, music = board.narrator, board.music
    return board.model_copy(
        update={
            "pictures": pictures,
            "narrator": narrator.model_copy(update={"file": to(narrator.file)})
            if narrator.file
            else narrator,
            "music": music.model_copy(update={"file": to(music.file)}) if music.file else music,
            "finish": board.finish.model_copy(update={"grade": to(table(board))})
            if table(board)
            else board.finish,
            "vocabulary": to(board.vocabulary) if board.vocabulary else "",
        }
    )


def _moved(shot: Shot, to: Callable[[str], str]) -> Shot:
    cast = [
        thing.model_copy(
            update={"picture": thing.picture.model_copy(update={"file": to(thing.picture.file)})}
        )
        if thing.picture
        else thing
        for thing in shot.cast
    ]
    return shot.model_copy(update={"cast": cast, "logo": to(shot.logo) if shot.logo else ""})
