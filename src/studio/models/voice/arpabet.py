"""The sounds of English voices, from the letters of ARPAbet to those of the IPA."""

from __future__ import annotations

PAUSES = frozenset({"pau", "h#", "brth", "ssil", "#", "sil"})
"""What stands for silence."""

_IPA = {
    "aa": "ɑː", "ae": "æ", "ah": "ʌ", "ao": "ɔː", "aw": "aʊ", "ax": "ə", "axr": "ɚ", "ay": "aɪ", "b": "b",
    "ch": "tʃ", "d": "d", "dh": "ð", "dx": "ɾ", "eh": "ɛ", "el": "l", "em": "m", "en": "n", "er": "ɜː",
    "ey": "eɪ", "f": "f", "g": "ɡ", "hh": "h", "hv": "h", "ih": "ɪ", "iy": "iː", "jh": "dʒ", "k": "k",
    "l": "l", "m": "m", "n": "n", "ng": "ŋ", "nx": "n", "ow": "oʊ", "oy": "ɔɪ", "p": "p", "r": "ɹ", "s": "s",
    "sh": "ʃ", "t": "t", "th": "θ", "uh": "ʊ", "uw": "uː", "v": "v", "w": "w", "y": "j", "z": "z", "zh": "ʒ",
}  # fmt: skip


def ipa(sound: str) -> str:
    """A sound in the letters of the IPA; one that is unknown as it is, without figures."""
    plain = sound.lower().rstrip("0123456789")
    return _IPA.get(plain, plain)
