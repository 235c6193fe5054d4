"""A file that describes a provider is checked whole, with line and reason, before anything is asked."""

from pathlib import Path

import pytest
from tests import predicting

from studio.core.errors import BadInput, NotFound
from studio.models.video.remote import cards, filling
from studio.store.filing import home

TOKEN = ("Bearer {secret:stripes}", "Bearer r8_hunter2")


@pytest.fixture(autouse=True)
def _at_home(tmp_path: Path) -> None:
    home.configure(home=tmp_path / "home")


@pytest.mark.parametrize(
    ("change", "line", "told"),
    [
        (TOKEN, 5, "a key does not belong into a file"),
        (("base: http://127.0.0.1:9", "base: ftp://x"), 3, "no address of a server"),
        (("base: http://127.0.0.1:9", "base: http://example.com"), 3, "would go to example.com in the open"),
        (('"{prompt}"', '"{promt}"'), 9, r"nothing is called \{promt\}"),
        (("/predictions/{id}\n", "/predictions/{name}\n"), 20, r"nothing is called \{name\} here"),
        (("frames: {most: 41", "frames: {most: 40"), 24, "has bounds that it does not allow"),
        (("poll:", "pol:"), 1, "poll is missing"),
        (("tries: 3", "tries: 0"), 29, "should be at least 1"),
        (("{request: 0.25}", "{request: -1}"), 27, "should be at least 0"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, change: tuple[str, str], line: int, told: str) -> None:
    file = predicting.described(tmp_path / "home", "http://127.0.0.1:9", change)
    with pytest.raises(BadInput, match=f"stripes.yaml:{line}:.*{told}"):
        cards.read(file)


def test_one_is_found_by_name_by_path_or_alone(tmp_path: Path) -> None:
    file = predicting.described(tmp_path / "home", "http://127.0.0.1:9")
    elsewhere = predicting.described(tmp_path / "other", "http://127.0.0.1:9", name="far")
    assert [cards.path_of(name) for name in ("stripes", "", str(elsewhere))] == [file, file, elsewhere]
    with pytest.raises(NotFound, match="no HTTP provider is called strips"):
        cards.path_of("strips")
    with pytest.raises(NotFound):
        cards.path_of("../providers/stripes")


def test_it_is_a_card_as_all_providers_have(tmp_path: Path) -> None:
    read = cards.read(predicting.described(tmp_path / "home", "http://127.0.0.1:9"))
    card = cards.capability(read, "http:stripes")
    assert (str(card.frames), card.fps, card.kinds) == (
        "5 to 41 frames (4n+1)",
        (12,),
        frozenset({"t2v", "i2v"}),
    )
    assert (card.cost(41, 12), card.cost(42, 12), card.takes_end) == (0.25, 0.5, False)
    slower = cards.read(
        predicting.described(tmp_path / "home", "http://127.0.0.1:9", ("wait: 20", "wait: 9"))
    )
    assert cards.capability(slower, "http:stripes").version == card.version


def test_what_is_not_given_is_left_out_of_a_body() -> None:
    body = {"a": "{prompt}", "b": "{first}", "c": ["{last}", "x {seed} y"], "d": {"e": "{frames}"}, "f": 1}
    values = {"prompt": "sea", "first": None, "last": None, "seed": 7, "frames": 81}
    assert filling.filled(body, values) == {"a": "sea", "c": ["x 7 y"], "d": {"e": 81}, "f": 1}


def test_a_path_leads_nowhere_else() -> None:
    assert filling.path("/p/{id}", {"id": "../../admin?x=1"}) == "/p/..%2F..%2Fadmin%3Fx%3D1"
    assert filling.at({"a": [{"b": 1}]}, "a.0.b") == 1
    assert filling.at({"p1": {"out": "x"}}, "{id}.out", {"id": "p1"}) == "x"
    assert filling.at({"a": []}, "a.0.b") is None
