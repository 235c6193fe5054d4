"""The guard of imports: refuses what works on a GPU, in any Python that reads this file.

It needs nothing but the standard library, for it is read in other people's Pythons too.
"""

from __future__ import annotations

import os
import sys

# Every Python that is started reads this: what is only for those who check types costs it nothing.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec
    from types import ModuleType
    from typing import Any

GPU_ALONE = frozenset({"cupy", "cupyx", "pycuda", "cudf", "cuml", "cugraph", "tensorrt", "numba.cuda"})
"""Nothing in them works without a card."""

EITHER = frozenset({"torch", "tensorflow", "jax", "jaxlib", "onnxruntime", "paddle", "mxnet"})
"""They work on the processor as well, and may come where they see no card."""

_LIBRARIES = ("libcuda.so", "libnvidia-ml.so", "libamdhip64.so", "libhsa-runtime64.so")
_DEVICES = ("/dev/nvidia", "/dev/kfd", "/dev/dri/", "/dev/dxg")
_SIGHT = ("CUDA_VISIBLE_DEVICES", "HIP_VISIBLE_DEVICES", "ROCR_VISIBLE_DEVICES")
_NOTHING = ("", "-1", "NoDevFiles")

refused: list[str] = []
"""What was refused in this process since somebody last asked."""


class Guard:
    """Stands before all other finders; what it need not refuse it leaves to them."""

    def __init__(self) -> None:
        self._asking = False

    def find_spec(self, fullname: str, path: Any = None, target: ModuleType | None = None) -> Any:
        """The module as others find it, with a loader that refuses or changes it; None to let it be."""
        if self._asking or fullname not in _WATCHED:
            return None
        self._asking = True
        try:
            spec = _found(fullname, path, target)
        finally:
            self._asking = False
        # Who only asks whether it is installed is told the truth; it is refused when it is loaded.
        if spec is not None and spec.loader is not None:
            spec.loader = _Watched(spec.loader)
        return spec


class _Watched:
    """Loads as the other one does, unless that must not be."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        if spec.name in GPU_ALONE:
            raise ImportError(_refusal(f"{spec.name} works on a GPU alone"))
        if spec.name in EITHER and (shown := in_sight()):
            raise ImportError(_refusal(f"{spec.name} would see a GPU ({shown})"))
        return self._inner.create_module(spec)  # type: ignore[no-any-return]

    def exec_module(self, module: ModuleType) -> None:
        self._inner.exec_module(module)
        if module.__name__ == _TORCH_CUDA:
            module._lazy_init = _no_cuda  # type: ignore[attr-defined]
            module.is_available = lambda: False  # type: ignore[attr-defined]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


_TORCH_CUDA = "torch.cuda"
_WATCHED = GPU_ALONE | EITHER | {_TORCH_CUDA}


def stand() -> None:
    """Put up the guard in this process; once is enough."""
    if not stands():
        sys.meta_path.insert(0, Guard())
        sys.addaudithook(_listen)


def stands() -> bool:
    """Whether it is put up in this process, by whichever copy of this file."""
    return any(type(one).__name__ == Guard.__name__ for one in sys.meta_path)


def in_sight() -> str:
    """What in the environment lets libraries see a card, as NAME=VALUE; empty if nothing does."""
    for name in _SIGHT:
        value = os.environ.get(name)  # noqa: TID251
        if value is not None and value not in _NOTHING:
            return f"{name}={value}"
    if os.environ.get(_SIGHT[0]) is None:  # noqa: TID251
        return f"no {_SIGHT[0]}"
    return ""


def _listen(event: str, arguments: tuple[Any, ...]) -> None:
    """Told by Python itself of every library and file that is about to be opened."""
    if event == "ctypes.dlopen":
        name = os.path.basename(str(arguments[0] or ""))  # noqa: PTH119
        if name.startswith(_LIBRARIES):
            raise OSError(_refusal(f"{name} drives a GPU"))
    elif event == "open" and isinstance(arguments[0], str) and arguments[0].startswith(_DEVICES):
        raise PermissionError(_refusal(f"{arguments[0]} is a GPU"))


def _no_cuda() -> None:
    raise RuntimeError(_refusal("torch.cuda works on a GPU"))


def _refusal(told: str) -> str:
    refused.append(told)
    return f"{told}, and this process may not touch one"


def _found(name: str, path: Any, target: ModuleType | None) -> Any:
    for finder in sys.meta_path:
        find = getattr(finder, "find_spec", None)
        if find and not isinstance(finder, Guard) and (spec := find(name, path, target)) is not None:
            return spec
    return None
