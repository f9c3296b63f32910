"""Names without the particles that some languages write as one with them ("بحلب" for "حلب")."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from eventgeo.datafiles import read_toml
from eventgeo.model import Candidate
from eventgeo.protocols import Gazetteer
from eventgeo.text.tokens import normal_form

_SHORTEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Particles:
    conjunctions: tuple[str, ...]
    prepositions: tuple[str, ...]
    article: str
    contracted: str


@cache
def _particles(lang: str) -> _Particles | None:
    table = read_toml("resolution", "data/particles.toml").get(lang)
    if table is None:
        return None
    return _Particles(
        conjunctions=tuple(table["conjunctions"]),
        prepositions=tuple(table["prepositions"]),
        article=table["article"],
        contracted=table["contracted"],
    )


def without_particles(word: str, lang: str) -> tuple[str, ...]:
    """Return what `word` may be without its particles, the least taken off first; never `word` itself.

    Examples
    --------
    >>> without_particles("بحلب", "ar"), without_particles("للرقة", "ar"), without_particles("ولحلب", "ar")
    (('حلب',), ('الرقة',), ('لحلب', 'حلب'))
    >>> without_particles("حلب", "ar"), without_particles("Alepo", "es")
    ((), ())
    """
    particles = _particles(lang)
    if particles is None:
        return ()
    found = [word]
    for conjunction in particles.conjunctions:
        if word.startswith(conjunction):
            found.append(word.removeprefix(conjunction))
    for form in tuple(found):
        if form.startswith(particles.contracted):
            found.append(particles.article + form.removeprefix(particles.contracted))
            continue
        for preposition in particles.prepositions:
            if form.startswith(preposition):
                found.append(form.removeprefix(preposition))
    return tuple(form for form in found[1:] if len(form) >= _SHORTEST)


def names_meant(texts: Iterable[str], lang: str, gazetteer: Gazetteer) -> dict[str, str]:
    """Return for each of the names of a document, as written, the name that is looked up.

    That is the name itself where the gazetteer knows it, or nothing else is known of it; else the first form
    without particles that the document also writes, or the gazetteer knows.
    """
    written = dict.fromkeys(texts)
    if _particles(lang) is None:
        return {text: text for text in written}
    plain = {normal_form(text): text for text in written}
    return {text: _name_meant(text, plain, lang, gazetteer) for text in written}


def _name_meant(text: str, plain: Mapping[str, str], lang: str, gazetteer: Gazetteer) -> str:
    if is_close(gazetteer.lookup(text)):
        return text
    forms = without_particles(normal_form(text), lang)
    for form in forms:
        if form in plain:
            return plain[form]
    return next(
        (form for form in forms if is_close(gazetteer.lookup(form))), _without_conjunction(text, lang)
    )


def _without_conjunction(text: str, lang: str) -> str:
    """Return an unknown name without a conjunction before its article: no name begins so."""
    particles = _particles(lang)
    if particles is not None:
        for conjunction in particles.conjunctions:
            if text.startswith(conjunction + particles.article):
                return text.removeprefix(conjunction)
    return text


def is_close(candidates: tuple[Candidate, ...]) -> bool:
    """Whether a place goes by the very name, not only one that sounds alike."""
    return bool(candidates) and candidates[0].match != "transliteration"
