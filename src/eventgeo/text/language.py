"""The language of a text, found by py3langid among the languages news is written in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SUPPORTED = ("fr", "en")
"""Languages that events are read in."""

UNKNOWN = "und"
"""ISO 639-3 for "undetermined": a text too short, or without words."""

# Languages of large newspapers. Left out are those that py3langid mistakes for French or English in short
# texts and that hardly any newsroom writes (Walloon, Occitan, Esperanto, Latin, Creoles written like French).
# fmt: off
_CONSIDERED = [
    "am", "ar", "az", "bg", "bn", "bs", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi",
    "fr", "ha", "he", "hi", "hr", "hu", "hy", "id", "it", "ja", "ka", "kk", "km", "ko", "ku", "ky",
    "lt", "lv", "mk", "mn", "my", "ne", "nl", "no", "om", "pl", "ps", "pt", "ro", "ru", "sk", "sl",
    "so", "sq", "sr", "sv", "sw", "ta", "th", "tl", "tr", "uk", "ur", "uz", "vi", "zh",
]
# fmt: on

_SLICE = 2_000
"""Code points taken from the start, middle and end of a long text: enough to be sure, and always fast."""

_SURE = 0.5
"""Confidence from which an unsupported language is believed, whatever comes next."""

_RIVAL = 0.5
"""Below it, a supported language wins that is at least this share as likely as the first."""


class LanguageWarning(UserWarning):
    """A document in a language that no events are read in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageGuess:
    """An ISO 639-1 code with a probability; :data:`UNKNOWN` with 0.0 where the text does not say."""

    lang: str
    confidence: float


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    # Not py3langid.set_languages: that would change what other users of the module in this process see.
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_CONSIDERED)
    return identifier


def detect_language(text: str, *, supported: Sequence[str] = SUPPORTED) -> LanguageGuess:
    """Return the likeliest language of `text`.

    Parameters
    ----------
    text : str
    supported : sequence of str, default ("fr", "en")
        Languages preferred where a short text leaves room for doubt (a headline full of foreign names).

    Returns
    -------
    LanguageGuess

    Examples
    --------
    >>> detect_language("L'armée a repris la ville d'Al-Boukamal.").lang
    'fr'
    >>> detect_language("Las tropas tomaron la ciudad y detuvieron a diez combatientes.").lang
    'es'
    >>> detect_language(" 12 … ")
    LanguageGuess(lang='und', confidence=0.0)
    """
    sample = _sample(text)
    if sum(map(str.isalpha, sample)) < 3:
        return LanguageGuess(lang=UNKNOWN, confidence=0.0)
    ranking = _identifier().rank(sample)
    lang, confidence = ranking[0]
    if lang not in supported and confidence < _SURE:
        rival = next((pair for pair in ranking if pair[0] in supported), None)
        if rival is not None and rival[1] >= _RIVAL * confidence:
            lang, confidence = rival
    return LanguageGuess(lang=lang, confidence=round(confidence, 4))


def _sample(text: str) -> str:
    if len(text) <= 3 * _SLICE:
        return text
    middle = (len(text) - _SLICE) // 2
    return "\n".join((text[:_SLICE], text[middle : middle + _SLICE], text[-_SLICE:]))
