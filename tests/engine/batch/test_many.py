"""A hundred thousand items are found, checked and frozen in little memory."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

MEASURE = """
import json, resource
from pathlib import Path
from studio.assembly import catalogue
from studio.engine.batch.compiling import compiled

def used():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * {unit}

compiled(Path("few.yaml"), catalogue())
before = used()
found = compiled(Path("many.yaml"), catalogue())
rows = sum(1 for manifest in found.manifests.values() for _ in manifest.lines())
print(json.dumps([rows, used() - before]))
"""
BATCH = "defaults: {{tool: image.resize, with: {{width: 800}}, out: web}}\nitems: [{folder}]\n"


@pytest.mark.soak
def test_a_hundred_thousand_items_take_little_memory() -> None:
    for folder in range(100):
        Path(f"many/{folder}").mkdir(parents=True)
        for number in range(1000):
            Path(f"many/{folder}/frame-{number}.png").touch()
    Path("few").mkdir()
    Path("few/one.png").touch()
    for name in ("few", "many"):
        Path(f"{name}.yaml").write_text(BATCH.format(folder=name))
    code = MEASURE.format(unit=1 if sys.platform == "darwin" else 1024)
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    rows, more = json.loads(said.stdout)
    assert rows == 100_000
    assert more < 40_000_000
