"""The forms of the words by which actor mentions are made: plurals and feminines of the lexicon's entries."""

from __future__ import annotations

from collections.abc import Callable, Iterator

ARABIC_ARTICLE = "ال"
_SOUND_PLURAL = ("ون", "ين", "و", "ي")
_RELATION = ("ي", "ية", "يون", "يين", "يات", "يو", "يي")


def forms_of(words: str, lang: str, *, adjective: bool = False) -> tuple[str, ...]:
    """Return the inflected forms of a data entry.

    One word (or phrase) is inflected by rule; forms separated by "|" are taken as they stand. An Arabic word
    takes the article and the dual too; one that ends with "+" has a regular plural.

    Examples
    --------
    >>> forms_of("soldat", "fr"), forms_of("rebelde", "es"), forms_of("homme armé|hommes armés", "fr")
    (('soldat', 'soldats'), ('rebelde', 'rebeldes'), ('homme armé', 'hommes armés'))
    >>> forms_of("islámico", "es", adjective=True)
    ('islámico', 'islámicos', 'islámica', 'islámicas')
    """
    if not words:
        return ()
    if "," in words:
        return tuple(
            f for word in words.split(",") for f in forms_of(word.strip(), lang, adjective=adjective)
        )
    if "|" in words:
        return tuple(word.strip() for word in words.split("|"))
    return tuple(dict.fromkeys(_RULES.get(lang, _as_written)(words, adjective)))


def _as_written(word: str, _: bool) -> Iterator[str]:
    yield word


def _inflect_en(word: str, adjective: bool) -> Iterator[str]:
    yield word
    if adjective:
        return
    if word.endswith("man"):
        yield word[:-3] + "men"
    elif word.endswith("y") and word[-2:-1] not in "aeiou":
        yield word[:-1] + "ies"
    elif word.endswith(("ch", "sh", "ss", "x")):
        yield word + "es"
    elif not word.endswith(("s", "ese")):
        yield word + "s"


_FEMININE_FR = (
    ("ien", "ienne"), ("éen", "éenne"), ("on", "onne"), ("el", "elle"), ("if", "ive"), ("eux", "euse"),
    ("teur", "trice"), ("eur", "euse"), ("ier", "ière"), ("er", "ère"), ("e", "e"),
)  # fmt: skip


def _inflect_fr(word: str, adjective: bool) -> Iterator[str]:
    if not adjective:
        yield word
        yield " ".join(_plural_fr(part) for part in word.split(" "))
        return
    feminine = next((word[: -len(m)] + f for m, f in _FEMININE_FR if word.endswith(m)), word + "e")
    for form in (word, feminine):
        yield form
        yield _plural_fr(form)


def _plural_fr(word: str) -> str:
    if word.endswith(("s", "x", "z")):
        return word
    if word.endswith("al"):
        return word[:-2] + "aux"
    return word + ("x" if word.endswith(("eau", "eu")) else "s")


def _inflect_es(word: str, adjective: bool) -> Iterator[str]:
    if not adjective:
        yield word
        noun, of, complement = word.partition(" de ")
        yield " ".join(_plural_es(part) for part in noun.split(" ")) + of + complement
        return
    for form in (word, _feminine_es(word)):
        yield form
        yield _plural_es(form)


def _feminine_es(word: str) -> str:
    if word.endswith("o"):
        return word[:-1] + "a"
    if word.endswith(("or", "és", "án", "ón")):
        return word[:-2] + {"or": "ora", "és": "esa", "án": "ana", "ón": "ona"}[word[-2:]]
    return word


_BARE_ES = str.maketrans("áéíóú", "aeiou")


def _plural_es(word: str) -> str:
    if word.endswith("s") and not word.endswith("és"):
        return word
    if word.endswith("z"):
        return word[:-1] + "ces"
    if word.endswith(("ón", "án", "én", "és", "ín")):
        return word[:-2] + word[-2].translate(_BARE_ES) + word[-1] + "es"
    return word + ("s" if word[-1] in "aeiouáéó" else "es")


def _dual_ar(stem: str) -> tuple[str, ...]:
    """Return "two of" a noun: "جندي": "جنديان"; phrases, plurals and short words have none here."""
    if " " in stem or len(stem) < 3 or stem.endswith(("ون", "ين", "ات", "اء", "ا", "ى")):
        return ()
    base = stem[:-1] + "ت" if stem.endswith("ة") else stem
    return (base + "ان", base + "ين")


def _inflect_ar(word: str, adjective: bool) -> Iterator[str]:
    stem = word.removesuffix("+")
    if adjective and stem.endswith("ي"):
        forms = [stem[:-1] + ending for ending in _RELATION]
    elif adjective:
        forms = [stem, stem + "ة"]
    else:
        forms = [stem, *_dual_ar(stem)]
    if word.endswith("+"):
        forms += [stem + ending for ending in _SOUND_PLURAL]
    for form in forms:
        yield form
        if " " not in form and not form.startswith(ARABIC_ARTICLE):
            yield ARABIC_ARTICLE + form


_RULES: dict[str, Callable[[str, bool], Iterator[str]]] = {
    "ar": _inflect_ar, "en": _inflect_en, "es": _inflect_es, "fr": _inflect_fr,
}  # fmt: skip
