"""Short texts made to teach one thing: a town with larger namesakes abroad lies in the country that is named.

News mostly names the largest place of a name, and shows too seldom what a country named beside it is worth.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from babel import Locale

from eventgeo.gazetteer.names import normalised_key
from eventgeo.gazetteer.sources.cities import read_cities
from eventgeo.gazetteer.sources.countries import read_countries
from eventgeo.model import Document, Place

TEMPLATES = {
    "fr": ("{country} : des combats ont éclaté à {towns}.", "L'armée de {country} est entrée à {towns}."),
    "en": ("{country}: fighting broke out in {towns}.", "The army of {country} has entered {towns}."),
    "es": ("{country}: combates en {towns}.", "El ejército de {country} entró en {towns}."),
    "ar": ("{country}: اشتباكات في {towns}.", "قال جيش {country} إنه دخل {towns}."),
}
AND = {"fr": " et ", "en": " and ", "es": " y ", "ar": " و "}
LEAST_PEOPLE = 20_000
TEXTS = 800
MOST_OF_A_COUNTRY = 6
_FIRST_ARABIC = "\u0600"


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeText:
    """A text with the offsets of its country's name, and the points of that and of its towns by offsets."""

    document: Document
    country: tuple[int, int]
    points: Mapping[tuple[int, int], tuple[float, float]]


def made_texts(most: int = TEXTS) -> Iterator[MadeText]:
    """Yield up to `most` texts, the same each time; every other one names two towns of its country."""
    points = {e.place.country: (e.place.latitude, e.place.longitude) for e in read_countries()}
    for lang in TEMPLATES:
        territories, seen = Locale(lang).territories, Counter[str]()
        towns = sorted(_outnumbered_towns(lang), key=lambda town: _shuffled(town[1].place_id))
        by_country: defaultdict[str, list[tuple[str, Place]]] = defaultdict(list)
        for name, town in towns:
            by_country[town.country].append((name, town))
        for name, town in towns:
            number, code = seen.total(), town.country
            if number < most // len(TEMPLATES) and seen[code] < MOST_OF_A_COUNTRY and code in points:
                seen[code] += 1
                others = [pair for pair in by_country[code] if pair[0] != name][: number % 2]
                yield _made(number, lang, (territories[code], points[code]), [(name, town), *others])


def _outnumbered_towns(lang: str) -> list[tuple[str, Place]]:
    """Return the towns that have a larger namesake in another country, each with its name."""
    named: defaultdict[str, list[tuple[str, Place]]] = defaultdict(list)
    for entry in read_cities():
        name = _in_language((entry.place.name, *entry.names), lang)
        if name and entry.place.population >= LEAST_PEOPLE:
            named[normalised_key(name)].append((name, entry.place))
    return [
        (name, town)
        for namesakes in named.values()
        for name, town in namesakes
        if any(other.population > town.population and other.country != town.country for _, other in namesakes)
    ]


def _in_language(names: tuple[str, ...], lang: str) -> str:
    """Return the first name in the letters of a language; of Latin letters the place's own."""
    if lang != "ar":
        return names[0]
    return next((name for name in names if _FIRST_ARABIC <= name[0] < "\u0700"), "")


def _made(
    number: int, lang: str, said: tuple[str, tuple[float, float]], towns: list[tuple[str, Place]]
) -> MadeText:
    country, middle = said
    template = TEMPLATES[lang][number // 2 % 2]
    text = template.format(country=country, towns=AND[lang].join(name for name, _ in towns))
    first = text.index(country)
    at = first + len(country)
    points = {(first, at): middle}
    for name, town in towns:
        start = text.index(name, at)
        at = start + len(name)
        points[start, at] = (town.latitude, town.longitude)
    document = Document(doc_id=f"made-{lang}-{number}", text=text, lang=lang)
    return MadeText(document=document, country=(first, first + len(country)), points=points)


def _shuffled(key: str) -> bytes:
    return blake2b(key.encode()).digest()
