"""Where marks go on a picture: at nine anchors, or all over it."""

from math import ceil, cos, degrees, hypot, radians, sin

from studio.core.errors import BadInput

Size = tuple[int, int]

_MOST = 3000


def anchored(picture: Size, mark: Size, anchor: str, margin: int) -> tuple[int, int]:
    """Return the left and top of a mark at one of nine anchors: "centre", "top", "bottom-left"."""
    sides = set(anchor.split("-"))
    free = (picture[0] - mark[0], picture[1] - mark[1])
    left = margin if "left" in sides else free[0] - margin if "right" in sides else round(free[0] / 2)
    top = margin if "top" in sides else free[1] - margin if "bottom" in sides else round(free[1] / 2)
    return left, top


def tiled(picture: Size, mark: tuple[float, float], gap: float, angle: float) -> list[tuple[float, float]]:
    """Return the centres of marks all over a picture, in rows that are set off like bricks.

    Args:
        picture: Width and height of the picture.
        mark: Width and height of the mark before it is turned.
        gap: The space between two marks.
        angle: How many degrees the rows are turned clockwise.
    """
    turn = radians(angle)
    across, down = mark[0] + gap, mark[1] + gap
    reach = hypot(*picture) / 2 + hypot(*mark) / 2
    rows, columns = ceil(reach / down), ceil(reach / across) + 1
    if rows * columns > 4 * _MOST:
        raise _too_many()
    centres = []
    for row in range(-rows, rows + 1):
        for column in range(-columns, columns + 1):
            along, aside = (column + row % 2 / 2) * across, row * down
            left = picture[0] / 2 + along * cos(turn) - aside * sin(turn)
            top = picture[1] / 2 + along * sin(turn) + aside * cos(turn)
            if _touches(picture, mark, left, top, turn):
                centres.append((left, top))
    if len(centres) > _MOST:
        raise _too_many()
    return centres


def turned_size(size: tuple[float, float], angle: float) -> tuple[float, float]:
    """Return the size of the upright box around something that was turned."""
    turn = radians(angle)
    across, down = abs(cos(turn)), abs(sin(turn))
    return size[0] * across + size[1] * down, size[0] * down + size[1] * across


def _touches(picture: Size, mark: tuple[float, float], left: float, top: float, turn: float) -> bool:
    half = [side / 2 for side in turned_size(mark, degrees(turn))]
    return -half[0] < left < picture[0] + half[0] and -half[1] < top < picture[1] + half[1]


def _too_many() -> BadInput:
    return BadInput(
        f"the mark would be repeated more than {_MOST:,} times",
        hint="make it larger, or leave more margin between the copies",
    )
