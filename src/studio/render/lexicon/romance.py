"""The forms that words take in Italian and in French."""

from __future__ import annotations

from collections.abc import Callable

_ITALIAN = (
    "di", "d", "da", "del", "della", "dell", "dei", "delle", "a", "al", "alla", "in", "con", "per", "su",
)  # fmt: skip
_FRENCH = ("de", "d", "du", "des", "a", "au", "aux", "en", "avec", "pour", "sur", "et")
_SMALL = {"it": frozenset(_ITALIAN), "fr": frozenset(_FRENCH)}
_ITALIAN_ENDS = (
    ("ista", ("isti", "iste")), ("cia", ("ce", "cie")), ("gia", ("ge", "gie")), ("ca", ("che",)),
    ("ga", ("ghe",)), ("co", ("chi", "ci")), ("go", ("ghi", "gi")), ("io", ("i",)), ("a", ("e",)),
    ("o", ("i",)), ("e", ("i",)),
)  # fmt: skip
_ARE = ("a", "ano", "iamo", "ate", "ando", "ato", "ata", "ati", "o", "i", "ava", "avano", "era", "erà")
_ERE = ("e", "ono", "iamo", "ete", "endo", "uto", "uta", "o", "i", "eva", "evano")
_IRE = ("e", "ono", "isce", "iscono", "iamo", "ite", "endo", "ito", "ita", "o", "iva", "ivano")
_ER = ("e", "es", "ent", "ons", "ez", "e", "ee", "ees", "ant", "ait", "aient", "era", "erez")
_IR = ("it", "issent", "issons", "issez", "i", "ie", "is", "issant", "issait")
_RE = ("", "s", "ent", "ons", "ez", "u", "ue", "ant", "ait")


def italian(words: str, bend: str) -> set[str]:
    """The forms of an Italian word or phrase.

    Args:
        words: As the lexicon gives it, without capitals and accents.
        bend: What kind of word it is: noun, verb or quality.
    """
    if bend == "verb":
        return _verb(words, {"are": _ARE, "ere": _ERE, "ire": _IRE})
    many = _phrases(words, "it", _italian_many)
    if bend == "noun" or " " in words:
        return many
    stem = words[:-1]
    if words.endswith("o"):
        hard = stem + "h" if stem[-1:] in ("c", "g") else stem
        return {*many, stem + "a", hard + "e", hard + "i", stem + "i", stem + "amente"}
    return {*many, (stem if words.endswith(("le", "re")) else words) + "mente"}


def french(words: str, bend: str) -> set[str]:
    """The forms of a French word or phrase.

    Args:
        words: As the lexicon gives it, without capitals and accents.
        bend: What kind of word it is: noun, verb or quality.
    """
    if bend == "verb":
        return _verb(words, {"er": _ER, "ir": _IR, "re": _RE})
    many = _phrases(words, "fr", _french_many)
    if bend == "noun" or " " in words:
        return many
    woman = words if words.endswith("e") else words + "e"
    return {*many, woman, woman + "s", woman + "ment"}


def _verb(words: str, groups: dict[str, tuple[str, ...]]) -> set[str]:
    first, _, rest = words.partition(" ")
    tail = f" {rest}" if rest else ""
    found = next(((end, endings) for end, endings in groups.items() if first.endswith(end)), None)
    if found is None:
        return set()
    stem = first.removesuffix(found[0])
    made = {f"{stem}{ending}{tail}" for ending in found[1]}
    if found[0] == "are" and stem[-1:] in ("c", "g"):
        made |= {f"{stem}h{ending}{tail}" for ending in ("i", "iamo")}
    if found[0] == "er" and stem.endswith("g"):
        made.add(f"{stem}eons{tail}")
    return made


def _phrases(words: str, language: str, many: Callable[[str], list[str]]) -> set[str]:
    """The plurals of a phrase; all words bend up to the first small one."""
    parts = words.split(" ")
    at = next((place for place, part in enumerate(parts) if part in _SMALL[language]), len(parts))
    made = [""]
    for part in parts[:at]:
        made = [f"{before} {form}".strip() for before in made for form in many(part)][:8]
    rest = " ".join(parts[at:])
    return {f"{form} {rest}".strip() for form in made}


def _italian_many(word: str) -> list[str]:
    for end, forms in _ITALIAN_ENDS:
        if word.endswith(end) and len(word) > len(end):
            return [word.removesuffix(end) + form for form in forms]
    return [word]


def _french_many(word: str) -> list[str]:
    if word.endswith(("s", "x", "z")):
        return [word]
    if word.endswith(("eau", "eu", "ou")):
        return [word + "x", word + "s"]
    if word.endswith("al"):
        return [word[:-2] + "aux", word + "s"]
    return [word + "s"]
