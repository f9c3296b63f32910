"""How alike two names are that met under one key, whatever their scripts.

Letters and sounds count, vowels less than consonants; where a script leaves short vowels out, any single one
may stand.
"""

from __future__ import annotations

import re
from functools import lru_cache

from eventgeo.gazetteer.scripts import romanised, script_of
from eventgeo.gazetteer.sounds import as_others_write, heard, parted, readings

_GAP = "_"
_LONG = str.maketrans("aiu", "AIU")
_VOWELS = re.compile(r"[aiuAIU_]+")
_SLOTS = re.compile(r"[^aiuAIU_]|\Z")
_UNWRITTEN = re.compile(r"(?<=[^aiu])(?=[^aiu])")
_OTHER_MEANING = 0.75
_MOST_ACROSS_SCRIPTS = 0.95
_LETTERS, _SOUNDS = 0.3, 0.7
_ELSEWHERE = 0.9
_OF_CONSONANTS = 0.5  # what a consonant that agrees counts for beside a vowel
_FITS = {frozenset("ai"): 0.7, frozenset("iu"): 0.4, frozenset("au"): 0.3}
_SHARED, _LEFT_OUT, _LEFT_OUT_LONG, _UNLIKE_LONG = 0.9, 0.7, 0.4, 0.2


def likeness(one: str, other: str) -> float:
    """Return how alike two names are, 0 to 1: as written or normalised.

    Examples
    --------
    >>> likeness("Jarablous", "Jarabulus"), likeness("Gossi", "Jos"), likeness("Halab", "حلب")
    (0.878, 0.76, 0.95)
    >>> likeness("Kiew", "Kyiv") > 0.65, likeness("Bajmut", "Бахмут") > 0.8, likeness("Eastern Ghouta", "Ghutah")
    (True, True, 0.654)
    """
    return max(_alike(reading, against) for reading in readings(one) for against in readings(other))


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
    if agreeing := sounds.keys() & others.keys():
        return max(_like_vowels(sounds[bones], others[bones]) for bones in agreeing)
    elsewhere = _sounds_elsewhere(one)
    if agreeing := elsewhere.keys() & others.keys():
        return _ELSEWHERE * max(_like_vowels(elsewhere[bones], others[bones]) for bones in agreeing)
    usual, usual_other = next(iter(sounds.values()), ""), next(iter(others.values()), "")
    return _shared_pairs(usual.replace(_GAP, "").lower(), usual_other.replace(_GAP, "").lower())


@lru_cache(maxsize=65536)
def _sounds(base: str) -> dict[str, str]:
    """Return what is heard of a name in each way it may be meant, by its consonants.

    Of a script that leaves short vowels out, a gap stands where one may be meant, and the vowels are long.
    """
    script, found = script_of(base), {}
    for sound in (heard(way) for way in reversed(romanised(base))):
        if script is None or not script.unwritten_vowels:
            found[_VOWELS.sub("", sound)] = sound
            continue
        for body in (sound.removesuffix("h"), sound):
            found[_VOWELS.sub("", body)] = _UNWRITTEN.sub(_GAP, body).translate(_LONG)
    return dict(reversed(found.items()))


@lru_cache(maxsize=16384)
def _sounds_elsewhere(base: str) -> dict[str, str]:
    """Return what is heard of a Latin name as others write, by its consonants."""
    if not base.isascii():
        return {}
    sounds = [heard(way) for way in as_others_write(base)]
    return {_VOWELS.sub("", sound): sound for sound in reversed(sounds)}


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


def _like_vowels(one: str, other: str) -> float:
    gaps = zip(_SLOTS.split(one)[:-1], _SLOTS.split(other)[:-1], strict=True)
    fits = [_fit(vowel, against) for vowel, against in gaps if (vowel + against).strip(_GAP)]
    consonants = _OF_CONSONANTS * len(_VOWELS.sub("", one))
    return (consonants + sum(fits)) / (consonants + len(fits) or 1.0)


def _fit(vowel: str, against: str) -> float:
    """Return how well what is heard in one gap before, between or after consonants fits the other."""
    heard, other = vowel.lower(), against.lower()
    is_long = heard != vowel or other != against
    if heard == other:
        return 1.0
    if _GAP in (heard, other):
        return _LEFT_OUT_LONG if is_long or len(heard + other) > 2 else 1.0
    if heard and other:
        if set(heard) & set(other):
            return _SHARED
        return _UNLIKE_LONG if is_long else _FITS[frozenset((heard[0], other[0]))]
    return _LEFT_OUT_LONG if is_long or len(heard + other) > 1 else _LEFT_OUT


def _shared_pairs(one: str, other: str) -> float:
    """Return the share of letter pairs, the ends of the words counted in, that two words have in common."""
    if one == other:
        return 1.0
    pairs = {f"^{one}$"[at : at + 2] for at in range(len(one) + 1)}
    others = {f"^{other}$"[at : at + 2] for at in range(len(other) + 1)}
    return 2 * len(pairs & others) / (len(pairs) + len(others))
