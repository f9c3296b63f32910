"""The language of a text, found by py3langid among the languages news is written in.

A headline of a few words, half of them names, has too few letters for that: there words decide with it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from eventgeo.datafiles import read_toml

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SUPPORTED = ("fr", "en")
"""Languages that the lexicon reads events in."""

UNKNOWN = "und"
"""ISO 639-3 for "undetermined": a text too short, or without words."""

# Languages of large newspapers. Left out are those that py3langid mistakes for French or English in short
# texts and that hardly any newsroom writes (Walloon, Occitan, Esperanto, Latin, Creoles written like French).
# fmt: off
_CONSIDERED = [
    "am", "ar", "az", "bg", "bn", "bs", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi",
    "fr", "gl", "ha", "he", "hi", "hr", "hu", "hy", "id", "it", "ja", "ka", "kk", "km", "ko", "ku", "ky",
    "lt", "lv", "mk", "mn", "my", "ne", "nl", "no", "om", "pl", "ps", "pt", "ro", "ru", "sk", "sl",
    "so", "sq", "sr", "sv", "sw", "ta", "th", "tl", "tr", "uk", "ur", "uz", "vi", "zh",
]
# fmt: on

_SLICE = 2_000
"""Code points taken from the start, middle and end of a long text: enough to be sure, and always fast."""

_SHORT = 30
"""Words; in longer texts the letters are sure enough."""

_WORD_WEIGHT = 1.5
"""What a word of a language counts for, in logarithms of probability."""

_SUPPORT_WEIGHT = 1.0
"""What speaks for a supported language from the start: it is why the caller came."""

_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*['’]?")


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
    words = Counter(word.replace("’", "'").lower() for word in _WORDS.findall(sample))
    if words.total() < _SHORT:
        ranking = _weigh(ranking, words, supported)
    lang, confidence = ranking[0]
    return LanguageGuess(lang=lang, confidence=round(float(confidence), 4))


def _weigh(
    ranking: Sequence[tuple[str, float]], words: Mapping[str, int], supported: Sequence[str]
) -> list[tuple[str, float]]:
    """Return the languages with their probabilities, once their words and the caller's wish count too."""
    evidence: Counter[str] = Counter()
    for word in words:
        evidence.update(_languages_of_words().get(word, ()))
    weights = {
        lang: probability
        * math.exp(_WORD_WEIGHT * evidence[lang] + (_SUPPORT_WEIGHT if lang in supported else 0.0))
        for lang, probability in ranking
    }
    total = sum(weights.values()) or 1.0
    return sorted(((lang, weight / total) for lang, weight in weights.items()), key=lambda pair: -pair[1])


@cache
def _languages_of_words() -> Mapping[str, frozenset[str]]:
    languages: dict[str, set[str]] = {}
    for lang, words in read_toml("text", "language_words.toml").items():
        for word in words.split():
            languages.setdefault(word, set()).add(lang)
    return {word: frozenset(langs) for word, langs in languages.items()}


def _sample(text: str) -> str:
    if len(text) <= 3 * _SLICE:
        return text
    middle = (len(text) - _SLICE) // 2
    return "\n".join((text[:_SLICE], text[middle : middle + _SLICE], text[-_SLICE:]))
