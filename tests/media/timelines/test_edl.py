"""Edit decision lists say to the frame what is seen when."""

import itertools
import re
from fractions import Fraction

import pytest
from tests.media.timelines.cuts import cut

from studio.core.errors import BadInput
from studio.media.timelines.cut import Clip, Timeline, Track
from studio.media.timelines.edl import written
from studio.media.timelines.timecode import frame_of

EVENT = re.compile(r"(\d{3})  (\S+) +(\S+) +(C|D +\d{3}) +(\S+) (\S+) (\S+) (\S+)")


def test_a_list_as_it_is_read_by_people() -> None:
    assert written(cut()).splitlines()[:17] == [
        "TITLE: Fyr & Hus",
        "FCM: NON-DROP FRAME",
        "001  SHOT01   V     C        00:00:00:00 00:00:01:19 01:00:00:00 01:00:01:19",
        "* FROM CLIP NAME: 01",
        "* SOURCE FILE: shots/01/clip ä.mp4",
        "002  SHOT01   V     C        00:00:01:19 00:00:01:19 01:00:01:19 01:00:01:19",
        "002  SHOT02   V     D    009 00:00:00:00 00:00:01:17 01:00:01:19 01:00:03:12",
        "* FROM CLIP NAME: 01",
        "* TO CLIP NAME: 02",
        "* SOURCE FILE: shots/02/clip.mp4",
        "003  SHOT03   V     C        00:00:00:00 00:00:00:18 01:00:03:12 01:00:04:06",
        "* FROM CLIP NAME: 03",
        "* SOURCE FILE: shots/03/clip.mp4",
        "004  SHOT03   V     C        00:00:00:18 00:00:00:18 01:00:04:06 01:00:04:06",
        "004  AX       V     D    012 00:00:00:00 00:00:00:18 01:00:04:06 01:00:05:00",
        "* FROM CLIP NAME: 03",
        "* TO CLIP NAME: 04",
    ]


@pytest.mark.parametrize("rate", [Fraction(24), Fraction(25), Fraction(24000, 1001), Fraction(30000, 1001)])
def test_the_film_is_covered_frame_by_frame(rate: Fraction) -> None:
    text = written(cut(rate))
    events = [EVENT.fullmatch(line) for line in text.splitlines()]
    pictures = [found for found in events if found and found[3] == "V"]
    assert ("FCM: DROP FRAME" in text) == (rate == Fraction(30000, 1001))
    hour = frame_of("01:00:00;00" if "FCM: DROP" in text else "01:00:00:00", rate)
    at = hour
    for found in pictures:
        source_in, source_out, record_in, record_out = (
            frame_of(found[group], rate) for group in (5, 6, 7, 8)
        )
        assert record_in == at
        assert source_out - source_in == record_out - record_in
        at = record_out
    assert at - hour == 120


def test_the_outgoing_shot_has_the_frames_a_dissolve_needs() -> None:
    for timeline in (cut(),):
        lengths = {
            clip.told.get("reel", "AX"): clip.available for _, clip, _, _ in timeline.tracks[0].placed()
        }
        events = [found for line in written(timeline).splitlines() if (found := EVENT.fullmatch(line))]
        for out, into in itertools.pairwise(events):
            if into[4].startswith("D"):
                needed = frame_of(out[6], Fraction(24)) + int(into[4].split()[1])
                assert needed <= lengths[out[2]]


def test_sound_that_is_switched_on_is_in_the_list() -> None:
    text = written(cut())
    assert re.search(r"005  AX +AA +C +00:00:00:00 00:00:05:00 01:00:00:00 01:00:05:00", text)
    assert "music.wav" not in text


def test_what_lists_have_no_name_for_is_noted() -> None:
    assert "* TRANSITION: whip" in written(cut())
    assert "* TRANSITION: dissolve" not in written(cut())
    assert "* LOC: 01:00:03:12 GREEN   call" in written(cut())


def test_names_cannot_forge_events() -> None:
    clip = Clip("x\n002  AX  V  C  ", "a\r\nb\u2028c.mp4", 0, 24, 24, {"reel": "ä b/c\n1234567890"})
    text = written(Timeline("t\nFCM: DROP FRAME", Fraction(24), (Track("v", "Video", (clip,)),)))
    assert len(text.splitlines()) == 5
    assert "BC123456" in text


def test_a_rate_without_timecode_is_refused() -> None:
    with pytest.raises(BadInput, match=r"no timecode of 12\.5"):
        written(cut(Fraction(25, 2)))
