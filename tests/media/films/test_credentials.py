"""Films are signed so that every change shows, and a missing library or a bad key is told in one sentence."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import watched
from tests.signing import Pen, pen

from studio.core.errors import BadInput, Unavailable
from studio.media import probe
from studio.media.films import credentials
from studio.media.films.essence import essence

LABEL = "com.animation-ai-studio.shots"
TOLD = {"shots": [{"shot": "01", "provider": "builtin", "seed": 7}]}


@pytest.fixture(autouse=True)
def _unsigned() -> Iterator[None]:
    credentials.configure(certificate="", key="", trusted="")
    yield
    credentials.configure(certificate="", key="", trusted="")


@pytest.fixture
def ours(tmp_path: Path) -> Pen:
    return pen(tmp_path / "pen")


def use(which: Pen, *, trusted: str = "") -> None:
    credentials.configure(certificate=str(which.certificate), key=str(which.key), trusted=trusted)


def signed() -> Path:
    film = watched.written(watched.frames(24, 12))
    return credentials.signed(
        film, Path("signed.mp4"), title="Fyrhus", source="algorithmicMedia", label=LABEL, told=TOLD
    )


def test_a_film_says_who_signed_it_and_what_it_was_made_of(ours: Pen) -> None:
    use(ours)
    found = credentials.read(signed(), LABEL)
    assert (found.state, found.signer, found.why, found.told) == ("valid", "Test Studio", "", TOLD)


def test_whose_authority_is_known_here_is_trusted(ours: Pen, tmp_path: Path) -> None:
    use(ours, trusted=str(ours.authority))
    film = signed()
    assert credentials.read(film).state == "trusted"
    use(ours, trusted=str(pen(tmp_path / "other").authority))
    assert credentials.read(film).state == "valid"


def test_signing_leaves_pictures_as_they_are(ours: Pen) -> None:
    use(ours)
    film = signed()
    assert essence(film) == essence(Path("film.mp4"))
    assert probe.media(film).main_video.frames == 24


def test_every_later_change_breaks_it(ours: Pen) -> None:
    use(ours)
    whole = signed().read_bytes()
    other = Path("other.mp4")
    for place in (len(whole) // 2, len(whole) - 300):
        changed = bytearray(whole)
        changed[place] ^= 1
        other.write_bytes(changed)
        found = credentials.read(other)
        assert (found.state, found.why) == ("broken", "the film was changed after it was signed")
    place = whole.index(b"builtin")
    other.write_bytes(whole[:place] + b"cameras" + whole[place + 7 :])
    assert credentials.read(other).state == "broken"


def test_a_film_without_them_says_so(tmp_path: Path) -> None:
    film = watched.written(watched.frames(12, 12))
    assert credentials.read(film).state == "none"
    for number, content in enumerate((b"", b"words" * 99, bytes(4000), film.read_bytes()[:-700])):
        other = tmp_path / f"{number}.mp4"
        other.write_bytes(content)
        assert credentials.read(other).state == "none"
    assert credentials.read(Path(shutil.copy(film, tmp_path / "film.mkv"))).state == "none"


def test_where_the_library_is_missing_a_signed_film_says_what_is_missing(
    ours: Pen, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(ours)
    film = signed()
    monkeypatch.setattr(credentials, "find_spec", lambda _: None)
    found = credentials.read(film)
    assert (found.state, found.why) == ("unknown", "it is signed, and c2pa-python is not there to read that")
    assert credentials.read(Path("film.mp4")).state == "none"
    assert credentials.lacking() == "c2pa-python"
    with pytest.raises(Unavailable, match="c2pa-python is not there") as missing:
        credentials.signer()
    assert "provenance" in missing.value.hint


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("gone", "no such file"),
        ("no certificate", "holds no certificate in PEM"),
        ("no key", "holds no key without a password in PEM"),
        ("locked", "holds no key without a password in PEM"),
        ("another's", "is not the key of"),
        ("run out", "ran out on"),
        ("itself", "is signed by nobody but itself"),
        ("unset", "no key is set"),
    ],
)
def test_what_cannot_sign_is_told_before_anything_is_signed(
    ours: Pen, tmp_path: Path, change: str, told: str
) -> None:
    use(ours)
    match change:
        case "gone":
            ours.certificate.unlink()
        case "no certificate":
            ours.certificate.write_bytes(b"words")
        case "no key":
            ours.key.write_bytes(b"words")
        case "locked":
            use(pen(tmp_path / "locked", password=b"secret"))
        case "another's":
            ours.key.write_bytes(pen(tmp_path / "other").key.read_bytes())
        case "run out":
            use(pen(tmp_path / "old", days=-1))
        case "itself":
            own = pen(tmp_path / "self")
            credentials.configure(certificate=str(own.authority), key=str(own.key), trusted="")
            told = "is not the key of"
        case "unset":
            credentials.configure(certificate=str(ours.certificate), key="", trusted="")
    with pytest.raises(BadInput, match=told) as refused:
        credentials.signer()
    assert refused.value.hint
    assert len(refused.value.message.splitlines()) == 1


def test_who_signs_is_told_with_the_day_it_ends(ours: Pen) -> None:
    use(ours)
    assert credentials.signer().startswith("Test Studio, until 20")
