"""Read by every Python with this folder on its path, before anything else: puts up the guard of imports.

It is not ours alone to be read here: the one that would have been read without us is read afterwards.
"""

from __future__ import annotations

import os
import sys
from importlib.machinery import PathFinder, SourceFileLoader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

_HERE = os.path.dirname(os.path.realpath(__file__))  # noqa: PTH120
_GUARD = "studio_guard_of_imports"


def _load(name: str, place: str) -> ModuleType:
    module = type(sys)(name)
    module.__file__ = place
    sys.modules[name] = module
    SourceFileLoader(name, place).exec_module(module)
    return module


def _put_up_guard() -> None:
    # Whatever is wrong with it, a Python of somebody else's must start as it always does.
    try:
        place = os.path.join(os.path.dirname(_HERE), "guard.py")  # noqa: PTH118, PTH120
        _load(_GUARD, place).stand()
    except Exception:  # noqa: BLE001
        sys.modules.pop(_GUARD, None)


def _step_aside() -> None:
    elsewhere = [place for place in sys.path if os.path.realpath(place or os.curdir) != _HERE]
    other = PathFinder.find_spec("sitecustomize", elsewhere)
    if other is not None and other.origin:
        _load("sitecustomize", other.origin)


_put_up_guard()
_step_aside()
