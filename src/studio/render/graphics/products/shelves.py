"""The products there are, by name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from studio.core.errors import NotFound
from studio.core.written.findings import nearest
from studio.core.written.loading import load
from studio.render.graphics.products.boxes import box_turntable
from studio.render.graphics.products.turning import turntable

if TYPE_CHECKING:
    from studio.render.graphics.products.boxes import BoxTurntable
    from studio.render.graphics.products.grammar import Product
    from studio.render.graphics.products.labels import Said
    from studio.render.graphics.products.turning import Turntable
    from studio.render.painting import Painter
    from studio.render.shelf import Shelf


def turning(product: Product, painter: Painter, said: Said, scale: float) -> Turntable | BoxTurntable:
    """Make any product ready to turn.

    Args:
        product: The product.
        painter: The style and the light it is seen in.
        said: What is written on it.
        scale: Pixels per unit.
    """
    return (box_turntable if product.box else turntable)(product, painter, said, scale)


def product(name: str, shelf: Shelf) -> Product:
    """A product by its name.

    Args:
        name: bottle, jar, cup ...
        shelf: Where to look.
    """
    from studio.render.graphics.products.grammar import Product

    for folder in shelf.folders:
        path = folder / "products" / f"{name}.yaml"
        if path.is_file() and Path(name).name == name:
            return load(path, Product)
    raise NotFound(f"there is no product called {name}", hint=nearest(name, shelf.names("products")))
