"""Names without the particles that some languages write as one with them ("بحلب" for "حلب")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from eventgeo.datafiles import read_toml
from eventgeo.model import Candidate, Tags
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


def names_meant(tags: Tags, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return for each toponym of a document the name that is looked up.

    That is the name as written where the gazetteer knows it, or nothing else is known of it; else the first
    form without particles that the document also writes, or the gazetteer knows. Straight after another
    name, a conjunction is one, whatever the gazetteer knows: "سفوهن وسان".
    """
    lang = tags.document.lang or ""
    if _particles(lang) is None:
        return tuple(toponym.text for toponym in tags.toponyms)
    plain = {normal_form(toponym.text): toponym.text for toponym in tags.toponyms}
    found, end = [], -1
    for toponym in tags.toponyms:
        listed = 0 <= end < toponym.start and tags.document.text[end : toponym.start].isspace()
        text = _without_conjunction(toponym.text, lang) if listed else toponym.text
        found.append(name_meant(text, lang, gazetteer, plain))
        end = toponym.end
    return tuple(found)


def name_meant(
    text: str, lang: str, gazetteer: Gazetteer, plain: Mapping[str, str] = MappingProxyType({})
) -> str:
    """Return the name `text` is looked up as; `plain` are the names of the document by their normal form."""
    particles = _particles(lang)
    if particles is None or is_close(gazetteer.lookup(text)):
        return text
    forms = without_particles(normal_form(text), lang)
    for form in forms:
        if form in plain:
            return plain[form]
    if known := next((form for form in forms if is_close(gazetteer.lookup(form))), ""):
        return known
    starts = tuple(conjunction + particles.article for conjunction in particles.conjunctions)
    return _without_conjunction(text, lang) if text.startswith(starts) else text  # no name begins so


def _without_conjunction(text: str, lang: str) -> str:
    particles = _particles(lang)
    conjunctions = particles.conjunctions if particles else ()
    found = next((word for word in conjunctions if text.startswith(word)), "")
    return text.removeprefix(found) if len(text) >= _SHORTEST + len(found) else text


def is_close(candidates: tuple[Candidate, ...]) -> bool:
    """Whether a place goes by the very name, not only one that sounds alike."""
    return bool(candidates) and candidates[0].match != "transliteration"
