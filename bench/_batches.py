"""Many items, with as good as nothing to do for each or a real encoding, against what runs many at a time."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path

from bench._bounded import bounded
from bench._encodings import SECONDS, films_in, parallel
from bench._engines import around_ours, ours, settled
from bench._paired import Answer, Command, fresh, spread
from bench._stages import encode_batch, glance_batch
from bench._startup import Program, grid, over_startup

OURS = "studio"
ITEMS, MANY = 10_000, 100_000
JOBS, AT_LEAST = 40, 60.0
LIMIT = 600.0

_DEARER, _SLOWER, _LARGER = 5.0, 1.03, 1.1
_POOL = Path(__file__).parent / "peers" / "items_on_pool.py"
_FEW = 2


@dataclass(frozen=True)
class Setting:
    """Where things are and how often they are measured."""

    work: Path
    rounds: int

    @property
    def home(self) -> Path:
        return self.work / "home"

    def batch(self, name: str, text: str) -> Command:
        """A batch of ours, written down."""
        path = self.work / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
        return Command(OURS, ours("batch", "run", str(path)), environment=around_ours(self.home))

    def files(self, count: int) -> Path:
        """A folder of so many small files."""
        folder = self.work / f"{count}-files"
        if not folder.exists():
            folder.mkdir()
            for number in range(count):
                (folder / f"{number:06}.txt").write_text(f"{number}\n", encoding="utf-8")
        return folder

    def glances(self, count: int) -> Command:
        """A batch of ours that asks for the size of each of so many files."""
        return self.batch(f"glance-{count}", glance_batch(self.files(count)))

    def pool(self, name: str, count: int, chunksize: int) -> Command:
        """A plain pool of processes that does the same."""
        return Command(name, (sys.executable, str(_POOL), str(self.files(count)), str(chunksize)))


def items(setting: Setting) -> Answer:
    """Ten thousand items that take next to no time."""
    answer = Answer(f"{ITEMS:,} files, each asked for its size, two processes")
    by_one, by_many = "process pool, chunksize 1", "process pool, chunksize 64"
    programs = [
        Program(OURS, setting.glances(_FEW), setting.glances(ITEMS)),
        Program(by_one, setting.pool(by_one, _FEW, 1), setting.pool(by_one, ITEMS, 1)),
        Program(by_many, setting.pool(by_many, _FEW, 64), setting.pool(by_many, ITEMS, 64)),
    ]
    measured = over_startup(programs, setting.rounds, LIMIT)
    answer.grid = grid(measured)
    answer.at_most(
        f"≤ {_DEARER:g} × {by_one}, over start-up", _DEARER, measured[OURS].against(measured[by_one])
    )
    done = settled(setting.home, "item")
    answer.judge("every file asked", f"{done:,}", done == ITEMS)
    answer.remark(
        f"against {by_many}: {spread(measured[OURS].against(measured[by_many]), ' ×')}; a pool keeps nothing"
    )
    return answer


def memory(setting: Setting) -> Answer:
    """Ten times the items in as good as the same memory."""
    answer = Answer(f"Memory for {MANY:,} items, against that for {ITEMS:,}")
    few, many = (bounded(setting.glances(count), LIMIT).cost for count in (ITEMS, MANY))
    answer.costs = {f"{ITEMS:,} items": [few], f"{MANY:,} items": [many]}
    answer.at_most(f"all processes ≤ {_LARGER:g} ×", _LARGER, [many.tree / few.tree])
    return answer


def encoding(setting: Setting) -> Answer:
    """Real work, the same command line for each, two at a time."""
    answer = Answer(f"{JOBS} ffmpeg jobs, {SECONDS:g} s of film each, one thread, two at a time")
    films = films_in(setting.work, JOBS)
    mine, theirs = setting.work / "mine", setting.work / "theirs"
    whole = setting.batch("films", encode_batch(films[0].parent, mine))
    peer, start, work = parallel(films, theirs, setting.work)
    programs = [
        Program(OURS, setting.glances(_FEW), replace(whole, prepare=fresh(mine))),
        Program(peer, Command(peer, start), Command(peer, work, fresh(theirs))),
    ]
    measured = over_startup(programs, setting.rounds, LIMIT)
    answer.grid = grid(measured)
    answer.at_most(f"≤ {_SLOWER:g} × {peer}, over start-up", _SLOWER, measured[OURS].against(measured[peer]))
    least = min(measured[peer].walls)
    answer.judge(f"at least {AT_LEAST:g} s of work", f"{least:.0f} s", least >= AT_LEAST)
    made = [sum(film.stat().st_size for film in folder.iterdir()) for folder in (mine, theirs)]
    answer.judge("the same films", " and ".join(f"{size:,} bytes" for size in made), made[0] == made[1] > 0)
    return answer
