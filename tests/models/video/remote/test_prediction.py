"""A prediction API is asked, waited for, and its clip fetched; it is paid once, and never trusted."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests import predicting
from tests.command import SOON
from tests.predicting import Api

from studio.core.errors import Cancelled, StudioError, ToolFailed, Unavailable
from studio.core.run import Run, entered
from studio.media import probe
from studio.models.video import Workplace, provider
from studio.models.video.conformance import breaches
from studio.models.video.remote import keys
from studio.models.video.remote.prediction import Remote
from studio.models.video.request import Request, Result
from studio.store.filing import home
from studio.store.ledger import Ledger

KEY = "r8_hunter2hunter2"
FREE = ("price: {request: 0.25}", "price: {request: 0.25, failed: false}")


@pytest.fixture(autouse=True)
def _at_home(tmp_path: Path) -> Iterator[None]:
    home.configure(home=tmp_path / "home")
    keys.configure({"stripes": KEY})
    with entered(Run(tmp_path / "run")):
        yield
    keys.configure({})


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    with predicting.api(tmp_path / "server") as api:
        yield api


@pytest.fixture
def make(api: Api, tmp_path: Path) -> Callable[..., Result]:
    """Has a clip made by the API, as a person has described it."""

    def make(*changes: tuple[str, str], seed: int = 1, frames: int = 9) -> Result:
        return remote(tmp_path, api, *changes).make(asked(tmp_path, seed, frames))

    return make


def remote(tmp_path: Path, api: Api, *changes: tuple[str, str]) -> Remote:
    predicting.described(tmp_path / "home", api.url, *changes)
    found = provider("http:stripes", Workplace(tmp_path / "film"))
    assert isinstance(found, Remote)
    return found


def asked(tmp_path: Path, seed: int = 1, frames: int = 9) -> Request:
    return Request(tmp_path / "clip.mp4", 0, frames, 64, 48, 12, seed=seed, name="03", prompt="stripes")


def spent(tmp_path: Path) -> float:
    return float(Ledger(tmp_path / "film").account().spent)


def test_it_keeps_to_what_all_providers_promise(api: Api, tmp_path: Path) -> None:
    assert breaches(remote(tmp_path, api), asked(tmp_path)) == []


def test_a_clip_is_made_fetched_and_paid_for(api: Api, make: Callable[..., Result], tmp_path: Path) -> None:
    made = make()
    film = probe.media(made.clip).main_video
    assert (film.frames, film.width, film.height, film.rate) == (9, 64, 48, "12")
    assert (made.provider, made.kind, made.price, spent(tmp_path)) == ("http:stripes", "t2v", 0.25, 0.25)
    (asked_for,) = api.made.values()
    assert asked_for.input == {
        "prompt": "stripes", "seed": 1, "frames": 9, "fps": 12, "width": 64, "height": 48,
    }  # fmt: skip


def test_a_first_picture_goes_along(api: Api, tmp_path: Path) -> None:
    from dataclasses import replace

    from PIL import Image

    picture = tmp_path / "first.png"
    Image.new("RGB", (64, 48), "red").save(picture)
    made = remote(tmp_path, api).make(replace(asked(tmp_path), begins_with=picture))
    (asked_for,) = api.made.values()
    assert asked_for.input["image"].startswith("data:image/png;base64,iVBOR")
    assert made.kind == "i2v"


@pytest.mark.parametrize("step", ["submit", "poll", "clip"])
@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_server_is_asked_again(
    api: Api, make: Callable[..., Result], step: str, status: int, tmp_path: Path
) -> None:
    api.misbehave(step, predicting.refusing(status), predicting.refusing(status))
    assert make().frames == 9
    assert (len(api.made), spent(tmp_path)) == (1, 0.25)
    assert api.count(step) >= 3


def test_it_is_left_alone_as_long_as_it_wishes(api: Api, make: Callable[..., Result]) -> None:
    api.misbehave("submit", predicting.refusing(429, Retry_After="0.4"))
    begun = time.monotonic()
    make()
    assert time.monotonic() - begun >= 0.4


def test_wishes_without_end_are_not_obeyed(api: Api, make: Callable[..., Result]) -> None:
    api.misbehave("submit", predicting.refusing(429, Retry_After="86400"))
    begun = time.monotonic()
    make()
    assert time.monotonic() - begun < SOON


def test_one_that_stays_broken_is_given_up_and_not_paid(
    api: Api, make: Callable[..., Result], tmp_path: Path
) -> None:
    api.misbehave("submit", *[predicting.refusing(500, "out of GPUs")] * 10)
    with pytest.raises(ToolFailed, match=r"busy or broken \(500\): out of GPUs"):
        make()
    assert (api.count("submit"), spent(tmp_path)) == (3, 0)


@pytest.mark.parametrize("behaviour", [predicting.hanging, predicting.dropping, predicting.refusing(504)])
def test_what_may_have_begun_is_not_asked_for_again(
    api: Api, make: Callable[..., Result], tmp_path: Path, behaviour: predicting.Behaviour
) -> None:
    api.misbehave("submit", behaviour)
    with pytest.raises(ToolFailed, match="may have begun"):
        make(("answer: 2,", "answer: 0.3,"))
    assert (api.count("submit"), spent(tmp_path)) == (1, 0.25)


def test_a_server_that_knows_questions_again_is_asked_again(
    api: Api, make: Callable[..., Result], tmp_path: Path
) -> None:
    def taken(call: predicting.Asking) -> bool:
        key = call.headers["Idempotency-Key"]
        api.keys[key] = "p0"
        api.made["p0"] = predicting.Prediction("p0", call.said["input"])
        return predicting.refusing(504)(call)

    api.misbehave("submit", taken)
    make(("  path: /predictions\n", "  path: /predictions\n  idempotency: Idempotency-Key\n"))
    assert (api.count("submit"), len(api.made), spent(tmp_path)) == (2, 1, 0.25)


def test_a_clip_that_is_cut_off_is_fetched_on_from_there(api: Api, make: Callable[..., Result]) -> None:
    api.misbehave("clip", predicting.cut_at(0.4), predicting.cut_at(0.3))
    assert make().frames == 9
    ranges = [head.get("Range", "") for head in api.headers if "Range" in head]
    assert len(ranges) == 2
    assert all(not one.startswith("bytes=0-") for one in ranges)


def test_a_server_that_cannot_go_on_sends_it_again(api: Api, make: Callable[..., Result]) -> None:
    def whole(call: predicting.Asking) -> bool:
        call.say(api.clip(api.made["p0"]), 200)
        return True

    api.misbehave("clip", predicting.cut_at(0.4), whole)
    assert make().frames == 9


@pytest.mark.parametrize(
    ("behaviour", "told"),
    [
        (predicting.saying(b"<html>502 Bad Gateway</html>"), "sent a text instead of a clip: <html>502"),
        (predicting.saying(b""), "sent an empty clip"),
        (predicting.saying(bytes(range(256)) * 40), "sent no such clip"),
        (predicting.endless, "longer than 1 MB|larger than 1 MB"),
        (predicting.saying(b"x", Content_Length="99000000"), "larger than 1 MB"),
        (predicting.dripping, "did not answer within"),
        (predicting.refusing(403, "expired"), r"does not let us in \(403\): expired"),
    ],
)
def test_what_is_no_clip_is_refused(
    api: Api, make: Callable[..., Result], tmp_path: Path, behaviour: predicting.Behaviour, told: str
) -> None:
    api.misbehave("clip", *[behaviour] * 3)
    with pytest.raises(StudioError, match=told):
        make(("at_once: 4", "at_once: 4\nlargest: 1"), ("download: 20", "download: 0.8"))
    assert not (tmp_path / "clip.mp4").exists()
    assert not list((tmp_path / "film").rglob("*.part"))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"frames": 3}, "3 frames"),
        ({"frames": 200}, "200 frames, and 9 were asked for"),
        ({"width": 32, "height": 32}, "32 × 32, and 64 × 48 was asked for"),
    ],
)
def test_a_clip_of_another_length_or_size_is_refused(
    api: Api, make: Callable[..., Result], change: dict[str, int], told: str
) -> None:
    def other(call: predicting.Asking) -> bool:
        call.said["input"].update(change)
        return False

    api.misbehave("submit", other)
    with pytest.raises(ToolFailed, match=told):
        make()


@pytest.mark.parametrize(
    ("change", "frames"), [({"frames": 12}, 9), ({"fps": 24}, 9), ({"width": 128, "height": 96}, 9)]
)
def test_a_clip_that_is_near_enough_is_fitted(
    api: Api, make: Callable[..., Result], change: dict[str, int], frames: int
) -> None:
    def other(call: predicting.Asking) -> bool:
        call.said["input"].update(change)
        return False

    api.misbehave("submit", other)
    film = probe.media(make().clip).main_video
    assert (film.frames, film.width, film.height, film.rate) == (frames, 64, 48, "12")


def test_one_that_fails_says_why_and_is_paid_as_its_file_says(
    api: Api, make: Callable[..., Result], tmp_path: Path
) -> None:
    failed = predicting.saying(json.dumps({"status": "failed", "error": "NSFW"}).encode())
    for changes, paid in (((), 0.25), ((FREE,), 0.25)):
        api.misbehave("poll", failed)
        with pytest.raises(ToolFailed, match="could not make the clip: NSFW"):
            make(*changes)
        assert spent(tmp_path) == paid


def test_a_key_goes_to_nobody_else(api: Api, make: Callable[..., Result], tmp_path: Path) -> None:
    with predicting.api(tmp_path / "other") as other:
        other.made["p0"] = predicting.Prediction(
            "p0", {"width": 64, "height": 48, "fps": 12, "frames": 9, "seed": 1}
        )
        api.misbehave("clip", predicting.sending_to(f"{other.url}/clips/p0.mp4"))
        make()
        assert [head.get("Authorization") for head in other.headers] == [None]
    assert {head.get("Authorization") for head in api.headers} == {f"Bearer {KEY}"}


@pytest.mark.parametrize(
    "link", ["file:///etc/passwd", "ftp://example.com/clip.mp4", "data:video/mp4;base64,AA", 7]
)
def test_an_address_that_is_none_of_the_web_is_refused(
    api: Api, make: Callable[..., Result], link: object
) -> None:
    done = {"status": "succeeded", "output": [link]}
    api.misbehave("poll", predicting.saying(json.dumps(done).encode()))
    with pytest.raises(ToolFailed, match=r"address that is none|does not say where"):
        make()


def test_redirects_end(api: Api, make: Callable[..., Result]) -> None:
    api.misbehave("clip", *[predicting.sending_to(f"{api.url}/clips/p0.mp4")] * 9)
    with pytest.raises(ToolFailed, match="without end"):
        make()


def test_questions_are_not_sent_elsewhere(api: Api, make: Callable[..., Result]) -> None:
    api.misbehave("submit", predicting.sending_to("http://example.com/predictions", 307))
    with pytest.raises(Unavailable, match="has moved"):
        make()


def test_a_key_is_in_no_error_and_no_file(api: Api, make: Callable[..., Result], tmp_path: Path) -> None:
    api.misbehave("submit", predicting.refusing(401, f"bad token Bearer {KEY}"))
    with pytest.raises(Unavailable, match=r"bad token Bearer \*\*\*\*"):
        make()
    make()
    written = [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()]
    assert not any(KEY.encode() in content for content in written)


def test_a_key_that_is_not_set_is_said(api: Api, make: Callable[..., Result]) -> None:
    keys.configure({})
    with pytest.raises(Unavailable, match="STUDIO_SECRET_STRIPES is not set"):
        make()


def test_who_takes_it_back_waits_no_more_than_two_seconds(api: Api, tmp_path: Path) -> None:
    api.polls = 10**6
    given_up = threading.Event()
    maker = remote(tmp_path, api)
    with entered(Run(tmp_path / "run", cancelled=given_up.is_set)):
        begun = time.monotonic()
        threading.Timer(0.5, given_up.set).start()
        with pytest.raises(Cancelled):
            maker.make(asked(tmp_path))
    assert time.monotonic() - begun < SOON
    assert api.heard.is_set()
    assert api.made["p0"].state == "canceled"


def test_one_taken_back_where_nothing_can_be_cancelled_goes_on_later(
    api: Api, tmp_path: Path, make: Callable[..., Result]
) -> None:
    api.polls = 10**6
    given_up = threading.Event()
    no_cancel = ("cancel:\n  path: /predictions/{id}/cancel\n", "")
    maker = remote(tmp_path, api, no_cancel)
    with entered(Run(tmp_path / "run", cancelled=given_up.is_set)):
        threading.Timer(0.3, given_up.set).start()
        with pytest.raises(Cancelled):
            maker.make(asked(tmp_path))
    api.polls = 1
    make(no_cancel)
    assert (api.count("submit"), spent(tmp_path)) == (1, 0.25)


def test_one_that_is_never_done_is_cancelled(api: Api, make: Callable[..., Result]) -> None:
    api.polls = 10**6
    with pytest.raises(ToolFailed, match=r"not done after 0\.3 s"):
        make(("wait: 20", "wait: 0.3"))
    assert api.heard.is_set()


def test_what_was_asked_for_before_is_not_asked_for_again(
    api: Api, make: Callable[..., Result], tmp_path: Path
) -> None:
    make()
    make()
    assert (api.count("submit"), api.count("clip"), spent(tmp_path)) == (1, 1, 0.25)
    make(seed=2)
    assert (api.count("submit"), spent(tmp_path)) == (2, 0.5)
