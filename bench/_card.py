"""Ways to reach for a card, the layers that should stop them, and what is seen of those who come through.

What reaches is a process of its own each time: it says how far it came and stays until it was looked at.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from studio.host import drivers
from studio.host.family import family
from studio.host.isolation import proof
from studio.host.isolation.environment import HIDDEN, without_cards

CARD = Path("/dev/nvidia0")
_PATIENCE = 90.0
_AT_A_TIME = 6
_LINE = 1 << 16

_SAYS = """
import ctypes, json, os, subprocess, sys
def reach():
{body}
try:
    told, reached = reach(), True
except BaseException as refused:
    told, reached = f"{{type(refused).__name__}}: {{refused}}".splitlines()[0][:200], False
print(json.dumps({{"reached": reached, "told": told}}), flush=True)
sys.stdin.read()
"""

_OPENS = f"""
    global kept
    kept = os.open({str(CARD)!r}, os.O_RDWR)
    return "opened it"
"""

_BY_HAND = """
    driver, count = ctypes.CDLL("libcuda.so.1"), ctypes.c_int()
    code = driver.cuInit(0) or driver.cuDeviceGetCount(ctypes.byref(count))
    if code or not count.value:
        raise OSError(f"the driver answers {code} and {count.value} cards")
    return f"{count.value} cards"
"""

_TORCH = """
    global kept
    import torch
    torch.cuda.init()
    kept = torch.zeros(1, device="cuda")
    return torch.cuda.get_device_name(0)
"""

_INNOCENT = """
    import torch
    return f"{torch.ones(3).sum().item():g} on the processor"
