"""A small timeline for tests: three shots, two transitions, sound."""

from fractions import Fraction

from studio.media.timelines.cut import Clip, Gap, Marker, Timeline, Track, Transition


def cut(rate: Fraction = Fraction(24)) -> Timeline:
    pictures = Track(
        "Pictures",
        "Video",
        (
            Clip("01", "shots/01/clip ä.mp4", 0, 48, 52, {"reel": "SHOT01"}),
            Transition("dissolve", 5, 4),
            Clip("02", "shots/02/clip.mp4", 5, 36, 41, {"reel": "SHOT02"}),
            Clip("03", "shots/03/clip.mp4", 0, 24, 30, {"reel": "SHOT03"}),
            Transition("whip", 6, 6),
            Clip("04", "shots/04/clip.mp4", 6, 12, 18),
        ),
    )
    mix = Track("Mix", "Audio", (Clip("Mix", "audio/mix.wav", 0, 120, 120),))
    music = Track("Music", "Audio", (Gap(24), Clip("Music", "audio/music.wav", 0, 96, 96)), heard=False)
    markers = (Marker("hook", 0, 84, "Where the land ends", "RED"), Marker("call", 84, 36))
    return Timeline("Fyr & Hus", rate, (pictures, mix, music), markers, {"brief": "an ad"})
