"""Shape, size and rate of the picture, in words and numbers, and not where they mean something else."""

import pytest

from studio.story.reading import understood


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("An ad for a bakery", (1280, 720)),
        ("A vertical ad for a bakery", (720, 1280)),
        ("A vertical, funny ad for a bakery", (720, 1280)),
        ("An ad for a bakery, 9:16", (720, 1280)),
        ("A square ad for a bakery", (720, 720)),
        ("An ad for a bakery on the town square", (1280, 720)),
        ("An ad for a bakery that tells its story", (1280, 720)),
        ("An ad for a bakery, portrait", (720, 900)),
        ("An ad for a portrait gallery", (1280, 720)),
        ("A 4:5 ad for a bakery", (720, 900)),
        ("An ad for a bakery, 1080p", (1920, 1080)),
        ("A vertical ad for a bakery in 4K", (2160, 3840)),
        ("An ad for a bakery, 640x360", (640, 360)),
        ("An ad for a bakery, 1080p, square", (1080, 1080)),
        ("Ein Spot im Hochformat für eine Bäckerei", (720, 1280)),
        ("Hochkant: ein Spot für eine Bäckerei", (720, 1280)),
        ("Ein quadratischer Spot für eine Bäckerei", (720, 720)),
        ("Uno spot verticale per un forno", (720, 1280)),
        ("Un video quadrato per un forno", (720, 720)),
        ("Un anuncio vertical para una panadería", (720, 1280)),
        ("Un anuncio cuadrado para una panadería", (720, 720)),
        ("Une vidéo verticale pour une boulangerie", (720, 1280)),
        ("Un spot carré pour une boulangerie", (720, 720)),
    ],
)
def test_a_size_is_understood(text: str, size: tuple[int, int]) -> None:
    brief = understood(text)
    assert (brief.width, brief.height) == size


def test_a_shape_somebody_names_goes_before_that_of_the_brief() -> None:
    brief = understood("A vertical 1080p ad for a bakery", aspect="16:9")
    assert (brief.width, brief.height) == (1920, 1080)


def test_a_rate_is_understood() -> None:
    assert understood("An ad for a bakery, 25 fps").fps == 25
    assert understood("An ad for a bakery, 1080p30").fps == 30
