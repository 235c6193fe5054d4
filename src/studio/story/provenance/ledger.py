"""What a film's signature vouches for: who made each shot, with what, and how its pictures came about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from studio.story.provenance.grammar import Manifest

LABEL = "com.animation-ai-studio.shots"
"""The name under which it stands among a film's credentials."""

_CALCULATED, _BROUGHT = "builtin", "given"


def source(manifest: Manifest) -> str:
    """How the pictures came about, as the IPTC calls it: calculated, put together, or by trained models."""
    makers = {one.provider for one in manifest.takes}
    if makers <= {_CALCULATED}:
        return "algorithmicMedia"
    return "composite" if makers <= {_CALCULATED, _BROUGHT} else "compositeWithTrainedAlgorithmicMedia"


def told(manifest: Manifest) -> dict[str, Any]:
    """The maker of every shot, and the hashes of pictures and sound as they are stored."""
    return {
        "program": manifest.program,
        "code": manifest.code,
        "pictures": manifest.pictures,
        "sound": manifest.sound,
        "voice": " ".join(filter(None, (manifest.speaker.provider, manifest.speaker.voice))),
        "shots": [one.model_dump(mode="json", exclude_defaults=True) for one in manifest.takes],
    }
