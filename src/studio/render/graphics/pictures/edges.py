"""Edges of a cut-out: how much of each pixel is the thing, and its colour without the ground's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.graphics.pictures.ground import Ground

_TELLING = 26.0


def refined(rgba: ndarray, mask: ndarray, found: Ground) -> ndarray:
    """The whole picture with the thing's own alpha and colours, at full size.

    Args:
        rgba: The picture.
        mask: Where the thing is, at any size.
        found: The ground it stands on.
    """
    import cv2
    import numpy as np

    height, width = rgba.shape[:2]
    scale = width / mask.shape[1]
    rough: Any = cv2.resize(mask.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    rough = cv2.GaussianBlur(rough, (0, 0), max(0.6, 0.5 * scale))
    reach = round(1.6 * scale + 2)
    inside, outside = _eroded(rough > 0.5, reach), _eroded(rough <= 0.5, reach)
    seen = rgba[..., :3].astype(np.float32)
    behind = _behind(seen, outside, found, reach)
    thing = _spread(seen, inside, 3 * reach)
    off = thing - behind
    known = (off * off).sum(axis=-1)
    alpha = ((seen - behind) * off).sum(axis=-1) / np.maximum(known, 1.0)
    sure = np.clip(np.sqrt(known) / _TELLING, 0, 1)
    alpha = np.clip((np.clip(alpha, 0, 1) - 0.04) / 0.92, 0, 1)
    alpha = alpha * sure + np.clip((rough - 0.5) * 2 * max(1.0, scale / 2) + 0.5, 0, 1) * (1 - sure)
    alpha = np.where(inside, 1.0, np.where(outside, 0.0, alpha)).astype(np.float32)
    share = alpha[..., None]
    own = (seen - behind * (1 - share)) / np.maximum(share, 0.15)
    trust = np.clip((share - 0.3) / 0.5, 0, 1)
    own = np.where(share < 0.995, own * trust + thing * (1 - trust), seen)
    made = np.empty_like(rgba)
    made[..., :3] = np.clip(own + 0.5, 0, 255)
    made[..., 3] = np.clip(alpha * 255 + 0.5, 0, 255) * (rgba[..., 3] / 255.0)
    made[made[..., 3] == 0] = 0
    return made


def _eroded(there: ndarray, by: int) -> ndarray:
    import cv2
    import numpy as np

    away = cv2.distanceTransform(np.pad(there.astype(np.uint8), 1, mode="edge"), cv2.DIST_L2, 3)[1:-1, 1:-1]
    deep: ndarray = away > by
    return deep


def _behind(seen: ndarray, outside: ndarray, found: Ground, reach: int) -> ndarray:
    """The ground as it is seen close to the thing; as the border says where there is none close."""
    import cv2
    import numpy as np

    height, width = seen.shape[:2]
    small = found.seen(max(2, height // 8), max(2, width // 8))
    modelled: Any = cv2.cvtColor(small.astype(np.float32), cv2.COLOR_Lab2RGB) * 255
    modelled = cv2.resize(modelled, (width, height), interpolation=cv2.INTER_LINEAR)
    return _spread(seen, outside, 2 * reach, modelled)


def _spread(seen: ndarray, known: ndarray, reach: int, otherwise: ndarray | None = None) -> ndarray:
    """Colours carried from where they are known to what lies near."""
    import cv2
    import numpy as np

    weight = known.astype(np.float32)
    side = 2 * reach + 1
    total: Any = cv2.blur(seen * weight[..., None], (side, side))
    amount: Any = cv2.blur(weight, (side, side))[..., None]
    far_total: Any = cv2.blur(seen * weight[..., None], (4 * side + 1, 4 * side + 1))
    far: Any = cv2.blur(weight, (4 * side + 1, 4 * side + 1))[..., None]
    wide = far_total / np.maximum(far, 1e-4) if otherwise is None else otherwise
    wide = np.where(far > 1e-4, wide, seen) if otherwise is None else wide
    carried: ndarray = np.where(amount > 0.02, total / np.maximum(amount, 1e-4), wide)
    return np.where(known[..., None], seen, carried)
