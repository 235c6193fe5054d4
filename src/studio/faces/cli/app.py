"""The command line as a whole: which commands there are, and how a call of it ends."""

from __future__ import annotations

import os
import re
import shlex
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress

from cyclopts import (
    App,
    CycloptsError,
    Group,
    MissingArgumentError,
    Parameter,
    UnknownCommandError,
    UnusedCliTokensError,
)

from studio import __version__
from studio.core.errors import BadInput, Cancelled, StudioError
from studio.faces import outcomes
from studio.faces.cli import screen

ABOUT = """A sentence becomes a film, and every chore around it is automated.

A tool is called by the material of its result and by what it does, on files, folders or patterns:

  studio image resize photo.jpg --width 800
  studio image resize pictures/ --longest 1600 --out small/
"""

_MATERIALS = Group("Tools, by material", sort_key=1)
_COMMANDS = Group("About this studio", sort_key=2)
_BESIDE = {
    "tools": ("studio.faces.cli.listing:tools", "List, search and explain the tools."),
    "doctor": ("studio.faces.cli.doctor:doctor", "See what is here, what is missing and how to get it."),
    "config": ("studio.faces.cli.config:config", "See the settings and where each comes from."),
    "library": (
        "studio.faces.cli.library:library",
        "Know what media lies on disk, find it, and see what is wrong with it.",
    ),
    "batch": ("studio.faces.cli.batch:batch", "Have tools work on many things, as a file in YAML says."),
    "pipeline": (
        "studio.faces.cli.pipeline:pipeline",
        "Join tools to pipelines in YAML, and see what they will do.",
    ),
    "runs": (
        "studio.faces.cli.runs:runs",
        "See what runs and ran; stop it, take it up again, clear it away.",
    ),
    "schedule": (
        "studio.faces.cli.schedule:schedule",
        "Have pipelines and batches start by themselves, when nobody is there.",
    ),
    "serve": ("studio.faces.cli.serve:serve", "Carry out whatever runs are ordered, until it is stopped."),
    "monitor": (
        "studio.faces.cli.monitor:monitor",
        "Watch the machine and what of it is ours; keep a log of it.",
    ),
    "breakers": (
        "studio.faces.cli.breakers:breakers",
        "See which tools fail again and again and are let rest; have them go on.",
    ),
    "completion": ("studio.faces.cli.completion:completion", "Have the shell complete commands and options."),
}

JOINED = {
    "files": {
        "apply": (
            "studio.faces.cli.files:apply",
            "Carry out a plan, or go on with a run that was cut short.",
        ),
        "history": ("studio.faces.cli.files:history", "List what was done to files, the latest first."),
        "undo": ("studio.faces.cli.files:undo", "Take back what was done to files."),
    }
}
"""Commands that are no tools and stand among those of a material."""

_SENTENCE = re.compile(r"-[^=]*\s")
"""A word of the command line that looks like an option, and is more than one word to people."""

