"""How large a picture may be before its pixels are unpacked."""

from math import ceil

from studio.core.errors import Refused

DEFAULT_MEGAPIXELS = 500

_max_megapixels = DEFAULT_MEGAPIXELS


def configure(max_megapixels: int) -> None:
    """Set the largest picture, all its pages together, that is unpacked."""
    global _max_megapixels
    _max_megapixels = max_megapixels


def check_size(name: str, width: int, height: int, pages: int = 1) -> None:
    """Refuse a picture whose header promises more pixels than the limit allows."""
    megapixels = ceil(width * height * pages / 1_000_000)
    if megapixels <= _max_megapixels:
        return
    each = f"{pages:,} pages of " if pages > 1 else ""
    raise Refused(
        f"{name} is {each}{width:,} × {height:,} pixels ({megapixels:,} megapixels); "
        f"the limit is {_max_megapixels:,} megapixels",
        hint=f"if you trust the file, raise the limit: --set max_megapixels={megapixels}, "
        f"STUDIO_MAX_MEGAPIXELS={megapixels}, or max_megapixels in studio.toml",
    )
