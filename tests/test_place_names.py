"""Names of the news meet their places: by spelling alone, and where several go by them by the words around.

The cases are tables: ``place_names.csv`` holds spellings and the settlement that each must find first,
``place_names_in_context.csv`` texts in which each name is marked [so] and for each name in order its
country, and its kind or a part of its own name, or - for none, ``place_names_known_failures.csv`` what fails
as yet of either kind: who mends one moves its row.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from eventgeo.gazetteer import SqliteGazetteer
from eventgeo.model import Place
from eventgeo.resolution import RuleResolver
from test_resolution import read_tags

CASES = Path(__file__).parent / "cases"
LEAST_NAMES, LEAST_COUNTRIES = 250, 40


def read(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


NAMES = read("place_names.csv")
TEXTS = read("place_names_in_context.csv")
FAILURES = read("place_names_known_failures.csv")


def finds(gazetteer: SqliteGazetteer, name: str) -> str:
    towns = (candidate.place for candidate in gazetteer.lookup(name) if candidate.place.kind == "populated")
    return next((place.place_id for place in towns), "")


def misread(gazetteer: SqliteGazetteer, lang: str, text: str, expected: str) -> list[str]:
    """Return the names of a text that are not what they must be."""
    found = RuleResolver(gazetteer).resolve(read_tags(text, lang))
    asked = expected.split(";")
    assert len(found) == len(asked), "a name without its place, or a place without its name"
    return [
        resolution.toponym.text
        for resolution, wanted in zip(found, asked, strict=True)
        if not fits(resolution.chosen.place if resolution.chosen else None, wanted)
    ]


def fits(place: Place | None, wanted: str) -> bool:
    if wanted == "-":
        return place is None
    country, _, rest = wanted.partition(" ")
    return place is not None and place.country == country and (rest == place.kind or rest in place.name)


@pytest.mark.parametrize("case", NAMES, ids=lambda case: f"{case['name']} ({case['lang']})")
def test_a_spelling_finds_its_town(gazetteer: SqliteGazetteer, case: dict[str, str]) -> None:
    assert finds(gazetteer, case["name"]) == case["place_id"], case["place"]


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case["text"])
def test_the_words_around_decide(gazetteer: SqliteGazetteer, case: dict[str, str]) -> None:
    assert misread(gazetteer, case["lang"], case["text"], case["expected"]) == []


@pytest.mark.parametrize("case", FAILURES, ids=lambda case: case["text"])
@pytest.mark.xfail(strict=True, reason="known failure: see the file")
def test_known_failures(gazetteer: SqliteGazetteer, case: dict[str, str]) -> None:
    if case["place_id"]:
        assert finds(gazetteer, case["text"]) == case["place_id"]
    else:
        assert misread(gazetteer, case["lang"], case["text"], case["expected"]) == []


def test_the_cases_are_many_and_of_many_countries() -> None:
    names = [case["expected"].split(";") for case in TEXTS]
    countries = {case["place"][:2] for case in NAMES}
    countries |= {wanted[:2] for case in names for wanted in case if wanted != "-"}
    assert len(NAMES) + sum(map(len, names)) >= LEAST_NAMES
    assert len(countries) >= LEAST_COUNTRIES
    assert {case["lang"] for case in (*NAMES, *TEXTS)} == {"fr", "en", "es", "ar"}
