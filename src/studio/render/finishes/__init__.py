"""How plates are treated once they are drawn: flat colour with light, cut paper, ink and wash."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.grammar import Pack


def finished(
    rgba: ndarray,
    pack: Pack,
    scale: float,
    corner: tuple[int, int],
    *,
    depth: float = 1.0,
    shadow: str = "",
    paper: str = "",
) -> ndarray:
    """A plate as its style makes it.

    Args:
        rgba: The plate as it was drawn, straight alpha, with room around it for a shadow.
        pack: The style.
        scale: Pixels per unit.
        corner: Where the plate lies in its world, in pixels, so that textures of neighbours fit.
        depth: How far away it is.
        shadow: The colour of shadows.
        paper: What shows through where colour is thin; the sheet of the style if empty.
    """
    kind = pack.finish.kind
    if kind == "paper":
        from studio.render.finishes.paper import cut

        return cut(rgba, scale, corner, pack.finish.amount, depth, shadow)
    if kind == "ink":
        from studio.render.finishes.ink import washed

        return washed(rgba, scale, corner, pack.finish.amount, paper or pack.sheet)
    from studio.render.finishes.flat import modelled

    return modelled(rgba, corner, pack.finish.amount)


def reach(pack: Pack) -> float:
    """How far beyond its shapes a plate may grow, in units."""
    return {"paper": 26.0, "ink": 6.0}.get(pack.finish.kind, 0.0)
