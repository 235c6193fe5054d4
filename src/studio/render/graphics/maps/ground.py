"""What lies below a route: a town with its water and greens, or a bare sheet with the user's own lines."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from studio.render.drawing.expressions import drawn
from studio.render.graphics import shapes
from studio.render.graphics.look import mix, shade
from studio.render.graphics.maps import earth
from studio.render.graphics.words import words

if TYPE_CHECKING:
    from studio.render.graphics.look import Look
    from studio.render.graphics.maps.earth import Projection
    from studio.render.graphics.maps.grammar import Map
    from studio.render.graphics.maps.town import Block, Town
    from studio.render.graphics.shapes import Point
    from studio.render.graphics.sheet import Sheet


class Colours:
    """The colours of a map, of a style."""

    def __init__(self, look: Look) -> None:
        paper = look.paint("sheet")
        self.land = mix(look.shown("plaster"), paper, 0.35)
        self.street = mix(paper, "#ffffff", 0.45)
        self.main = mix(self.street, look.shown("cloth3"), 0.34)
        self.house = mix(look.shown("wall2"), self.land, 0.45)
        self.green = mix(look.shown("foliage2"), self.land, 0.38)
        self.tree = mix(look.shown("foliage"), self.green, 0.3)
        self.water = mix(look.shown("water"), paper, 0.38)
        self.sand = mix(look.shown("sand"), paper, 0.2)
        self.ink = look.paint("ink")


def town_ground(sheet: Sheet, town: Town, look: Look) -> None:
    """Draw a town."""
    colours = Colours(look)
    sheet.draw(shapes.rect((0, 0, town.width, town.height), colours.street))
    if town.shore:
        sheet.draw(
            shapes.path(shapes.curve(town.shore), stroke=mix(colours.land, colours.green, 0.4), width=190)
        )
    _main_streets(sheet, town, colours, over_water=False)
    for block in town.blocks:
        _block(sheet, block, colours)
    if town.sea:
        _sea(sheet, town, colours)
    if town.river:
        _river(sheet, town, colours)
        _main_streets(sheet, town, colours, over_water=True)


def _main_streets(sheet: Sheet, town: Town, colours: Colours, *, over_water: bool) -> None:
    """The wide streets; over water as bridges."""
    for node in town.nodes():
        for following in ((node[0] + 1, node[1]), (node[0], node[1] + 1)):
            if not town.is_main(node, following):
                continue
            one, other = town.at(node), town.at(following)
            if over_water:
                if not town.bridged(node, following):
                    continue
                sheet.draw(
                    shapes.line(one, other, shade(colours.water, 0.7), 19, opacity=0.55),
                    shapes.line(one, other, colours.street, 16),
                )
            sheet.draw(shapes.line(one, other, colours.main, 11))


def _block(sheet: Sheet, block: Block, colours: Colours) -> None:
    if block.kind == "park":
        sheet.draw(shapes.polygon(block.corners, colours.green, stroke=colours.green, width=6))
        for number in range(11):
            x, y = _within(
                block, 0.1 + 0.8 * drawn(block.seed, number), 0.12 + 0.76 * drawn(block.seed, number + 50)
            )
            size = 4.5 + 4.5 * drawn(block.seed, number + 99)
            sheet.draw(
                shapes.circle(x + 1.5, y + 2, size, shade(colours.green, 0.86)),
                shapes.circle(x, y, size, colours.tree),
                shapes.circle(x - size * 0.25, y - size * 0.3, size * 0.45, shade(colours.tree, 1.1)),
            )
        return
    sheet.draw(shapes.polygon(block.corners, colours.land, stroke=colours.land, width=4))
    if block.kind == "square":
        x, y = _within(block, 0.5, 0.5)
        sheet.draw(shapes.circle(x, y, 13, colours.street), shapes.circle(x, y, 6, colours.water))
        return
    _houses(sheet, block, colours)


def _houses(sheet: Sheet, block: Block, colours: Colours) -> None:
    """Houses along the sides of a block, with their shadow to the right and below."""
    across, down = 2 + int(2 * drawn(block.seed, 1)), 2
    for row in range(down):
        for column in range(across):
            chance = drawn(block.seed, 10 + row * 7 + column)
            if chance > 0.93:
                continue
            gap = 0.045
            left, right = column / across + gap, (column + 1) / across - gap
            top, bottom = row / down + gap, (row + 1) / down - gap - 0.1 * drawn(block.seed, 40 + column)
            right -= 0.12 * drawn(block.seed, 60 + row * 3 + column) / across
            corners = [
                _within(block, *share)
                for share in ((left, top), (right, top), (right, bottom), (left, bottom))
            ]
            shadow = [(x + 2.2, y + 2.8) for x, y in corners]
            tone = shade(colours.house, 0.97 + 0.1 * chance)
            sheet.draw(shapes.polygon(shadow, shade(colours.land, 0.87)), shapes.polygon(corners, tone))


def _within(block: Block, across: float, down: float) -> Point:
    """A point of a block, in shares of it."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = block.corners
    top = (ax + (bx - ax) * across, ay + (by - ay) * across)
    foot = (dx + (cx - dx) * across, dy + (cy - dy) * across)
    return top[0] + (foot[0] - top[0]) * down, top[1] + (foot[1] - top[1]) * down