"""

_PROGRAM = r"""
#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>
int main(void) {
    char rest[64];
    int code = -1, count = 0, card = 0;
    void *context, *driver = dlopen("libcuda.so.1", RTLD_NOW);
    if (driver) {
        int (*init)(unsigned) = (int (*)(unsigned))dlsym(driver, "cuInit");
        int (*counted)(int *) = (int (*)(int *))dlsym(driver, "cuDeviceGetCount");
        int (*found)(int *, int) = (int (*)(int *, int))dlsym(driver, "cuDeviceGet");
        int (*kept)(void **, int) = (int (*)(void **, int))dlsym(driver, "cuDevicePrimaryCtxRetain");
        code = init(0);
        if (!code) code = counted(&count);
        if (!code && count) code = found(&card, 0);
        if (!code && count && kept) code = kept(&context, card);
    }
    printf("{\"reached\": %s, \"told\": \"the driver answers %d and %d cards\"}\n",
           !code && count ? "true" : "false", code, count);
    fflush(stdout);
    while (read(0, rest, sizeof rest) > 0) ;
    return 0;
}
"""

OPENS, BY_HAND, TORCH, GRANDCHILD, PROGRAM, INNOCENT = (
    "opens its file",
    "cuInit by ctypes",
    "torch.cuda.init()",
    "a grandchild with torch",
    "cuInit by a C program",
    "torch on the processor",
)
"""What is done; the last is no deed, and whoever does it must be let be."""

NOTHING, ENVIRONMENT, IMPORTS, DEVICES, ALL = ("nothing", "environment", "imports", "devices", "all")
"""What stands in its way."""

CLAIMS: Mapping[str, frozenset[str]] = {
    NOTHING: frozenset(),
    ENVIRONMENT: frozenset({BY_HAND, TORCH, GRANDCHILD, PROGRAM}),
    IMPORTS: frozenset({OPENS, BY_HAND, TORCH, GRANDCHILD}),
    DEVICES: frozenset({OPENS, BY_HAND, TORCH, GRANDCHILD, PROGRAM}),
    ALL: frozenset({OPENS, BY_HAND, TORCH, GRANDCHILD, PROGRAM}),
}
"""What each layer says it catches, alone and with all others."""

# Where devices cannot be hidden it says so first, and goes on: then the layers before it are all there are.
_HIDES = """
import json, os, sys
from studio.host.isolation import devices, layers
hidden = layers.enter().devices if sys.argv[1] == "all" else devices.hide()
print(json.dumps({"took": hidden.took, "told": hidden.told}), flush=True)
os.execv(sys.argv[2], sys.argv[2:])
"""


@dataclass(frozen=True)
class Reached:
    """What became of one who reached for the card.

    Attributes:
        deed: How it was tried.
        layer: What stood in its way.
        stood: Whether that could be put up here, and what to say of it.
        reached: Whether it came through.
        told: What it said itself.
        open: The card's file that it, or one below it, had open.
        loaded: The library of the driver that it had loaded.
        driver: Whether the driver names it.
        named: How the proof tells of it, empty where it does not.
    """

    deed: str
    layer: str
    stood: tuple[bool, str]
    reached: bool
    told: str
    open: str
    loaded: str
    driver: bool
    named: str

    @property
    def as_claimed(self) -> bool:
        """Whether the layer, where it could be put up, has caught what it says it catches."""
        return not (self.stood[0] and self.reached and self.deed in CLAIMS[self.layer])


def ways(folder: Path) -> dict[str, list[str]]:
    """Every way to reach for the card, as commands; the program only where there is a compiler."""
    commands = {
        deed: [sys.executable, "-c", _SAYS.format(body=body)]
        for deed, body in ((OPENS, _OPENS), (BY_HAND, _BY_HAND), (TORCH, _TORCH), (INNOCENT, _INNOCENT))
    }
    below = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {commands[TORCH][-1]!r}])"
    commands[GRANDCHILD] = [sys.executable, "-c", below]
    if compiler := shutil.which("cc") or shutil.which("gcc"):
        program = folder / "reaches"
        command = [compiler, "-o", str(program), "-x", "c", "-", "-ldl"]
        subprocess.run(command, input=_PROGRAM.encode(), check=True)
        commands[PROGRAM] = [str(program)]
    return commands


def everything(folder: Path) -> list[Reached]:
    """Every way against every layer."""
    tried = [
        (deed, layer, command)
        for deed, command in ways(folder).items()
        for layer in (NOTHING, ENVIRONMENT, IMPORTS, DEVICES, ALL)
    ]
    with ThreadPoolExecutor(_AT_A_TIME) as several:
        return list(several.map(lambda one: reach(*one), tried))


def reach(deed: str, layer: str, command: Sequence[str], more: Mapping[str, str] | None = None) -> Reached:
    """Have a process reach for the card with one layer in its way, and look at it while it is there.

    Args:
        deed: What it does.
        layer: What stands in its way.
        command: How it is started.
        more: What its environment holds besides.
    """
    hides = layer in (DEVICES, ALL)
    whole = [sys.executable, "-c", _HIDES, layer, *command] if hides else command
    with subprocess.Popen(
        whole, env=_environment(layer) | dict(more or {}), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, start_new_session=True,
    ) as child:  # fmt: skip
        try:
            stood = _line(child) if hides else {"took": True, "told": ""}
            said = _line(child)
            return _looked_at(child.pid, deed, layer, stood, said)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)


def _looked_at(
    pid: int, deed: str, layer: str, stood: Mapping[str, object], said: Mapping[str, object]
) -> Reached:
    on_card = drivers.on_card().pids
    witness, members = proof.Witness(), sorted(family([pid]))
    witness.look({pid: deed}, by_driver=on_card, closely=True)
    found = witness.proof(deed, layer)
    return Reached(
        deed=deed,
        layer=layer,
        stood=(bool(stood["took"]), str(stood["told"])),
        reached=bool(said["reached"]),
        told=str(said["told"]),
        open=next(filter(None, [*map(proof.held, members), *map(proof.mapped, members)]), ""),
        loaded=next(filter(None, map(proof.loaded, members)), ""),
        driver=bool(on_card & set(members)),
        named="; ".join(f"{touch.how}: {touch.command[:60]}" for touch in found.touched),
    )


def _environment(layer: str) -> dict[str, str]:
    """An environment in which only this layer stands, whatever stands in our own."""
    plain = {name: value for name, value in os.environ.items() if name not in HIDDEN}
    whole = without_cards(plain)
    return {
        ENVIRONMENT: {**plain, **HIDDEN},
        IMPORTS: {**plain, "PYTHONPATH": whole["PYTHONPATH"]},
        ALL: whole,
    }.get(layer, plain)


def _line(child: subprocess.Popen[bytes]) -> dict[str, object]:
    """The next line of a child that is not for ever silent."""
    assert child.stdout
    said = b""
    while not said.endswith(b"\n"):
        ready, _, _ = select.select([child.stdout], [], [], _PATIENCE)
        # One byte each: the line behind this one is for who asks next.
        got = os.read(child.stdout.fileno(), 1) if ready else b""
        if not got or len(said) > _LINE:
            return {
                "took": False,
                "reached": False,
                "told": "it ended without a word" if ready else "silence",
            }
        said += got
    found: dict[str, object] = json.loads(said)
    return found
