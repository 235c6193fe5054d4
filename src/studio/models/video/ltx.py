"""LTX-Video: films from a first picture and words; from a last picture too, with weights made for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from studio.models.diffusion.devices import Room
from studio.models.diffusion.pipes import Recipe
from studio.models.sizing import SizeRule
from studio.models.video.card import CapabilityCard, FrameRule
from studio.models.video.local import Absent, Family, Local, Published, Shown, fitted_rule, maker

if TYPE_CHECKING:
    from studio.models.diffusion.weights import Weights
    from studio.models.video import Workplace
    from studio.models.video.request import Request

_CONDITIONED = "LTXConditionPipeline"
# As published: fewer than 257 frames, fewer pixels than 1280 × 720, both sides whole multiples of 32.
_FRAMES, _PIXELS, _FEWEST = 249, 1280 * 720, int(0.6 * 704 * 480)
_FPS = (24.0, 25.0)
_OVERLAP = 9
_STEPS, _GUIDANCE = 50, 3.0
_DISTILLED_STEPS, _DISTILLED_GUIDANCE = 8, 1.0
_DECODED_AT, _DECODED_NOISE = 0.05, 0.025
# Reckoned: bytes for each number of each place in mind, for a pixel of every frame that is decoded; a tile.
_HELD, _DECODED, _TILE = 24, 120, 512 * 512


def provider(workplace: Workplace) -> Local | Absent:
    """The maker of films with weights of LTX-Video."""
    return maker(FAMILY, workplace)


def published(weights: Weights) -> Published:
    """What is known of a model of LTX-Video."""
    form, vae, wished = weights.config("transformer"), weights.config("vae"), weights.options
    halvings = sum(map(bool, vae.get("spatio_temporal_scaling", (1, 1, 1, 0))))
    spatial = int(vae.get("spatial_compression_ratio") or vae.get("patch_size", 4) * 2**halvings)
    temporal = int(vae.get("temporal_compression_ratio") or vae.get("patch_size_t", 1) * 2**halvings)
    pixels = wished.pixels or _PIXELS
    frames = fitted_rule(wished.frames or _FRAMES, temporal)
    tokens = ((frames.most - 1) // temporal + 1) * pixels // spatial**2
    hidden = int(form.get("num_attention_heads", 32)) * int(form.get("attention_head_dim", 64))
    distilled = any("distilled" in told.lower() for told in (weights.name, weights.model.card.source))
    return Published(
        frames=frames,
        fps=tuple(wished.fps) or _FPS,
        sizes=SizeRule(
            spatial, pixels=pixels, most=1280 if pixels <= _PIXELS else 7680,
            fewest=_FEWEST if wished.fewest is None else wished.fewest,
        ),
        overlap=min(_OVERLAP if wished.overlap is None else wished.overlap, frames.most - 1),
        takes_end=weights.pipeline == _CONDITIONED,
        steps=wished.steps or (_DISTILLED_STEPS if distilled else _STEPS),
        guidance=(_DISTILLED_GUIDANCE if distilled else _GUIDANCE)
        if wished.guidance is None
        else wished.guidance,
        tokens=tokens,
        room=Room(
            tokens * hidden * _HELD + pixels * frames.most * 24,
            pixels * frames.most * _DECODED,
            min(pixels, _TILE) * frames.most * _DECODED,
        ),
    )  # fmt: skip


def recipe(weights: Weights) -> Recipe:
    """How it is loaded."""
    return Recipe(_CONDITIONED if weights.pipeline == _CONDITIONED else "LTXImageToVideoPipeline")


def given(weights: Weights, request: Request, shown: Shown) -> Mapping[str, Any]:
    """What its pipeline is given."""
    told: dict[str, Any] = {"frame_rate": round(request.fps)}
    if weights.config("vae").get("timestep_conditioning"):
        told |= {"decode_timestep": _DECODED_AT, "decode_noise_scale": _DECODED_NOISE}
    if weights.pipeline != _CONDITIONED:
        return told | {"image": shown.first}
    from diffusers.pipelines.ltx.pipeline_ltx_condition import LTXVideoCondition

    conditions = [LTXVideoCondition(image=shown.first, frame_index=0)]
    if shown.last:
        conditions.append(LTXVideoCondition(image=shown.last, frame_index=request.frames - 1))
    return told | {"conditions": conditions}


FAMILY = Family(
    name="ltx",
    called="LTX",
    pipelines=("LTXImageToVideoPipeline", "LTXPipeline", _CONDITIONED),
    published=published,
    recipe=recipe,
    given=given,
    usual=CapabilityCard(
        "ltx", "absent", frozenset({"i2v"}), FrameRule(_FRAMES, 9, 8, 1), _FPS,
        SizeRule(32, most=1280, pixels=_PIXELS, fewest=_FEWEST), _OVERLAP, 3,
        about="LTX-Video, on this machine",
    ),
)  # fmt: skip
