"""A picture is uploaded once, and its address asked with; where it is refused, it is said what to do."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from tests import predicting
from tests.predicting import Api

from studio.core.errors import StudioError
from studio.core.run import Run, entered
from studio.models.video import Workplace, provider
from studio.models.video.failures import is_counted
from studio.models.video.remote import keys
from studio.models.video.request import Request, Result
from studio.store.filing import home
from studio.store.ledger import Ledger

UPLOAD = ("at_once: 4", "at_once: 4\npictures: upload\nupload: {path: /files, field: image}")


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    home.configure(home=tmp_path / "home")
    keys.configure({"stripes": "key-of-stripes"})
    with predicting.api(tmp_path / "server") as api, entered(Run(tmp_path / "run")):
        yield api
    keys.configure({})


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    Image.new("RGB", (64, 48), "red").save(tmp_path / 'the "first".png')
    return tmp_path / 'the "first".png'


@pytest.fixture
def make(api: Api, picture: Path, tmp_path: Path) -> Callable[[], Result]:
    """Has a clip made that begins with the picture."""
    predicting.described(tmp_path / "home", api.url, UPLOAD)
    asked = Request(
        tmp_path / "clip.mp4", 0, 9, 64, 48, 12, seed=1, name="03", prompt="stripes", begins_with=picture
    )
    return lambda: provider("http:stripes", Workplace(tmp_path / "film")).make(asked)


def spent(tmp_path: Path) -> float:
    return float(Ledger(tmp_path / "film").account().spent)


def test_a_picture_is_uploaded_once_and_its_address_asked_with(
    api: Api, make: Callable[[], Result], picture: Path
) -> None:
    api.misbehave("submit", predicting.refusing(503), predicting.refusing(429))
    assert make().kind == "i2v"
    make()
    (sent,) = api.kept
    assert sent.get_payload(decode=True) == picture.read_bytes()
    assert sent.get_content_type() == "image/png"
    assert sent.get_param("name", header="Content-Disposition") == "image"
    assert '"' not in str(sent.get_filename())
    (asked_for,) = api.made.values()
    assert asked_for.input["image"] == f"{api.url}/kept/1"
    steps = [step for step, _ in api.calls]
    assert steps[:4] == ["upload", "submit", "submit", "submit"]


@pytest.mark.parametrize("behaviour", [predicting.refusing(503), predicting.dropping], ids=["busy", "cut"])
def test_one_who_is_busy_or_hangs_up_is_sent_it_again(
    api: Api, make: Callable[[], Result], tmp_path: Path, behaviour: predicting.Behaviour
) -> None:
    api.misbehave("upload", behaviour, behaviour)
    assert make().frames == 9
    assert (api.count("upload"), len(api.kept), api.count("submit"), spent(tmp_path)) == (3, 1, 1, 0.25)


@pytest.mark.parametrize(
    ("behaviour", "told", "hint", "tries", "counted"),
    [
        (
            predicting.refusing(413, "too large"),
            r'^the "first".png could not be uploaded: http:stripes refused .* \(413\): too large$',
            "do upload.path and upload.field", 1, False,
        ),
        (
            predicting.refusing(404),
            r'^the "first".png could not be uploaded: http:stripes knows nothing of that \(404\)',
            "do upload.path and upload.field", 1, True,
        ),
        (predicting.refusing(401), r"does not let us in \(401\)", "STUDIO_SECRET_STRIPES", 1, True),
        (predicting.refusing(503), r"is busy or broken \(503\)", "try again later", 3, True),
        (
            predicting.saying(json.dumps({"id": 7}).encode()),
            "did not say what it calls a picture", "does upload.answer", 1, True,
        ),
    ],
)  # fmt: skip
def test_who_does_not_take_it_says_so_and_is_asked_and_paid_for_nothing(
    api: Api, make: Callable[[], Result], tmp_path: Path,
    behaviour: predicting.Behaviour, told: str, hint: str, tries: int, counted: bool,
) -> None:  # fmt: skip
    api.misbehave("upload", *[behaviour] * 9)
    with pytest.raises(StudioError, match=told) as failed:
        make()
    assert hint in (failed.value.hint or "")
    assert is_counted(failed.value) is counted
    assert (api.count("upload"), api.count("submit"), spent(tmp_path)) == (tries, 0, 0)