def _sea(sheet: Sheet, town: Town, colours: Colours) -> None:
    shore = shapes.curve(town.shore)
    area = shore + "".join(f"L{shapes.pair(point)}" for point in town.sea[len(town.shore) :]) + "Z"
    sheet.define(f'<clipPath id="sea"><path d="{area}"/></clipPath>')
    waves = "".join(
        shapes.path(shore, stroke=shade(colours.water, 1.05 + 0.03 * number), width=width, opacity=0.5)
        for number, width in enumerate((110, 66, 30))
    )
    sheet.draw(
        shapes.path(shore, stroke=colours.sand, width=26),
        shapes.path(area, colours.water),
        shapes.group(waves, clip="sea"),
        shapes.path(shore, stroke=shade(colours.sand, 1.06), width=5),
    )


def _river(sheet: Sheet, town: Town, colours: Colours) -> None:
    course = shapes.curve(town.river)
    wide = town.river_width
    sheet.draw(
        shapes.path(course, stroke=colours.land, width=wide + 16),
        shapes.path(course, stroke=shade(colours.water, 0.88), width=wide + 3),
        shapes.path(course, stroke=colours.water, width=wide),
        shapes.path(course, stroke=shade(colours.water, 1.06), width=wide * 0.45, opacity=0.6),
    )


def earth_ground(sheet: Sheet, given: Map, flat: Projection, look: Look) -> None:
    """Draw a sheet with meridians, and what the user says is there; nothing is made up."""
    colours = Colours(look)
    wide, high = sheet.width, sheet.height
    sheet.draw(shapes.rect((0, 0, wide, high), colours.land))
    across, down = earth.graticule(flat, wide, high)
    faint = mix(colours.land, colours.ink, 0.13)
    sheet.draw(
        *(shapes.line((x, 0), (x, high), faint, 1.2) for x in across),
        *(shapes.line((0, y), (wide, y), faint, 1.2) for y in down),
    )
    for line in given.lines:
        points = [flat.at(*spot) for spot in line.points]
        course = shapes.joined(points)
        if line.kind == "park":
            sheet.draw(shapes.polygon(points, colours.green))
        elif line.kind == "road":
            sheet.draw(
                shapes.path(course, stroke=colours.street, width=10),
                shapes.path(course, stroke=colours.main, width=6),
            )
        elif line.kind == "river":
            sheet.draw(shapes.path(course, stroke=colours.water, width=15))
        else:
            sheet.draw(
                shapes.path(course, stroke=colours.water, width=24, opacity=0.55),
                shapes.path(course, stroke=shade(colours.water, 0.8), width=3),
            )
    _scale_bar(sheet, flat, look)


def _scale_bar(sheet: Sheet, flat: Projection, look: Look) -> None:
    long, told = earth.bar(flat, sheet.width * 0.2)
    x, y, ink = 34.0, sheet.height - 34.0, look.paint("ink")
    sheet.draw(
        shapes.line((x, y), (x + long, y), ink, 3.5),
        *(shapes.line((at, y - 6), (at, y + 6), ink, 3.5) for at in (x, x + long)),
    )
    sheet.write(words(told, look.faces.text, 21), (x + long / 2, y - 14), ink, align=0.5)
    right = sheet.width - 44
    sheet.draw(shapes.polygon([(right, y - 40), (right + 10, y), (right, y - 9), (right - 10, y)], ink))
    sheet.write(words("N", look.faces.headline, 22), (right, y - 48), ink, align=0.5)


def crossings(points: list[Point], places: int) -> list[Point]:
    """Points at even distances along a way, neither at its beginning nor at its end."""
    lengths = [0.0]
    for one, other in pairwise(points):
        lengths.append(lengths[-1] + ((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)
    found = []
    for number in range(places):
        wanted = lengths[-1] * (number + 1) / (places + 1)
        found.append(min(zip(points, lengths, strict=True), key=lambda pair: abs(pair[1] - wanted))[0])
    return found
