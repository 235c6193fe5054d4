"""Wan: films from a first picture and words; from a last picture too, where the model was made for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from studio.core.errors import BadInput
from studio.models.diffusion.devices import Room
from studio.models.diffusion.pipes import Recipe
from studio.models.sizing import SizeRule
from studio.models.video.card import CapabilityCard, FrameRule
from studio.models.video.local import Absent, Family, Local, Published, Shown, fitted_rule, maker

if TYPE_CHECKING:
    from studio.models.diffusion.weights import Weights
    from studio.models.video import Workplace
    from studio.models.video.request import Request

# As published: 81 frames at 16 a second for 2.1 and for the two experts of 2.2, 121 at 24 for the small 2.2.
_FRAMES, _FPS = 81, 16.0
_SMALL_FRAMES, _SMALL_FPS = 121, 24.0
_480P, _720P, _SMALL = 832 * 480, 1280 * 720, 1280 * 704
_FEWEST = 0.6
_OVERLAP = 5
# Measured on an H100: bytes for each number of each place in mind, for a pixel of every frame, for a pixel of
# what is decoded at a time; and the pixels of a tile.
_HELD, _KEPT, _DECODED, _TILE = 24, 130, 25_000, 256 * 256


def provider(workplace: Workplace) -> Local | Absent:
    """The maker of films with weights of Wan."""
    return maker(FAMILY, workplace)


def published(weights: Weights) -> Published:
    """What is known of a model of Wan.

    Raises:
        BadInput: It makes films of words alone.
    """
    form, vae, wished = weights.config("transformer"), weights.config("vae"), weights.options
    small = _is_small(weights)
    if not begins_with_a_picture(weights):
        raise BadInput(
            f"video/{weights.name} makes films of words alone",
            hint="add a Wan model that begins with a picture: I2V, FLF2V or TI2V",
        )
    temporal = int(vae.get("scale_factor_temporal") or 2 ** sum(vae.get("temperal_downsample", (0, 1, 1))))
    spatial = int(vae.get("scale_factor_spatial") or 8)
    patch = int((form.get("patch_size") or (1, 2, 2))[-1])
    pixels = wished.pixels or (_SMALL if small else _480P if _is_480p(weights) else _720P)
    frames = fitted_rule(wished.frames or (_SMALL_FRAMES if small else _FRAMES), temporal)
    tokens = ((frames.most - 1) // temporal + 1) * pixels // (spatial * patch) ** 2
    hidden = int(form.get("num_attention_heads", 40)) * int(form.get("attention_head_dim", 128))
    experts = "transformer_2" in weights.parameters
    return Published(
        frames=frames,
        fps=tuple(wished.fps) or ((_SMALL_FPS,) if small else (_FPS,)),
        sizes=SizeRule(
            spatial * patch, pixels=pixels, most=1280 if pixels <= _720P else 7680,
            fewest=int(_FEWEST * _480P) if wished.fewest is None else wished.fewest,
        ),
        overlap=min(_OVERLAP if wished.overlap is None else wished.overlap, frames.most - 1),
        takes_end=not small and (form.get("image_dim") is None or bool(form.get("pos_embed_seq_len"))),
        steps=wished.steps or (50 if small else 40),
        guidance=(3.5 if experts else 5.0) if wished.guidance is None else wished.guidance,
        tokens=tokens,
        room=room(tokens, hidden, pixels, frames.most),
    )  # fmt: skip


def begins_with_a_picture(weights: Weights) -> bool:
    """Whether a model of Wan takes a picture, and not words alone."""
    form = weights.config("transformer")
    return _is_small(weights) or int(form.get("in_channels", 36)) > int(form.get("out_channels", 16))


def room(tokens: int, hidden: int, pixels: int, frames: int) -> Room:
    """What it needs besides its numbers.

    Args:
        tokens: How many places it has in mind.
        hidden: How many numbers each of them has.
        pixels: How many pixels a frame has.
        frames: How many frames there are.
    """
    # What is thought is gone when it is decoded, all but the frames themselves.
    kept = pixels * frames * _KEPT
    thinking = tokens * hidden * _HELD
    return Room(kept, max(thinking, pixels * _DECODED), max(thinking, min(pixels, _TILE) * _DECODED))


def recipe(_: Weights) -> Recipe:
    """How it is loaded: what turns numbers into pictures and back needs them exact."""
    return Recipe(
        "WanImageToVideoPipeline", ("vae", "image_encoder"), ("transformer", "transformer_2", "vae")
    )


def given(_weights: Weights, _request: Request, shown: Shown) -> Mapping[str, Any]:
    """What its pipeline is given."""
    return {"image": shown.first} | ({"last_image": shown.last} if shown.last else {})


def _is_small(weights: Weights) -> bool:
    return bool(weights.index.get("expand_timesteps"))


def _is_480p(weights: Weights) -> bool:
    card = weights.model.card
    return any("480" in told for told in (weights.name, card.source, card.note))


FAMILY = Family(
    name="wan",
    called="Wan",
    pipelines=("WanImageToVideoPipeline", "WanPipeline"),
    published=published,
    recipe=recipe,
    given=given,
    usual=CapabilityCard(
        "wan", "absent", frozenset({"i2v"}), FrameRule(81, 5, 4, 1), (_FPS,),
        SizeRule(16, most=1280, pixels=_720P, fewest=int(_FEWEST * _480P)), _OVERLAP, 3,
        about="Wan, on this machine",
    ),
    suits=begins_with_a_picture,
)  # fmt: skip
