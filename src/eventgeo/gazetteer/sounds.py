"""Keys under which names meet that sound alike, in whatever script and habit of romanisation.

A name is put in rough Latin letters (:mod:`eventgeo.gazetteer.scripts`), what French, English and local
habits write differently is undone (``data/transliteration.toml``), and of what is heard the consonants are
the key, or where they are few the vowels, too. :func:`sound_keys` are the keys under which a name is kept,
mostly one; :func:`asked_keys` those under which it is looked for: also as other languages would have it read
(``data/habits.toml``), without words such as "village", and with one vowel heard otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from eventgeo.datafiles import read_toml
from eventgeo.gazetteer.generic_words import without_generic_words
from eventgeo.gazetteer.names import fold_letters, is_article, normalised_key, unify_marks
from eventgeo.gazetteer.scripts import romanised, script_of

_CONSONANTS_FOR_SKELETON = 4
_VOWELS = str.maketrans("", "", "aiu")
_BETWEEN_CONSONANTS = re.compile(r"(?<=[^aiu])[aiu]*(?=[^aiu])")
_SEVERAL_VOWELS = re.compile(r"[aiu]{2,}")
_OTHER_VOWELS = ("", "a", "i", "u")
_ENDING = re.compile(r"[aiu]+\Z")
_UNWRITTEN = "~"
_GLUED_ARTICLES = ("al", "el", "ال")
_LEAST_AFTER_ARTICLE = 4
_LITTLE_WORDS = frozenset(
    ("de", "du", "des", "del", "of", "the", "la", "le", "el", "les", "los", "las", "al")
)

Rule = Callable[[str], str]


@cache
def _rules() -> tuple[Rule, ...]:
    def literal(find: str, put: str) -> Rule:
        return lambda text: text.replace(find, put)

    def regular(pattern: str, put: str) -> Rule:
        substitute = re.compile(pattern).sub
        return lambda text: substitute(put, text)

    return tuple(
        literal(rule["find"], rule["put"]) if "find" in rule else regular(rule["pattern"], rule["put"])
        for rule in read_toml("gazetteer", "data/transliteration.toml")["rule"]
    )


@cache
def _habits() -> tuple[Rule, ...]:
    def read_as(pairs: dict[str, str]) -> Rule:
        found = re.compile("|".join(sorted(pairs, key=len, reverse=True)))
        return lambda text: found.sub(lambda match: pairs[match.group()], text)

    return tuple(
        read_as(dict(habit["pairs"])) for habit in read_toml("gazetteer", "data/habits.toml")["habit"]
    )


@cache
def _marked_letters() -> tuple[dict[int, str], dict[str, str]]:
    data = read_toml("gazetteer", "data/marked_letters.toml")
    return str.maketrans(data["letters"]), data["groups"]


@cache
def _qualifiers() -> dict[str, str]:
    table: dict[str, list[str]] = read_toml("gazetteer", "data/qualifiers.toml")
    return {fold_letters(word): meaning for meaning, words in table.items() for word in words}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parted:
    """A normalised name without words that tell namesakes apart, and their meaning: "ghutah", "+east"."""

    base: str
    meant: str = ""


def parted(normalised: str) -> Parted:
    """Take the words for east, new, upper and the like off a name of several words.

    Examples
    --------
    >>> parted("eastern ghouta"), parted("ghutah ash sharqiyah") == Parted(base="ghutah", meant="+east")
    (Parted(base='ghouta', meant='+east'), True)
    >>> parted("kivu du nord").meant, parted("nord").meant, parted("غوطه الشرقيه").meant
    ('+north', '', '+east')
    """
    if " " not in normalised:
        return Parted(base=normalised)
    known, words, kept, meant = _qualifiers(), normalised.split(), [], set()
    for word in words:
        meaning = known.get(word) or (known.get(word[2:]) if word.startswith(_GLUED_ARTICLES) else None)
        if meaning is None:
            kept.append(word)
            continue
        meant.add(f"+{meaning}")
        if len(kept) > 1 and (kept[-1] in _LITTLE_WORDS or is_article(kept[-1], word)):
            kept.pop()
    if not kept or not meant:
        return Parted(base=normalised)
    return Parted(base=" ".join(kept), meant="".join(sorted(meant)))


@lru_cache(maxsize=65536)
def heard(latin: str) -> str:
    """Return a name in Latin letters as it is heard, roughly: habits of romanisation undone.

    Examples
    --------
    >>> heard("deir ezzor"), heard("dayr az zawr"), heard("rakka")
    ('dirzur', 'dirzur', 'rak')
    """
    for rule in _rules():
        latin = rule(latin)
    return latin


def _key(sound: str) -> str:
    """Return the key of what is heard: its consonants, and if they are few its vowels."""
    bones = sound.translate(_VOWELS)
    if len(bones) >= _CONSONANTS_FOR_SKELETON:
        return f"a{bones}" if sound[0] in "aiu" else bones
    if len(bones) > 1:
        sound = _SEVERAL_VOWELS.sub(_plain, sound)
    return f"a{sound[1:]}" if sound[:1] == "i" else sound


def _plain(vowels: re.Match[str]) -> str:
    return next(vowel for vowel in "uia" if vowel in vowels.group())


def readings(name: str) -> tuple[str, ...]:
    """Return a name normalised, and where it has letters that tell more before they are folded, also so.

    Examples
    --------
    >>> readings("Sirnak"), readings("Şırnak")
    (('sirnak',), ('sirnak', 'shirnak'))
    """
    plain = normalised_key(name)
    if name.isascii():
        return (plain,)
    told = unify_marks(name.lower())
    letters, groups = _marked_letters()
    marked = told
    if "'" in told:
        for group, put in groups.items():
            marked = marked.replace(group, put)
    marked = marked.translate(letters)
    return (plain,) if marked == told else tuple(dict.fromkeys((plain, normalised_key(marked))))


def sound_keys(name: str) -> tuple[str, ...]:
    """Return the keys under which a name is kept; none where it has no letters that can be read.

    Examples
    --------
    >>> sound_keys("Jarablous"), sound_keys("Djarabulus"), sound_keys("جرابلس")
    (('grbls',), ('grbls',), ('grbls',))
    >>> sound_keys("Kharkiv") == sound_keys("Харьков"), sound_keys("Şırnak"), sound_keys("東京")
    (True, ('srnk', 'Srnk'), ())
    """
    return tuple(dict.fromkeys(key for reading in readings(name) for key in _kept(reading)))


@lru_cache(maxsize=65536)
def _kept(normalised: str) -> tuple[str, ...]:
    if normalised.isascii():
        part = parted(normalised)
        key = _key(heard(part.base))
        return (key + part.meant,) if key else ()
    part, script = parted(normalised), script_of(normalised)
    if script is None:
        return ()
    keys = []
    for way in romanised(part.base, most=script.kept_ways):
        sound = heard(way)
        bones = sound.translate(_VOWELS)
        if script.unwritten_vowels and len(bones) < _CONSONANTS_FOR_SKELETON:
            keys.append(_UNWRITTEN + _bones(sound))
        elif sound:
            keys.append(_key(sound))
    return tuple(key + part.meant for key in dict.fromkeys(keys) if key != _UNWRITTEN)


def _bones(sound: str) -> str:
    return ("a" if sound[:1] in ("a", "i", "u") else "") + sound.translate(_VOWELS).removesuffix("h")


def asked_keys(name: str) -> tuple[str, ...]:
    """Return the keys under which a name is looked for, those under which it is kept first.

    Examples
    --------
    >>> "bhmt" in asked_keys("Bajmut"), sound_keys("Bakhmut"), "kiv" in asked_keys("Kiew")
    (True, ('bhmt',), True)
    >>> sound_keys("Halab"), "halab" in asked_keys("حلب"), "halib" in asked_keys("Halab")
    (('halab',), True, True)
    """
    keys = [*sound_keys(name)]
    for reading in (*readings(name), without_generic_words(name)):
        keys.extend(_asked(reading))
    return tuple(dict.fromkeys(keys))


@lru_cache(maxsize=16384)
def _asked(normalised: str) -> tuple[str, ...]:
    part, script = parted(normalised), script_of(normalised)
    sounds = [heard(way) for way in romanised(part.base)]
    if script is None and sounds:
        keys = [_key(heard(way)) for way in as_others_write(part.base)]
        keys.extend(_with_other_vowels(sounds[0]))
    elif script is not None and script.unwritten_vowels:
        keys = [key for sound in sounds for key in _with_vowels(sound)]
    else:
        keys = [_key(sound) for sound in sounds]
    return tuple(f"{key}{part.meant}" for key in dict.fromkeys(keys) if key)


def as_others_write(latin: str) -> Iterator[str]:
    """Yield a normalised Latin name as written, its Arabic article off or on, and as each habit reads it."""
    yield latin
    if latin[:2] in ("al", "el") and len(latin) >= _LEAST_AFTER_ARTICLE + 2 and latin[2] != " ":
        yield latin[2:]
    if latin:
        yield "al" + latin
    for habit in _habits():
        if (read := habit(latin)) != latin:
            yield read


def _with_vowels(sound: str) -> Iterator[str]:
    """Yield the keys of a name whose short vowels are not written: every vowel may stand where none does."""
    if len(sound.translate(_VOWELS)) >= _CONSONANTS_FOR_SKELETON:
        yield _key(sound)
        return
    yield _UNWRITTEN + _bones(sound)
    whole = _SEVERAL_VOWELS.sub(_plain, sound)
    first = whole[:1] if whole[:1] in ("a", "i", "u") else ""
    starts = ("a", "u") if first == "a" else (first,)
    whole = whole.removeprefix(first)
    endings = (whole.rstrip("a"), _ENDING.sub("", whole), _ENDING.sub("", whole.removesuffix("h")))
    for body in dict.fromkeys(ending for ending in endings if ending.translate(_VOWELS)):
        bones = body.translate(_VOWELS)
        written = _BETWEEN_CONSONANTS.findall(body)
        last = body[-1] if body[-1] in "iu" else ""
        for start, *vowels in product(starts, *((vowel,) if vowel else _OTHER_VOWELS for vowel in written)):
            yield _key(start + bones[0] + "".join(map(str.__add__, vowels, bones[1:])) + last)


def _with_other_vowels(sound: str) -> Iterator[str]:
    """Yield the keys of a name of few consonants with one vowel heard otherwise."""
    bones = sound.translate(_VOWELS)
    if not 1 < len(bones) < _CONSONANTS_FOR_SKELETON:
        return
    for slot in _BETWEEN_CONSONANTS.finditer(sound):
        for vowel in _OTHER_VOWELS:
            if vowel != slot.group():
                yield _key(sound[: slot.start()] + vowel + sound[slot.end() :])
