"""Draws one drawing or one place for whoever is drawing it: python -m studio.render.preview FILE."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.media.images.libvips import Raster, engine
from studio.render.drawing import reading
from studio.render.drawing.expanding import Circumstances, expanded, parameters
from studio.render.drawing.expressions import Value
from studio.render.drawing.plain import Plain
from studio.render.finishes import finished
from studio.render.painting import Painter
from studio.render.shelf import OURS, Shelf

if TYPE_CHECKING:
    from studio.render.grammar import Frame, Layer, Place


def main() -> None:
    """Draw what the command line names."""
    command = argparse.ArgumentParser(prog="preview")
    command.add_argument("what")
    command.add_argument("-o", "--out", default="preview.png")
    command.add_argument("--time", default="dusk")
    command.add_argument("--weather", default="clear")
    command.add_argument("--pack", default="dusk")
    command.add_argument("--aspect", default="wide")
    command.add_argument("--height", type=int, default=900)
    command.add_argument("--seed", type=int, default=1)
    command.add_argument("--background", default="")
    command.add_argument("--set", action="append", default=[])
    command.add_argument("--shelf", default=str(OURS))
    asked = command.parse_args()
    shelf = Shelf((Path(asked.shelf), OURS))
    given = dict(_pair(one) for one in asked.set)
    if Path(asked.what).suffix == ".svg":
        picture = drawn(shelf, Path(asked.what), asked, given)
    else:
        picture = placed(shelf, asked.what.removeprefix("places/"), asked)
    picture.write_to_file(asked.out)


def drawn(shelf: Shelf, path: Path, asked: Any, given: dict[str, Value]) -> Raster:
    """One drawing on a plain ground."""
    drawing = reading.load(path)
    painter = Painter(shelf.pack(asked.pack), asked.time, asked.weather)
    plain = expanded(drawing, given, _around(shelf, painter, asked))
    scale = asked.height / plain.box[3]
    picture = _flat(plain, painter, scale)
    ground = picture.new_from_image(_ground(asked, painter)).copy(interpretation="srgb").bandjoin(255)
    return _shone(ground.composite2(picture, "over"), _glow(plain, scale), 0, 0).flatten()


def placed(shelf: Shelf, name: str, asked: Any) -> Raster:
    """A place, its layers on one another; what moves by rule is left out but for the sky."""
    place = shelf.place(name)
    frame = place.frames[asked.aspect]
    ratio = {"wide": 16 / 9, "tall": 9 / 16, "square": 1.0, "portrait": 0.8}[asked.aspect]
    width, height = round(asked.height * ratio), asked.height
    whole = _sky(Painter(shelf.pack(asked.pack), asked.time, asked.weather), width, height, frame.horizon)
    for layer in place.layers:
        if layer.kind == "draw" and (not layer.aspects or asked.aspect in layer.aspects):
            whole = _laid(whole, shelf, name, place, layer, frame, asked)
        elif layer.kind == "water":
            whole = _water(whole, layer, frame)
    return whole.flatten()


def _water(whole: Raster, layer: Layer, frame: Frame) -> Raster:
    """A stand-in for water: what is above, upside down and darker."""
    scale = whole.width / frame.span
    top = round(frame.horizon * whole.height + layer.ruled.top * scale)
    high = min(whole.height - top, round((layer.ruled.bottom - layer.ruled.top) * scale), top)
    if high <= 0:
        return whole
    mirrored = whole.crop(0, top - high, whole.width, high).flip("vertical")
    mirrored = (mirrored.gaussblur(4) * [0.72, 0.78, 0.86, 1]).cast("uchar").copy(interpretation="srgb")
    return whole.insert(mirrored, 0, top)


def _laid(
    whole: Raster, shelf: Shelf, name: str, place: Place, layer: Layer, frame: Frame, asked: Any
) -> Raster:
    painter = Painter(
        shelf.pack(asked.pack), asked.time, asked.weather, indoors=place.indoors, depth=layer.depth
    )
    drawing = shelf.drawing(f"places/{name}/{Path(layer.draw).stem}")
    known = {**place.params, **layer.params}
    given = {key: value for key, value in known.items() if key in parameters(drawing)}
    plain = expanded(drawing, given, _around(shelf, painter, asked))
    scale = whole.width / frame.span
    x = round(frame.focus * whole.width + plain.box[0] * scale)
    y = round(frame.horizon * whole.height + plain.box[1] * scale)
    picture = _flat(plain, painter, scale)
    if layer.depth < 1:
        picture = (
            picture.premultiply()
            .gaussblur(0.006 * whole.width * (1 / layer.depth - 1))
            .unpremultiply()
            .cast("uchar")
        )
    whole = whole.composite2(picture.copy(interpretation="srgb"), "over", x=x, y=y)
    return _shone(whole, _glow(plain, scale), x, y)


def _flat(plain: Plain, painter: Painter, scale: float) -> Raster:
    """All pieces of a drawing on one another, as their style makes them."""
    import numpy as np

    if painter.pack.finish.kind == "flat":
        return _raster(plain.svg("".join(piece.markup for piece in plain.pieces)), scale)
    whole = _raster(plain.svg(""), scale)
    for piece in plain.pieces:
        rgba = np.ascontiguousarray(_raster(plain.svg(piece.markup), scale).numpy())
        made = finished(rgba, painter.pack, scale, (0, 0), depth=painter.depth, shadow=painter.moment.shadow)
        whole = whole.composite2(engine().Image.new_from_array(made).copy(interpretation="srgb"), "over")
        whole = whole.copy_memory()
    return whole


def _shone(whole: Raster, glow: Raster, x: int, y: int) -> Raster:
    """A picture with light added."""
    light = glow.embed(x, y, whole.width, whole.height)
    return (whole + light).cast("uchar").copy(interpretation="srgb")


def _glow(plain: Plain, scale: float) -> Raster:
    whole = _raster(plain.svg(""), scale) * 0
    for piece in plain.pieces:
        for markup, strength, halo in piece.lights:
            shining = _raster(plain.svg(markup), scale / 4).premultiply()
            soft = shining.gaussblur(max(0.5, halo * scale / 8)) * (0.8 * strength)
            soft = soft.resize(whole.width / soft.width, vscale=whole.height / soft.height)
            whole = whole + soft[:3].bandjoin(soft[3] * 0)
    return whole.cast("uchar").copy(interpretation="srgb")


def _raster(svg: str, scale: float) -> Raster:
    return engine().Image.svgload_buffer(svg.encode(), scale=scale).copy_memory()


def _around(shelf: Shelf, painter: Painter, asked: Any) -> Circumstances:
    return Circumstances(
        painter.colour,
        frozenset({asked.time, asked.weather}),
        shelf.drawing,
        asked.seed,
        line=painter.pack.finish.line,
    )


def _ground(asked: Any, painter: Painter) -> list[int]:
    from studio.media.images.colour import parse_colour

    return list(parse_colour(asked.background or painter.colour("haze"))[:3])


def _sky(painter: Painter, width: int, height: int, horizon: float) -> Raster:
    stops = "".join(
        f'<stop offset="{number / 4}" stop-color="{painter.colour(f"sky.{number + 1}")}"/>'
        for number in range(5)
    )
    moment = painter.moment
    unit = height / 900
    sun, below = painter.colour("sun"), painter.colour("sky.5")
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"><defs>'
        f'<linearGradient id="s" x2="0" y2="1">{stops}</linearGradient></defs>'
        f'<rect width="{width}" height="{height * horizon + 1}" fill="url(#s)"/>'
        f'<rect y="{height * horizon}" width="{width}" height="{height}" fill="{below}"/>'
        f'<circle cx="{width * moment.across}" cy="{height * horizon * (1 - moment.height)}" '
        f'r="{moment.size * unit}" fill="{sun}"/></svg>'
    )
    return engine().Image.svgload_buffer(svg.encode()).copy_memory()


def _pair(text: str) -> tuple[str, Value]:
    name, _, value = text.partition("=")
    try:
        return name, float(value)
    except ValueError:
        return name, value


if __name__ == "__main__":
    main()
