"""How figures are said: amounts, prices, measures, times of day, ranges, years, addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from studio.models.voice.reading.habits import Habits

_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?:[\w-]+\.)+(?:com|org|net|info|shop|eu|de|at|ch|it|es|fr|uk|io|app|dev)(?:/\S*)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"([01]?\d|2[0-4])(?:(?:[:h]|(?<=\d)\.(?=\d\d$))([0-5]\d)?)?(h|am|pm)?", re.IGNORECASE)
_RANGE = re.compile(r"([€$£¥]?\d[^-–—/]*)(?:[–—]|(?<=\d)-(?=[€$£¥]?\d))([€$£¥]?\d[^-–—/]*)")
_PRICED = re.compile(r"(EUR|USD|CHF|[€$£¥])?([\d.,’\u00a0\u202f]*\d)(EUR|USD|CHF|[€$£¥])?")
_MEASURED = re.compile(r"([-\u2212+]?)([\d.,’\u00a0\u202f]*\d)(\D+)")
_LARGE = {
    "million",
    "billion",
    "millionen",
    "milliarden",
    "milioni",
    "miliardi",
    "millones",
    "millions",
    "milliards",
}
_SHARES = {"½": 0, "1/2": 0, "¼": 1, "1/4": 1, "¾": 2, "3/4": 2}
_LONGEST_NUMBER = 6
"""Numbers of more figures that nobody has grouped are those of telephones."""
_DATIVE = frozenset(["am", "vom", "zum", "bis", "den", "dem", "im", "ab", "seit"])
_TO_NINETEEN = (
    "null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
    "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn",
)  # fmt: skip
_ONES = {1: "ein"}
_TENS = ("", "", "zwanzig", "dreißig")
_DAYS = {1: "erste", 3: "dritte", 7: "siebte", 8: "achte"}
_GROUPED = re.compile(r"\d{1,3}(?:[.,’'\u00a0\u202f]\d{3})+")


def is_address(core: str) -> bool:
    """Whether it is a place in the net."""
    return bool(_ADDRESS.fullmatch(core))


def is_amount(core: str) -> bool:
    """Whether it is a number and nothing else."""
    return bool(re.fullmatch(r"[\d.,’\u00a0\u202f]*\d", core))


def priced_in(core: str, after: str, habits: Habits) -> str:
    """A price whose amount or unit is another word: $5 million, 4,50 €, CHF 20."""
    if core in habits.money and is_amount(after):
        return _priced(core + after, habits)
    if is_amount(core) and after in habits.money:
        return _priced(core + after, habits)
    match = _PRICED.fullmatch(core)
    name = match and (match[1] or match[3])
    if match and name and name in habits.money and after.casefold() in _LARGE:
        return f"{amount(match[2], habits)} {after} {habits.money[name][1]}"
    return ""


def said(core: str, before: str, after: str, habits: Habits, ends: bool) -> str:
    """How a word is said that has figures in it.

    Args:
        core: The word without the marks around it.
        before: The word before it.
        after: The word behind it.
        habits: How its language reads.
        ends: Whether a mark follows it.
    """
    if is_address(core):
        return _address(core, habits)
    if core in _SHARES:
        return habits.shares[_SHARES[core]]
    if habits.point and core.isdecimal() and (len(core) > _LONGEST_NUMBER or _is_dialled(before)):
        return " ".join(core)
    ways: tuple[Callable[[], str], ...] = (
        lambda: _clock(core, after, habits),
        lambda: _priced(core, habits),
        lambda: _range(core, habits),
        lambda: _year(core, before, after, habits, ends),
        lambda: _counted(core, habits),
        lambda: _measured(core, habits),
    )
    return next(filter(None, (way() for way in ways)), "")


def day(number: int, before: str) -> str:
    """The day of a month in German, after "am" and its like with the ending they ask for."""
    ending = "n" if before.casefold() in _DATIVE else ""
    if number < 20:
        stem = _DAYS.get(number, f"{_TO_NINETEEN[number]}te")
    else:
        ones, tens = number % 10, _TENS[number // 10]
        stem = f"{_ONES.get(ones, _TO_NINETEEN[ones])}und{tens}ste" if ones else f"{tens}ste"
    return stem + ending


def _is_dialled(before: str) -> bool:
    return before.isdecimal() and before.startswith("0")


def amount(text: str, habits: Habits) -> str:
    """A number without marks between its thousands, and with its decimals said one by one."""
    whole, decimals = _parted(text, habits)
    if len(whole) > 1 and whole.startswith("0"):
        whole = " ".join(whole)
    return f"{whole} {habits.point} {' '.join(decimals)}" if decimals else whole


def _parted(text: str, habits: Habits) -> tuple[str, str]:
    grouping = ",’'\u00a0\u202f" if habits.decimal == "." else ".’'\u00a0\u202f"
    if match := re.match(rf"\d{{1,3}}(?:[{grouping}]\d{{3}})+(?!\d)", text):
        whole, rest = re.sub(r"\D", "", match[0]), text[match.end() :]
    else:
        match = re.match(r"\d*", text)
        assert match
        whole, rest = match[0] or "0", text[match.end() :]
    return whole, re.sub(r"\D", "", rest)


def _clock(core: str, after: str, habits: Habits) -> str:
    match = _CLOCK.fullmatch(core)
    if not match or not habits.point:
        return ""
    hour, minutes, half = match.groups()
    between, full = habits.clock
    # 9h is a time of day in French, and elsewhere a number of hours.
    after_hours = full == " heures"
    # 9.30 is a time only where somebody says so.
    if "." in core and after.casefold() not in ("uhr", "h", "am", "pm"):
        return ""
    if (
        minutes is None
        and (half or "").casefold() not in ("am", "pm")
        and not (after_hours and "h" in core.casefold())
    ):
        return ""
    is_said = after.casefold() in ("uhr", "o'clock", "heures", "h", "am", "pm")
    if int(minutes or 0) == 0:
        told = f"{int(hour)}{'' if is_said or half in ('am', 'pm') else full}"
    else:
        between = " " if is_said and habits.clock[1] else between
        oh = f"{habits.hundreds[1]} " if minutes[0] == "0" and habits.hundreds[1] else ""
        told = f"{int(hour)}{between}{oh}{int(minutes)}"
    spelled = {"am": " AM", "pm": " PM"}
    return told + spelled.get((half or "").casefold(), "")


def _priced(core: str, habits: Habits) -> str:
    match = _PRICED.fullmatch(core)
    if not match or not habits.money:
        return ""
    name = match[1] or match[3]
    if not name or name not in habits.money:
        return ""
    whole, decimals = _parted(match[2], habits)
    one, several = habits.money[name]
    cents = decimals[:2].ljust(2, "0") if decimals else "00"
    if int(cents) == 0:
        return f"{whole} {one if whole == '1' else several}"
    if int(whole) == 0:
        return f"{int(cents)} {habits.cents.get(name, habits.cents[''])}"
    return f"{whole} {one if whole == '1' else several} {int(cents)}"


def _range(core: str, habits: Habits) -> str:
    match = _RANGE.fullmatch(core)
    if not match or not habits.to:
        return ""
    first, last = (said(end, "", "", habits, False) for end in match.groups())
    # The unit is said once, behind both: €10–12.
    if core[0] in habits.money and not match[2][0].isdecimal():
        first = amount(match[1][1:], habits)
    elif core[0] in habits.money:
        first, last = amount(match[1][1:], habits), said(core[0] + match[2], "", "", habits, False)
    return f"{first} {habits.to} {last}" if first and last else ""


def _year(core: str, before: str, after: str, habits: Habits, ends: bool) -> str:
    """Nineteen hundred, nineteen oh two: where a number of four figures is more likely a year."""
    hundred, oh = habits.hundreds
    if not hundred or not re.fullmatch(r"1[1-9]\d\d|20[1-9]\d", core):
        return ""
    is_told = before.casefold().strip("*(") in habits.years
    if not (is_told or (ends and not before[-1:].isdigit() and not after)):
        return ""
    high, low = core[:2], int(core[2:])
    if habits.point == "Komma":
        return "" if core.startswith("20") else f"{high} {hundred} {low or ''}".strip()
    if low == 0:
        return f"{high} {hundred}"
    return f"{high} {oh} {low}" if low < 10 else f"{high} {low}"


def _counted(core: str, habits: Habits) -> str:
    match = re.fullmatch(r"([-\u2212+]?)([\d.,’\u00a0\u202f]*\d)", core)
    if not match or not habits.point:
        return ""
    sign = {"": "", "+": f"{habits.signs['+']} "}.get(match[1], f"{habits.minus} ")
    if match[2].count(".") > 1 and not _GROUPED.fullmatch(match[2]):
        # The numbers of a date or a version.
        return sign + " ".join(filter(None, re.split(r"\D+", match[2])))
    return sign + amount(match[2], habits)


def _measured(core: str, habits: Habits) -> str:
    match = _MEASURED.fullmatch(core)
    if not match or not habits.point:
        return ""
    number = _counted(match[1] + match[2], habits)
    unit = match[3].strip()
    if unit in habits.signs:
        return f"{number} {habits.signs[unit]}"
    if unit in habits.units:
        return f"{number} {habits.units[unit][number != '1']}"
    return ""


def _address(core: str, habits: Habits) -> str:
    core = re.sub(r"^(https?://)?(www\.)?", "", core, flags=re.IGNORECASE).rstrip("/")
    return " ".join(_address_parts(core, habits))


def _address_parts(core: str, habits: Habits) -> Iterator[str]:
    names = {".": habits.dot, "@": habits.at, "/": habits.slash}
    host = core.partition("/")[0]
    ending = host.rpartition(".")[2]
    for part in re.findall(r"[^\W_]+|[./@]", core):
        if part in names:
            yield names[part] or " "
        elif part == ending and len(part) == 2:
            yield " ".join(part.upper())
        else:
            yield part
