"""Pipelines of diffusers: loaded from a folder and nothing else, run step by step, and given back."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from studio.core.errors import BadInput, ToolFailed, Unavailable
from studio.core.run import current, stop_if_cancelled
from studio.core.settings import tell_libraries
from studio.models.diffusion import devices

if TYPE_CHECKING:
    from studio.models.diffusion.devices import Device, How, Room
    from studio.models.diffusion.weights import Weights

EXTRA = "generate"
_TOLD = {"HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1", "CUBLAS_WORKSPACE_CONFIG": ":4096:8"}
"""Nothing is fetched, nobody is told, and equal products are equal."""


@dataclass
class Loaded:
    """A pipeline that is loaded.

    Attributes:
        pipe: The pipeline.
        device: What it runs on.
        how: How much of it is there at a time.
    """

    pipe: Any
    device: Device
    how: How


@dataclass(frozen=True)
class Recipe:
    """How a model is loaded.

    Attributes:
        pipeline: What diffusers calls what it is loaded as.
        exact: Its parts whose numbers are kept at 32 bits, because what they make falls apart otherwise.
        stages: Its parts that do the long work, in which a cancelled run ends at every block.
    """

    pipeline: str
    exact: tuple[str, ...] = ()
    stages: tuple[str, ...] = ("transformer", "vae")


def lacking() -> list[str]:
    """The packages that run such models and are not installed."""
    from studio.host import packages

    return packages.missing_for(EXTRA)


def check_installed() -> None:
    """Make sure that what runs such models is there.

    Raises:
        Unavailable: It is not.
    """
    from studio.host import packages

    if missing := lacking():
        raise Unavailable(
            f"not everything that models need is installed: {', '.join(missing)}",
            hint=packages.command_for(EXTRA),
        )


def loaded(weights: Weights, recipe: Recipe, room: Room) -> Loaded:
    """Load a model onto what models are run on.

    Args:
        weights: The model.
        recipe: How.
        room: What it will need for what it works on.

    Raises:
        Unavailable: What runs it is not installed, or has no room for it.
        BadInput: Its folder does not hold what it says.
    """
    check_installed()
    tell_libraries(_TOLD)
    import diffusers
    import torch

    _quiet()
    device = devices.found()
    how = devices.placed(weights.parameters, room, device)
    _same_again(torch)
    kinds = {"default": torch.bfloat16, **dict.fromkeys(recipe.exact, torch.float32)}
    try:
        with _out_of_memory(device):
            pipe = getattr(diffusers, recipe.pipeline).from_pretrained(
                weights.folder,
                dtype=torch.float32 if device.kind == "cpu" else kinds,
                local_files_only=True,
                use_safetensors=True,
            )
            pipe.set_progress_bar_config(disable=True)
            _place(pipe, device, how)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RuntimeError) as broken:
        raise BadInput(
            f"{weights.model.kind}/{weights.name} cannot be loaded as a {recipe.pipeline}: {_line(broken)}",
            hint=f"studio weights verify {weights.model.kind}/{weights.name} says whether it is whole",
        ) from broken
    _listen(pipe, recipe.stages, device)
    return Loaded(pipe, device, how)


def called(loaded: Loaded, steps: int, timeout: float, given: Mapping[str, Any]) -> Any:
    """Run a pipeline, and tell how far it is.

    Args:
        loaded: The pipeline.
        steps: How many steps it takes.
        timeout: How many seconds it may take; 0: as long as it needs.
        given: What it is given.

    Raises:
        ToolFailed: It took too long, or more memory than there is.
    """
    begun = time.monotonic()

    def after(_pipe: Any, step: int, _moment: Any, tensors: dict[str, Any]) -> dict[str, Any]:
        _tell(step + 1, steps)
        if timeout and time.monotonic() - begun > timeout:
            raise ToolFailed(
                f"it was at step {step + 1} of {steps} after {timeout:g} s",
                hint="give it more time or fewer steps",
            )
        return tensors

    _tell(0, steps)
    with _out_of_memory(loaded.device), _broken(type(loaded.pipe).__name__):
        return loaded.pipe(num_inference_steps=steps, callback_on_step_end=after, **given)


def freed(loaded: Loaded) -> None:
    """Give back what a pipeline holds."""
    import gc

    import torch

    loaded.pipe.remove_all_hooks()
    for part in loaded.pipe.components.values():
        if isinstance(part, torch.nn.Module) and loaded.how != "layers":
            part.to("meta")
    loaded.pipe = None
    gc.collect()
    if loaded.device.kind == "gpu":
        torch.cuda.empty_cache()


def _quiet() -> None:
    """Keep libraries from writing on the screen what people are told by us."""
    from diffusers.utils import logging as of_diffusers
    from transformers.utils import logging as of_transformers

    for logging in (of_diffusers, of_transformers):
        logging.set_verbosity_error()
        logging.disable_progress_bar()


def _place(pipe: Any, device: Device, how: How) -> None:
    if how == "whole":
        pipe.to(device.name)
        return
    if hasattr(pipe.vae, "enable_tiling"):
        pipe.vae.enable_tiling()
    if how == "parts":
        pipe.enable_model_cpu_offload(device=device.name)
    else:
        pipe.enable_sequential_cpu_offload(device=device.name)


def _same_again(torch: Any) -> None:
    """Have equal calls give equal pictures, which libraries for cards do only when they are told to."""
    torch.backends.cudnn.benchmark = False
    torch.backends.cudnn.deterministic = True


def _listen(pipe: Any, stages: tuple[str, ...], device: Device) -> None:
    """End a cancelled run at the next block of the model, and not only after a whole step."""

    def before(*_: Any) -> None:
        if device.kind == "gpu":
            # What was ordered has to be done first, else a card would go on for a whole step.
            import torch

            torch.cuda.current_stream().synchronize()
        stop_if_cancelled()

    for name in stages:
        part = getattr(pipe, name, None)
        for block in getattr(part, "transformer_blocks", None) or getattr(part, "blocks", None) or []:
            block.register_forward_pre_hook(before)
        for half in ("encoder", "decoder"):
            if (found := getattr(part, half, None)) is not None:
                found.register_forward_pre_hook(before)


def _tell(done: int, total: int) -> None:
    stop_if_cancelled()
    if (found := current()) is not None:
        found.note("progress", label="Denoising", done=done, total=total)


@contextmanager
def _out_of_memory(device: Device) -> Iterator[None]:
    """Say what to do where memory does not suffice."""
    import torch

    try:
        yield
    except (torch.OutOfMemoryError, MemoryError) as full:
        raise ToolFailed(
            f"{device.called} has too little memory: {device.total / 1e9:.1f} GB, of which"
            f" {device.free / 1e9:.1f} GB were free",
            hint="lower pixels or frames under options in the model's card, or end what else uses it",
        ) from full


@contextmanager
def _broken(pipeline: str) -> Iterator[None]:
    """Say in a sentence what a pipeline stumbles over: mostly parts that do not belong together."""
    import torch

    try:
        yield
    except torch.OutOfMemoryError:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RuntimeError) as broken:
        raise ToolFailed(
            f"{pipeline} gave up: {_line(broken)}", hint="look whether all parts of the model belong together"
        ) from broken


def _line(broken: BaseException) -> str:
    lines = str(broken).strip().splitlines()
    return lines[0][:200] if lines else type(broken).__name__