_KINDS = {" into int": " into a whole number", " into float": " into a number"}


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line; returns its exit code."""
    screen.prepare_streams()
    try:
        answer = build(arguments)(
            list(arguments), exit_on_error=False, print_error=False, result_action="return_value"
        )
        # What waits in the buffer may fail to be written, too, and then there is somebody to say so.
        sys.stdout.flush()
        return answer if isinstance(answer, int) else outcomes.DONE
    except CycloptsError as misread:
        screen.complain(_unusable(misread, arguments))
        return outcomes.UNUSABLE
    except StudioError as error:
        screen.complain(error)
        return outcomes.exit_code(error)
    except BrokenPipeError:
        # Whoever read our output has gone; nothing more can be said to anyone.
        _say_no_more()
        return outcomes.SOME_FAILED
    except Exception as strange:  # noqa: BLE001
        from studio.engine.workers.worker import unforeseen

        screen.complain(unforeseen(strange))
        _say_no_more()
        return outcomes.SOME_FAILED
    except (KeyboardInterrupt, Cancelled) as stopped:
        return _interrupted(stopped)


def build(arguments: Sequence[str] = (), *, whole: bool = False) -> App:
    """The application, with as much of it as these arguments can reach.

    Args:
        arguments: What was typed; only the material it names is looked into.
        whole: Build everything, as completion needs it.
    """
    from studio.assembly import catalogue

    app = App(
        name="studio",
        help=ABOUT,
        version=__version__,
        usage="Usage: studio COMMAND",
        help_format="rich",
        group_commands=_COMMANDS,
        console=screen.page(),
        # What begins with a bracket is a name or a word, too.
        default_parameter=Parameter(json_list=False, json_dict=False),
        suppress_keyboard_interrupt=False,
    )
    asked = next((word for word in arguments if not word.startswith("-")), "")
    for name, summary in catalogue().materials.items():
        verb = _second_word(arguments, asked)
        wanted = whole or name == asked
        app.command(_material(name, summary, verb if not whole else "", wanted=wanted))
    for name, (place, summary) in _BESIDE.items():
        app.command(place, name=name, help=summary, group=_COMMANDS)
    return app


def _material(name: str, summary: str, verb: str, *, wanted: bool) -> App:
    """The tools of one material as a command group; empty if nobody asks for it in this call."""
    actions = Group("What can be done", sort_key=1)
    usage = f"Usage: studio {name} COMMAND"
    app = App(name=name, help=summary, usage=usage, group=_MATERIALS, group_commands=actions)
    if not wanted:
        return app
    from studio.assembly import catalogue
    from studio.faces.cli.calls import command

    for joined, (place, told) in JOINED.get(name, {}).items():
        app.command(place, name=joined, help=told, group=actions)
    if verb in JOINED.get(name, {}):
        return app
    one = catalogue().get(f"{name}.{verb.replace('-', '_')}") if verb else None
    found = {one.name: one} if one else catalogue().of(name)
    for tool in found.values():
        call, epilogue = command(tool)
        verb = tool.name.replace("_", "-")
        inputs = "INPUT…" if tool.needs_input else "[INPUT…]"
        usage = f"Usage: studio {name} {verb} {inputs} [OPTIONS]"
        app.command(call, name=verb, usage=usage, help_epilogue=epilogue)
    return app


def _second_word(arguments: Sequence[str], first: str) -> str:
    words = [word for word in arguments if not word.startswith("-")]
    return words[1] if len(words) > 1 and words[0] == first else ""


def _unusable(misread: CycloptsError, arguments: Sequence[str]) -> BadInput:
    message = " ".join(str(misread).split()).rstrip(".")
    for kind, told in _KINDS.items():
        message = message.removesuffix(kind) + told if message.endswith(kind) else message
    missing = misread.argument.name if isinstance(misread, MissingArgumentError) and misread.argument else ""
    if missing and missing not in arguments:
        message = f"{missing} is needed"
    if isinstance(misread, UnknownCommandError):
        message = message.partition(" Available commands:")[0].rstrip(".")
        if homes := _homes_of(arguments[0]):
            return BadInput(f"there is no command {arguments[0]}", hint=f"did you mean {' or '.join(homes)}?")
    if isinstance(misread, UnusedCliTokensError):
        message = f"nothing here takes {shlex.join(misread.unused_tokens or [])}"
    known = [word for word in misread.command_chain or () if word in arguments]
    if names := [word for word in arguments if word.startswith("-") and os.path.lexists(word)]:
        hint = f"{names[0]} is a file: put -- before the names, or write ./{names[0]}"
        return BadInput(_begun_small(message), hint=hint)
    before = arguments[: arguments.index("--")] if "--" in arguments else arguments
    if any(_SENTENCE.match(word) for word in before):
        call = " ".join(["studio", *known, "[OPTIONS]", "--", "TEXT"])
        return BadInput(
            _begun_small(message), hint=f"a text that begins with - stands last, after --: {call}"
        )
    return BadInput(_begun_small(message), hint=f"see {' '.join(['studio', *known, '--help'])}")


def _begun_small(message: str) -> str:
    """A sentence as it goes on after another; a name in capitals stays as it is."""
    first = message.partition(" ")[0]
    return message if len(first) > 1 and first.isupper() else message[:1].lower() + message[1:]


def _homes_of(verb: str) -> list[str]:
    """The commands that someone means who says what to do, and not to which material."""
    from studio.assembly import catalogue

    name = verb.replace("-", "_")
    return [f"studio {tool.material} {verb}" for tool in catalogue().values() if tool.name == name]


def _say_no_more() -> None:
    """What is left in the buffer of standard output would fail once more on the way out."""
    with suppress(OSError):
        sys.stdout.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _interrupted(stopped: BaseException) -> int:
    """Leave at once: a thread deep in a library's work must not hold the door."""
    parted = stopped if isinstance(stopped, outcomes.Parted) else None
    told = parted.told if parted else "Stopped. Nothing half-made was left."
    with suppress(OSError):
        screen.line(screen.err(), (screen.safe(told), "dim"))
        for stream in (sys.stderr, sys.stdout):
            stream.flush()
    # A signal that is no Ctrl-C says its number, as shells expect.
    asked = next((argument for argument in stopped.args if isinstance(argument, int)), signal.SIGINT)
    os._exit(outcomes.STOPPED + asked if parted is None or parted.code is None else parted.code)
