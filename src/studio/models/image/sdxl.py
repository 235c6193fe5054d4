"""Stable Diffusion XL as a maker of pictures: from words, or painted over a sketch, a LoRA laid over it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.errors import BadInput
from studio.models.diffusion import devices, pipes, weights
from studio.models.diffusion.devices import Room
from studio.models.diffusion.pipes import Recipe
from studio.models.image import Card, Still, accepted, prompting
from studio.models.sizing import SizeRule

if TYPE_CHECKING:
    from studio.models.diffusion.pipes import Loaded
    from studio.models.diffusion.weights import Weights
    from studio.models.image import Studio
    from studio.store.weights.keeping import Model

PIPELINES = ("StableDiffusionXLPipeline", "StableDiffusionXLImg2ImgPipeline")
_PIXELS, _FEWEST = 1024 * 1024, 640 * 640
_STEPS, _GUIDANCE, _STRENGTH = 30, 6.0, 0.6
# Bytes for each pixel, in thought and as it is decoded, and the pixels of a tile.
_HELD, _DECODED, _TILE = 2_000, 16_000, 512 * 512


def provider(studio: Studio) -> Sdxl:
    """The maker of pictures with the weights that are asked for, or the only ones there are.

    Raises:
        NotFound: There are no such weights.
        BadInput: There are several, or they are of another kind.
    """
    return Sdxl(weights.chosen("stable-diffusion", PIPELINES, studio.model, "SDXL"), studio.called or "sdxl")


@dataclass
class Sdxl:
    """The maker of pictures.

    Attributes:
        weights: Its weights.
        called: What it is called as a provider.
    """

    weights: Weights
    called: str = "sdxl"
    card: Card = field(init=False)
    _held: tuple[str, Loaded] | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        own, wished = self.weights, self.weights.options
        pixels = wished.pixels or _PIXELS
        lora = self._lora()
        self.card = Card(
            name=self.called,
            version=f"{own.digest}+{weights.digest(lora)}" if lora else own.digest,
            kinds=frozenset({"words", "sketch"}),
            sizes=SizeRule(
                8, 64, 4096, pixels=pixels, fewest=_FEWEST if wished.fewest is None else wished.fewest
            ),
            memory=devices.needed(own.parameters, self._room, kind=devices.choice()),
            licence=own.model.card.licence,
        )

    def make(self, still: Still) -> Path:
        """Make a picture, at the model's own size, and bring it to the size that is wanted.

        Raises:
            BadInput: It is asked for what its card does not offer, or its folder is not what it should be.
            Unavailable: What runs it is not installed, or has no room for it.
            ToolFailed: It took more memory than there is.
        """
        import torch

        kind = accepted(self.card, still)
        size = self.card.sizes.fitted(still.width, still.height)
        told = prompting.still(still.shot, still.prompt)
        wished = self.weights.options
        given: dict[str, Any] = {
            "prompt": told.words,
            "negative_prompt": wished.negative or told.unwanted,
            "guidance_scale": _GUIDANCE if wished.guidance is None else wished.guidance,
            "generator": torch.Generator("cpu").manual_seed(still.seed),
            "output_type": "pil",
        }
        if kind == "sketch":
            strength = _STRENGTH if wished.strength is None else wished.strength
            given |= {"image": _opened(still.sketch, size), "strength": strength}
        else:
            given |= {"width": size[0], "height": size[1]}
        made = pipes.called(self._pipe(kind), wished.steps or _STEPS, 0, given).images[0]
        _written(made, (still.width, still.height), still.out)
        return still.out

    def close(self) -> None:
        """Give the memory back; asked again, it is loaded again."""
        if self._held:
            held, self._held = self._held, None
            pipes.freed(held[1])

    @property
    def _room(self) -> Room:
        pixels = self.weights.options.pixels or _PIXELS
        return Room(pixels * _HELD, pixels * _DECODED, min(pixels, _TILE) * _DECODED)

    def _lora(self) -> Model | None:
        from studio.store.weights import keeping

        name = self.weights.options.lora
        return keeping.where(name, "lora_sdxl") if name else None

    def _pipe(self, kind: str) -> Loaded:
        name = PIPELINES[1] if kind == "sketch" else PIPELINES[0]
        if self._held is None or self._held[0] != name:
            self.close()
            held = pipes.loaded(self.weights, Recipe(name, ("vae",), ("unet", "vae")), self._room)
            self._held = name, held
            if lora := self._lora():
                _lay(held.pipe, lora)
        return self._held[1]


def _lay(pipe: Any, lora: Model) -> None:
    """Lay a LoRA over a pipeline."""
    files = sorted(lora.folder.glob("*.safetensors"))
    if len(files) != 1:
        raise BadInput(
            f"lora_sdxl/{lora.name} has {len(files)} files of weights",
            hint="add the one .safetensors file alone: studio weights add FILE --kind lora_sdxl",
        )
    try:
        pipe.load_lora_weights(lora.folder, weight_name=files[0].name, local_files_only=True)
    except (ValueError, KeyError, RuntimeError, OSError) as broken:
        raise BadInput(
            f"lora_sdxl/{lora.name} does not fit the model: {str(broken).splitlines()[0][:200]}",
            hint="take one that was made for SDXL",
        ) from broken


def _opened(path: Path | None, size: tuple[int, int]) -> Any:
    from PIL import Image, ImageOps

    assert path is not None
    with Image.open(path) as opened:
        return ImageOps.fit(opened.convert("RGB"), size, Image.Resampling.LANCZOS)


def _written(picture: Any, size: tuple[int, int], out: Path) -> None:
    from PIL import Image, ImageOps

    ImageOps.fit(picture, size, Image.Resampling.LANCZOS).save(out)
