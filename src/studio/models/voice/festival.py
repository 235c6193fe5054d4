"""Festival as a provider: the voices that are installed for it; a program of its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from studio.core import scratch
from studio.core.errors import BadInput, ToolFailed
from studio.core.run import stop_if_cancelled
from studio.core.written.findings import nearest
from studio.host import programs
from studio.models.voice import arpabet, recordings, saying, sentences
from studio.models.voice.pieces import Piece, Sound
from studio.models.voice.speech import Speech, Spoken, VoiceCard

if TYPE_CHECKING:
    from studio.models.voice.reading.parts import Part, Phrase
    from studio.models.voice.sentences import Sentence

# Best first: statistical voices before those of joined recordings.
_LANGUAGES = {
    "cmu_us_slt_arctic_hts": "en",
    "cmu_us_slt_cg": "en",
    "cmu_us_rms_cg": "en",
    "us_slt_hts": "en",
    "us1_mbrola": "en",
    "rab_diphone": "en",
    "kal_diphone": "en",
    "ked_diphone": "en",
    "lp_diphone": "it",
    "pc_diphone": "it",
    "JuntaDeAndalucia_es_sf_diphone": "es",
    "JuntaDeAndalucia_es_pa_diphone": "es",
    "el_diphone": "es",
    "upc_ca_ona_hts": "ca",
    "suo_fi_lj_diphone": "fi",
    "hy_fi_mv_diphone": "fi",
    "czech_ph": "cs",
}
_FOLDERS = ("/usr/share/festival/voices", "/usr/local/share/festival/voices")
_PATIENCE = 120
_LETTERS = "iso-8859-15"
_SCRIPT = """
(voice_{voice})
(Parameter.set 'Duration_Stretch {stretch:.4f})
(define (told token number)
  (mapcar (lambda (word)
    (mapcar (lambda (syllable)
      (mapcar (lambda (sound)
        (format t "%d %s %f %f\\n" number (item.name sound)
          (item.feat sound "segment_start") (item.feat sound "end")))
        (item.relation.daughters syllable 'SylStructure)))
      (item.relation.daughters word 'SylStructure)))
    (item.relation.daughters token 'Token)))
(define (spoken text file)
  (let ((utterance (eval (list 'Utterance 'Text text))) (number 0))
    (utt.synth utterance)
    (utt.save.wave utterance file 'riff)
    (mapcar (lambda (token)
      (if (not (item.relation.parent token 'Token))
        (begin (told token number) (set! number (+ number 1)))))
      (utt.relation.items utterance 'Token))
    (format t "done\\n")))
"""


@dataclass(frozen=True)
class Festival:
    """Festival.

    Attributes:
        program: Where it lies.
        version: Its version.
        voices: What it speaks with by language, the best first.
    """

    program: str
    version: str
    voices: Mapping[str, tuple[str, ...]]

    @property
    def card(self) -> VoiceCard:
        """What it can do."""
        return VoiceCard(
            name="festival",
            version=self.version,
            licence="X11-like; of each voice its own",
            languages=self.voices,
            exact=True,
            rank=20,
        )

    def refuse(self, voice: str) -> None:
        """Raise BadInput where it has no voice of that name."""
        known = [name for names in self.voices.values() for name in names]
        if voice not in known:
            raise BadInput(f"festival has no voice {voice!r}", hint=nearest(voice, known))

    def speak(self, speech: Speech, out: Path) -> Spoken:
        """Say something.

        Raises:
            BadInput: It has no such voice, or there is nothing to say.
            ToolFailed: It does not work.
        """
        voice = saying.chosen_voice(self.card, speech)
        self.refuse(voice)

        def utter(phrases: Sequence[Phrase]) -> list[Piece]:
            return self._pieces(list(sentences.sentences(phrases)), voice, speech.speed)

        return saying.said(speech, out, self.card, voice, utter)

    def _pieces(self, wanted: Sequence[Sentence], voice: str, speed: float) -> list[Piece]:
        """All sentences by one call of the program, which takes long to start."""
        stop_if_cancelled()
        with scratch.anywhere() as folder:
            script = folder / "said.scm"
            spoken = [sentence for sentence in wanted if sentence.text(_letters)]
            calls = [
                f'(spoken "{sentence.text(_letters)}" "{number}.wav")'
                for number, sentence in enumerate(spoken)
            ]
            text = _SCRIPT.format(voice=voice, stretch=1 / speed) + "\n".join(calls)
            script.write_text(text, _LETTERS)
            told = programs.answer([self.program, "-b", str(script)], seconds=_PATIENCE, folder=folder)
            answers = told.split("done\n")
            if len(answers) != len(spoken) + 1:
                raise ToolFailed("festival said less than it was asked to")
            heard: dict[Sentence, list[Piece]] = {}
            for number, (sentence, answer) in enumerate(zip(spoken, answers, strict=False)):
                samples, rate = recordings.read(folder / f"{number}.wav", "festival")
                sounds = _sounds(answer, sentence.parts, rate)
                heard[sentence] = sentences.cut(sentence, samples, rate, sounds)
        found = []
        for sentence in wanted:
            found += heard.get(sentence) or sentences.unheard(sentence)
        return found


def _letters(text: str) -> str:
    """A text in the letters it knows, without any that would end the string it is put into."""
    known = unicodedata.normalize("NFC", text).encode(_LETTERS, "ignore").decode(_LETTERS)
    return "".join(sign for sign in known if sign not in '"\\')


def _sounds(answer: str, parts: Sequence[Part], rate: int) -> list[Sound]:
    """`0 f 0.200000 0.319304` and so on: the token, its sound, and from when to when."""
    lines = re.findall(r"^(\d+) (\S+) ([\d.]+) ([\d.]+)$", answer, re.MULTILINE)
    owners = [at for at, part in enumerate(parts) for _ in _letters(part.said).split()]
    return [
        Sound(arpabet.ipa(symbol), round(float(start) * rate), round(float(end) * rate), owners[int(token)])
        for token, symbol, start, end in lines
        if symbol not in arpabet.PAUSES and int(token) < len(owners)
    ]


def _installed(program: Path) -> dict[str, tuple[str, ...]]:
    """Its voices by language, as their folders say; it is not started for that."""
    places = [*map(Path, _FOLDERS), program.resolve().parent.parent / "share" / "festival" / "voices"]
    there = {folder.name for place in places for folder in place.glob("*/*") if folder.is_dir()}
    found: dict[str, tuple[str, ...]] = {}
    for name, language in _LANGUAGES.items():
        if name in there:
            found[language] = (*found.get(language, ()), name)
    return found


def create(_voice: str = "") -> Festival | None:
    """The provider, if the program and a voice are here."""
    if not (program := programs.found("festival")) or not (voices := _installed(program)):
        return None
    return Festival(str(program), str(program.stat().st_mtime_ns), voices)
