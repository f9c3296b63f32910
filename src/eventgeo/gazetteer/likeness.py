"""How alike two names are that met under one key, whatever their scripts.

Letters and sounds count, vowels less than consonants; where a script leaves short vowels out, any single one
may stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from eventgeo.gazetteer.generic_words import without_generic_words
from eventgeo.gazetteer.scripts import romanised, script_of
from eventgeo.gazetteer.sounds import as_others_write, heard, parted, readings

_GAP = "_"
_LONG = str.maketrans("aiu", "AIU")
_VOWELS = re.compile(r"[aiuAIU_]+")
_SLOTS = re.compile(r"[^aiuAIU_]|\Z")
_UNWRITTEN = re.compile(r"(?<=[^aiu])(?=[^aiu])")
_OTHER_MEANING = 0.75
_WITHOUT_WORDS = 0.9
_MOST_ACROSS_SCRIPTS = 0.95
_LETTERS, _SOUNDS = 0.3, 0.7
_UNUSUAL = 0.9
_OF_CONSONANTS = 0.5  # what a consonant that agrees counts for beside a vowel
_FITS = {frozenset("ai"): 0.8, frozenset("iu"): 0.4, frozenset("au"): 0.3}
_SHARED, _UNTOLD, _LEFT_OUT, _LEFT_OUT_LONG, _UNLIKE_LONG = 0.9, 0.75, 0.7, 0.4, 0.2


def likeness(one: str, other: str) -> float:
    """Return how alike two names are, 0 to 1: as written or normalised.

    Examples
    --------
    >>> likeness("Jarablous", "Jarabulus"), likeness("Gossi", "Jos"), likeness("Halab", "حلب")
    (0.878, 0.76, 0.814)
    >>> likeness("Kiew", "Kyiv") > 0.65, likeness("Bajmut", "Бахмут") > 0.8
    (True, True)
    >>> likeness("Eastern Ghouta", "Ghutah")
    0.654
    """
    others = readings(other)
    best = max(_alike(reading, against) for reading in readings(one) for against in others)
    if bare := without_generic_words(one):
        best = max(best, _WITHOUT_WORDS * max(_alike(bare, against) for against in others))
    return round(best, 3)


@lru_cache(maxsize=65536)
def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    part, against = parted(one), parted(other)
    like = _like_heard(part.base, against.base)
    if script_of(part.base) is script_of(against.base):
        like = _LETTERS * _shared_pairs(part.base, against.base) + _SOUNDS * like
    else:
        like *= _MOST_ACROSS_SCRIPTS
    return round(like if part.meant == against.meant else like * _OTHER_MEANING, 3)


def _like_heard(one: str, other: str) -> float:
    """Return how alike two names sound, read so that their consonants agree if they may."""
    sounds, others = _sounds(one), _sounds(other)
    agreeing = sounds.keys() & others.keys()
    if not agreeing:
        sounds = _sounds_elsewhere(one)
        agreeing = sounds.keys() & others.keys()
    if agreeing:
        return max(_like_vowels(sounds[bones], others[bones]) for bones in agreeing)
    usual, usual_other = (heard(next(iter(romanised(name)), "")) for name in (one, other))
    return _shared_pairs(usual, usual_other)


@dataclass(frozen=True, slots=True)
class _Sound:
    """What is heard of a name, and how likely it is meant so.

    Of a script that leaves short vowels out, a gap stands where one may be meant, and the vowels are long.
    """

    heard: str
    likely: float


@lru_cache(maxsize=65536)
def _sounds(base: str) -> dict[str, _Sound]:
    """Return what is heard of a name in each way it may be meant, by its consonants."""
    script, found = script_of(base), dict[str, _Sound]()
    for at, way in enumerate(romanised(base)):
        sound, likely = heard(way), 1.0 if at == 0 else _UNUSUAL
        if script is None or not script.unwritten_vowels:
            found.setdefault(_VOWELS.sub("", sound), _Sound(sound, likely))
            continue
        for body in (sound, sound.removesuffix("h")):
            told = _UNWRITTEN.sub(_GAP, body).translate(_LONG)
            if told.startswith("A"):  # alef and ayin in front carry any vowel
                told = _GAP + told[1:]
            found.setdefault(_VOWELS.sub("", body), _Sound(told, likely))
    return found


@lru_cache(maxsize=16384)
def _sounds_elsewhere(base: str) -> dict[str, _Sound]:
    """Return what is heard of a Latin name as others write, by its consonants."""
    if not base.isascii():
        return {}
    sounds = [heard(way) for way in as_others_write(base)]
    return {_VOWELS.sub("", sound): _Sound(sound, _UNUSUAL) for sound in reversed(sounds)}


def is_own_name(asked: str, own: str) -> bool:
    """Whether `asked` is a place's own name, be it in another script than that; both are normalised.

    Examples
    --------
    >>> is_own_name("hama", "hama"), is_own_name("حماه", "hama"), is_own_name("حلب", "aleppo")
    (True, True, False)
    >>> is_own_name("харьков", "kharkiv"), is_own_name("kharkov", "kharkiv")
    (True, False)
    """
    if asked == own or script_of(asked) is script_of(own):
        return asked == own
    consonants = {_VOWELS.sub("", heard(way)) for way in romanised(own)}
    return any(_VOWELS.sub("", heard(way)) in consonants for way in romanised(asked))


def _like_vowels(one: _Sound, other: _Sound) -> float:
    *gaps, last = zip(_SLOTS.split(one.heard)[:-1], _SLOTS.split(other.heard)[:-1], strict=True)
    if all(last):  # an ending that is not always written tells nothing
        gaps.append(last)
    fits = [_fit(vowel, against) for vowel, against in gaps if (vowel + against).strip(_GAP)]
    consonants = _OF_CONSONANTS * len(_VOWELS.sub("", one.heard))
    alike = (consonants + sum(fits)) / (consonants + len(fits) or 1.0)
    return one.likely * other.likely * alike


def _fit(vowel: str, against: str) -> float:
    """Return how well what is heard in one gap before, between or after consonants fits the other."""
    sound, other = vowel.lower(), against.lower()
    is_long = sound != vowel or other != against
    if sound == other:
        return 1.0
    if _GAP in (sound, other):
        return _LEFT_OUT_LONG if is_long or len(sound + other) > 2 else _UNTOLD
    if sound and other:
        if set(sound) & set(other):
            return _SHARED
        return _UNLIKE_LONG if is_long else _FITS[frozenset((sound[0], other[0]))]
    return _LEFT_OUT_LONG if is_long or len(sound + other) > 1 else _LEFT_OUT


def _shared_pairs(one: str, other: str) -> float:
    """Return the share of letter pairs, the ends of the words counted in, that two words have in common."""
    if one == other:
        return 1.0
    pairs = {f"^{one}$"[at : at + 2] for at in range(len(one) + 1)}
    others = {f"^{other}$"[at : at + 2] for at in range(len(other) + 1)}
    return 2 * len(pairs & others) / (len(pairs) + len(others))
