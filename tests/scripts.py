"""Scripts of the world: whether any font here has them."""

import pytest

from studio.media import fonts


def has(letters: str) -> bool:
    """Whether letters can be drawn on this machine, by one font or by several."""
    wanted = [letter for letter in letters if letter.isalpha()]
    faces = [fonts.ours("sans"), *fonts.installed()]
    return all(any(not font.lacks([letter]) for font in faces) for letter in wanted)


def needs(letters: str) -> None:
    """Skip a test whose letters no font here has."""
    if not has(letters):
        pytest.skip(f"no font here has {letters[:12]!a}")
