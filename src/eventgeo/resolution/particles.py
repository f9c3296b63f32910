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
_BETWEEN_LISTED = " \n،,"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Particles:
    conjunctions: tuple[str, ...]
    prepositions: tuple[str, ...]
    rare: tuple[str, ...]
    listing: str
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
        rare=tuple(table["rare"]),
        listing=table["listing"],
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
    particles = _particles(lang)
    if particles is None:
        return tuple(toponym.text for toponym in tags.toponyms)
    plain = {normal_form(toponym.text): toponym.text for toponym in tags.toponyms}
    found, end = [], -1
    for toponym in tags.toponyms:
        listed = end >= 0 and not tags.document.text[end : toponym.start].strip(_BETWEEN_LISTED)
        found.append(name_meant(toponym.text, lang, gazetteer, plain, listed=listed))
        end = toponym.end
    return tuple(found)


def name_meant(
    text: str,
    lang: str,
    gazetteer: Gazetteer,
    plain: Mapping[str, str] = MappingProxyType({}),
    *,
    listed: bool = False,
) -> str:
    """Return the name that `text` is looked up as.

    ``plain`` are the names of the document by their normal form; ``listed`` tells that another name
    stands right before.
    """
    particles = _particles(lang)
    if particles is None:
        return text
    known = gazetteer.lookup(text)
    if listed and text.startswith(particles.listing) and not (known and known[0].match == "exact"):
        text = _without(particles.listing, text)
        known = gazetteer.lookup(text)
    if is_close(known):
        return text
    forms = without_particles(normal_form(text), lang)
    for form in forms:
        if form in plain:
            return plain[form]
    likely = (form for form in forms if not _is_rare(text, form, particles))
    if found := next((form for form in likely if is_close(gazetteer.lookup(form))), ""):
        return found
    # Of an unknown name, too, a conjunction before the article is none of its letters.
    joined = (word for word in particles.conjunctions if text.startswith(word + particles.article))
    return _without(next(joined, ""), text)


def _is_rare(text: str, form: str, particles: _Particles) -> bool:
    """Whether `form` is `text` without a particle that place names seldom have."""
    return text.endswith(tuple(word + form for word in particles.rare)) and not form.startswith(
        particles.article
    )


def _without(particle: str, text: str) -> str:
    return text.removeprefix(particle) if len(text) >= _SHORTEST + len(particle) else text


def is_close(candidates: tuple[Candidate, ...]) -> bool:
    """Whether a place goes by the very name, not only one that sounds alike."""
    return bool(candidates) and candidates[0].match not in ("transliteration", "fuzzy")
