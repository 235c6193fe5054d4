"""Stand-ins for the programs that speak: every letter is a tone, so it is known what is heard when."""

import sys
from pathlib import Path

LETTER, PAUSE = 0.06, 0.2
"""How long a letter and a mark take, in seconds."""

_SPEAKING = '''#!{python}
import math, re, struct, sys, wave

LETTER, PAUSE = {letter}, {pause}

def sounds(text):
    """Letters and pauses with the second each ends at."""
    now = PAUSE
    yield "pau", now
    for sign in text:
        if sign.isalnum():
            now += LETTER
            yield sign.lower(), now
        elif sign in ",.;:!?":
            now += PAUSE
            yield "pau", now

def record(file, timed, rate=16000):
    samples, before = [], 0.0
    for symbol, end in timed:
        count = round(end * rate) - round(before * rate)
        strength = 0 if symbol == "pau" else 9000
        samples += [int(strength * math.sin(at * 0.12)) for at in range(count)]
        before = end
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(struct.pack(f"<{{len(samples)}}h", *samples))
'''

_FLITE = """
arguments = sys.argv[1:]
if "-lv" in arguments:
    print("Voices available: kal slt other")
elif "--version" in arguments:
    print("  version: flite-9.9-trial Jan 2026")
    sys.exit(1)
else:
    timed = list(sounds(arguments[arguments.index("-t") + 1]))
    out = arguments[arguments.index("-o") + 1]
    if out != "none":
        record(out, timed)
    print(*([symbol for symbol, _ in timed] if "-ps" in arguments
        else [f"{symbol}:{end:.3f}" for symbol, end in timed]))
"""

_FESTIVAL = """
script = open(sys.argv[2], encoding="iso-8859-15").read()
for text, file in re.findall(r'^\\(spoken "(.*)" "(.*)"\\)', script, re.MULTILINE):
    timed = list(sounds(text))
    record(file, timed)
    letters = [(end - LETTER, symbol, end) for symbol, end in timed if symbol != "pau"]
    for number, token in enumerate(text.split()):
        for _ in re.findall(r"\\w", token):
            start, symbol, end = letters.pop(0)
            print(number, symbol, f"{start:f}", f"{end:f}")
    print("done")
"""

_PIPER = """
if "--help" in sys.argv:
    print("usage: piper [-h] -m MODEL [--output_dir OUTPUT_DIR]", file=sys.stderr)
    sys.exit()
folder = sys.argv[sys.argv.index("--output_dir") + 1]
for number, line in enumerate(sys.stdin):
    record(f"{folder}/{9 + number}.wav", sounds(line), 22050)
"""


def _program(folder: Path, name: str, rest: str) -> Path:
    file = folder / name
    file.write_text(_SPEAKING.format(python=sys.executable, letter=LETTER, pause=PAUSE) + rest)
    file.chmod(0o755)
    return file


def flite(folder: Path) -> Path:
    """A program that is called as Flite is."""
    return _program(folder, "flite", _FLITE)


def festival(folder: Path) -> Path:
    """A program that is called as Festival is, with a voice beside it: folder is its bin."""
    (folder.parent / "share/festival/voices/english/kal_diphone").mkdir(parents=True)
    return _program(folder, "festival", _FESTIVAL)


def piper(folder: Path, home: Path) -> Path:
    """A program that is called as Piper is, with a German and an English voice in a home."""
    (home / "voices").mkdir(parents=True)
    for name in ("de_DE-thorsten-medium", "en_GB-alan-low"):
        (home / f"voices/{name}.onnx").touch()
        (home / f"voices/{name}.onnx.json").write_text("{}")
    return _program(folder, "piper", _PIPER)
