"""Items come out of a manifest as they were put in, as often as they are read, and take little room."""

from studio.engine.batch.manifest import Manifest


def test_items_come_out_as_they_were_put_in() -> None:
    manifest = Manifest()
    rows = [
        {"number": number, "source": f"päth/{number}\u2028.png", "given": {"x": [1, None]}}
        for number in range(5000)
    ]
    for row in rows:
        manifest.add(row)
    assert manifest.total == 5000
    assert list(manifest.rows()) == rows
    assert list(manifest.rows()) == rows
    assert all(line.endswith("\n") and line.isascii() for line in manifest.lines())


def test_an_empty_one_has_no_lines() -> None:
    assert list(Manifest().lines()) == []


def test_very_many_items_take_little_room() -> None:
    manifest = Manifest()
    for number in range(20_000):
        manifest.add({"number": number, "source": f"folder/picture-{number}.png", "given": {"width": 800}})
    assert len(list(manifest.lines())) == 20_000
    assert manifest.size < 20_000 * 25
