"""From some channels to others: the sums broadcasters use, with no sound lost and no voice made quieter."""

from __future__ import annotations

from studio.core.errors import BadInput

_COUNTS = {"mono": 1, "stereo": 2, "5.1": 6}


def mixed(have: str, channels: int, want: str) -> list[str]:
    """The filters that turn one set of channels into another; none where they are the same.

    More than two become stereo as ITU-R BS.775 says: left + 0.707 centre + 0.707 surround, the
    effects channel left out. Nothing is turned down beforehand, so the sum may exceed full scale.

    Args:
        have: The layout as it is.
        channels: How many channels that is.
        want: The layout wanted.
    """
    if have == want or (channels == 1 and want == "mono"):
        return []
    if channels > 2 and have.endswith("channels"):
        raise BadInput(
            f"it has {channels} channels without names, and nobody knows which is left and which right",
            hint="choose wav, or flac for up to 8, which keep them as they are",
        )
    if channels == 1:
        # A voice in the middle: the same on both sides, or in the centre where there is one.
        return ["pan=stereo|c0=c0|c1=c0" if want == "stereo" else _summed(want)]
    if want == "mono":
        return [*mixed(have, channels, "stereo"), "pan=mono|c0=0.5*c0+0.5*c1"]
    return [] if channels == 2 and want == "stereo" else [_summed(want)]


def sums(channels: int, mixing: list[str]) -> bool:
    """Whether a mix adds channels up, so that it can be louder than each of them."""
    return channels > 2 and bool(mixing)


def refuse_more(name: str, channels: int, want: str) -> None:
    """A mix for more loudspeakers than a recording has channels would be invented."""
    if channels > 1 and _COUNTS.get(want, 0) > channels:
        raise BadInput(
            f"{name} has {channels} channels; {want} cannot be made of them",
            hint="leave the channels out, or choose stereo or mono",
        )


def _summed(want: str) -> str:
    # With samples in floating point ffmpeg's mixer does not turn everything down in case it might clip.
    return f"aformat=sample_fmts=fltp,aresample=ochl={want}:lfe_mix_level=0"
