"""Names in context resolve to their places, each with its reason."""

from __future__ import annotations

import re
import time
import tomllib
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventgeo.gazetteer import SqliteGazetteer
from eventgeo.gazetteer.corrections import CorrectedGazetteer, Correction, Corrections
from eventgeo.model import KINDS, Document, Place, Resolution, Tags, Toponym
from eventgeo.resolution import RuleResolver
from eventgeo.resolution.backdrop import with_backdrop
from eventgeo.resolution.by_name import resolve_name
from eventgeo.resolution.candidates import gather
from eventgeo.resolution.confidence import confidence_in
from eventgeo.resolution.context import adjective_before
from eventgeo.resolution.geodesy import distance_km, great_circle_km, moved
from eventgeo.resolution.ranker import shipped_ranker
from eventgeo.resolution.rounds import read_names
from eventgeo.resolution.ties import tie_words
from eventgeo.testing import check_resolver
from eventgeo.text.sentences import split_sentences

CASES = tomllib.loads((Path(__file__).parent / "cases" / "resolution.toml").read_text(encoding="utf-8"))[
    "case"
]
MARKED = re.compile(r"\[([^\]|]+)(?:\|(\w+))?\]")


def read_tags(marked: str, lang: str, kinds: dict[str, Any] | None = None) -> Tags:
    """Return the tags of a text in which each name is marked [so] or [so|kind]."""
    text, toponyms, at = "", [], 0
    for match in MARKED.finditer(marked):
        text += marked[at : match.start()]
        name, asked = match.group(1), match.group(2) or (kinds or {}).get(match.group(1))
        kind = next((known for known in KINDS if known == asked), None)
        toponyms.append(Toponym(start=len(text), end=len(text) + len(name), text=name, kind=kind))
        text += name
        at = match.end()
    text += marked[at:]
    document = Document(doc_id="case", text=text, lang=lang)
    return Tags(document=document, sentences=split_sentences(text, lang), toponyms=tuple(toponyms))


def fits(place: Place | None, expected: str) -> bool:
    if not expected:
        return place is None
    country, _, wanted = expected.partition(" ")
    return (
        place is not None
        and country in ("*", place.country)
        and (wanted == place.kind or wanted in place.name)
    )


def known_failures(case: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else []
    return pytest.param(case, id=case["id"], marks=marks)


@pytest.mark.parametrize("case", map(known_failures, CASES))
def test_names_in_context(gazetteer: SqliteGazetteer, case: dict[str, Any]) -> None:
    tags = read_tags(case["text"], case["lang"], case.get("kinds"))
    found = RuleResolver(gazetteer).resolve(tags)
    places = [resolution.chosen.place if resolution.chosen else None for resolution in found]
    wrong = [
        f"{resolution.toponym.text}: {place and (place.name, place.country, place.kind)} for {expected!r}"
        for resolution, place, expected in zip(found, places, case["expect"], strict=True)
        if not fits(place, expected)
    ]
    assert not wrong


def test_the_resolver_keeps_the_contract(gazetteer: SqliteGazetteer) -> None:
    empty = Tags(document=Document(doc_id="0", text="", lang="fr"), sentences=())
    check_resolver(RuleResolver(gazetteer), [empty, *(read_tags(c["text"], c["lang"]) for c in CASES)])


def resolved(gazetteer: SqliteGazetteer, marked: str, lang: str = "fr") -> tuple[Resolution, ...]:
    return RuleResolver(gazetteer).resolve(read_tags(marked, lang))


def test_reasons_say_what_decided(gazetteer: SqliteGazetteer) -> None:
    _, qaim = resolved(
        gazetteer, "En [Syrie] et dans la ville irakienne d'[al-Qaïm], des frappes ont eu lieu."
    )
    assert "irakienne" in qaim.reason and "in IQ" in qaim.reason
    _, tripoli, _ = resolved(gazetteer, "[Beyrouth]. Combats à [Tripoli], au [Liban].")
    assert "the text puts it in Lebanon" in tripoli.reason and "km from Beirut" in tripoli.reason
    (nowhere,) = resolved(gazetteer, "Combats à [Xqzvtkwar].")
    assert nowhere.chosen is None and nowhere.confidence == 0.0
    assert nowhere.reason == "no place of that name in the gazetteer"


def test_runners_up_are_few_and_ranked(gazetteer: SqliteGazetteer) -> None:
    (paris,) = resolved(gazetteer, "Des heurts à [Paris].")
    scores = [candidate.score for candidate in paris.alternatives]
    assert paris.chosen is not None and len(scores) == 5 and scores == sorted(scores, reverse=True)
    assert paris.chosen.score >= scores[0]
    assert 0 < paris.confidence < 1


def test_mentions_of_one_name_share_a_place(gazetteer: SqliteGazetteer) -> None:
    found = resolved(
        gazetteer, "Des combats à [Tripoli]. [Tripoli], au [Liban], est bouclée. [TRIPOLI] attend."
    )
    assert {r.chosen.place.country for r in found if r.chosen} == {"LB"}


@pytest.mark.parametrize(
    ("text", "lang", "at", "most_km", "radius_km"),
    [
        ("Près de [Djibo], dix soldats tués à [Xqzvtkwar].", "fr", "Djibo", 0, (25, 60)),
        ("Une attaque a visé [Xqzvtkwar], près de [Djibo].", "fr", "Djibo", 0, (10, 25)),
        ("Des tirs à [Xqzvtkwar], à 60 km au nord de [Djibo].", "fr", "Djibo", 61, (10, 25)),
        ("Des tirs à [Xqzvtkwar], à une vingtaine de kilomètres de [Djibo].", "fr", "Djibo", 0, (20, 30)),
        ("Gunmen raided [Xqzvtkwar], a village 60 km from [Pemba].", "en", "Pemba", 0, (60, 75)),
        ("Air strikes hit a hospital in [Xqzvtkwar], [Hama|admin] province.", "en", "Hama", 0, (25, 150)),
    ],
)
def test_an_unknown_place_is_put_by_what_is_named_beside_it(
    gazetteer: SqliteGazetteer, text: str, lang: str, at: str, most_km: float, radius_km: tuple[float, float]
) -> None:
    found = {resolution.toponym.text: resolution for resolution in resolved(gazetteer, text, lang)}
    unknown, known = found["Xqzvtkwar"], found[at]
    assert unknown.chosen and known.chosen and unknown.chosen.match == "context"
    place, anchor = unknown.chosen.place, known.chosen.place
    distance = great_circle_km(place.latitude, place.longitude, anchor.latitude, anchor.longitude)
    assert most_km - 2 <= distance <= most_km
    assert radius_km[0] <= place.radius_km <= radius_km[1]
    assert place.geonameid is None and place.country == anchor.country and place.kind == "populated"
    assert unknown.reason.startswith(f"not in the gazetteer; shown at {anchor.name}, ")
    assert unknown.confidence < known.confidence


def test_what_only_the_town_of_the_story_places_says_so(gazetteer: SqliteGazetteer) -> None:
    text = "Les combats ont repris à [Djibo]. Des habitants ont fui. On parle de [Xqzvtkwar]."
    _, unknown = resolved(gazetteer, text)
    assert unknown.reason == (
        "not in the gazetteer; shown at Djibo, the town of the story; it may lie anywhere within 100 km"
    )
    assert unknown.chosen and unknown.chosen.place.radius_km == 100


def test_a_name_the_gazetteer_has_is_never_said_to_be_missing(gazetteer: SqliteGazetteer) -> None:
    text = "À [Port-au-Prince], les gangs avancent. À [Canaan], trois personnes ont été tuées."
    _, canaan = resolved(gazetteer, text)
    assert canaan.reason.startswith(
        "the gazetteer has that name only far off (US); shown at Port-au-Prince, "
    )


def test_an_unknown_place_is_shown_at_the_nearer_town_not_at_the_capital(gazetteer: SqliteGazetteer) -> None:
    told = "L'armée a annoncé à [Kinshasa] la perte du camp de [Mubambiro|facility]."
    _, _, camp = resolved(gazetteer, f"À [Goma], les combats ont repris. {told}")
    assert "shown at Goma" in camp.reason


@given(st.floats(-80, 80), st.floats(-180, 180), st.floats(0, 500), st.floats(0, 360))
def test_a_point_moved_lies_as_far_as_said(lat: float, lon: float, distance: float, bearing: float) -> None:
    there = moved(lat, lon, distance, bearing)
    assert distance_km(lat, lon, *there) == pytest.approx(distance, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_words_that_tie_are_single_lower_case_words(lang: str) -> None:
    table = tie_words(lang)
    assert table is not None
    for word in (*table.ties, *table.fillers):
        assert word == word.lower() and " " not in word
    assert set(table.units) <= table.ties and not set(table.bearings) & (table.ties | table.fillers)


def test_sentences_may_be_missing(gazetteer: SqliteGazetteer) -> None:
    tags = read_tags("Des combats à [Alep].", "fr")
    bare = Tags(document=tags.document, sentences=(), toponyms=tags.toponyms)
    assert RuleResolver(gazetteer).resolve(bare)[0].chosen is not None


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(
        st.sampled_from(["Alep", "Homs", "Tripoli", "Paris", "Syrie", "Gao", "Xqz", "Valence"]), max_size=8
    )
)
def test_one_resolution_a_toponym_whatever_the_names(gazetteer: SqliteGazetteer, names: list[str]) -> None:
    tags = read_tags(" ; ".join(f"[{name}]" for name in names), "fr")
    found = RuleResolver(gazetteer).resolve(tags)
    assert [resolution.toponym for resolution in found] == list(tags.toponyms)
    assert all(0.0 <= resolution.confidence < 1.0 and resolution.reason for resolution in found)


@pytest.mark.parametrize(
    ("text", "lang", "name", "expected"),
    [
        ("la ville irakienne d'al-Qaïm", "fr", "al-Qaïm", ("IQ",)),
        ("la province syrienne de Deir Ezzor", "fr", "Deir", ("SY",)),
        ("the Iraqi border town of Qaim", "en", "Qaim", ("IQ",)),
        ("in the northern Syrian province of Raqqa", "en", "Raqqa", ("SY",)),
        ("les forces irakiennes à Qaim", "fr", "Qaim", ()),
        ("the Syrian army in Qaim", "en", "Qaim", ()),
        ("Qaim", "fr", "Qaim", ()),
    ],
)
def test_an_adjective_tells_a_country_only_within_the_noun_phrase(
    text: str, lang: str, name: str, expected: tuple[str, ...]
) -> None:
    (sentence,) = split_sentences(text, lang)
    position = next(i for i, token in enumerate(sentence.tokens) if token.text.startswith(name))
    assert adjective_before(sentence, position, lang)[1] == expected


def test_every_weight_belongs_to_a_feature_that_is_reckoned(gazetteer: SqliteGazetteer) -> None:
    reckoned: set[str] = set()
    for case in CASES:
        tags, _ = with_backdrop(read_tags(case["text"], case["lang"], case.get("kinds")), gazetteer)
        for reading in read_names(gather(tags, gazetteer), tags, shipped_ranker()):
            reckoned.update(*reading.own, *reading.scene, reading.own_none)
    weights = shipped_ranker().first.keys() | shipped_ranker().final.keys()
    assert reckoned <= weights and len(reckoned) > 40


@given(st.floats(-89, 89), st.floats(-179, 179), st.floats(-89, 89), st.floats(-179, 179))
def test_the_quick_distance_is_close_to_the_exact_one(
    lat1: float, lon1: float, lat2: float, lon2: float
) -> None:
    exact = distance_km(lat1, lon1, lat2, lon2)
    assert great_circle_km(lat1, lon1, lat2, lon2) == pytest.approx(exact, rel=0.006, abs=0.1)


def test_it_is_quick(gazetteer: SqliteGazetteer) -> None:
    resolver = RuleResolver(gazetteer)
    documents = [read_tags(case["text"], case["lang"]) for case in CASES]
    for tags in documents:
        resolver.resolve(tags)
    costs = []
    for tags in documents:
        start = time.process_time()
        resolver.resolve(tags)
        costs.append((time.process_time() - start) / len(tags.toponyms))
    assert median(costs) < 800e-6  # some 300 µs on a quiet machine


@pytest.mark.parametrize(("name", "country"), [("Arivechi", "MX"), ("Kapfing", "AT"), ("Waiyevo", "")])
def test_a_hamlet_asked_for_by_name_is_found(gazetteer: SqliteGazetteer, name: str, country: str) -> None:
    chosen = resolve_name(name, gazetteer).chosen
    assert (chosen.place.country if chosen else "") == country


def test_a_name_that_is_never_a_place_says_so(gazetteer: SqliteGazetteer) -> None:
    said = Corrections([Correction(name="Nice", meaning="never", note="a first name")])
    nice = resolve_name("Nice", CorrectedGazetteer(gazetteer, said))
    assert nice.chosen is None and nice.reason == "your correction: never a place (a first name)"


PLACES = [
    Place(place_id="1", name="X", kind=kind, latitude=0.0, longitude=0.0, radius_km=radius)
    for kind in KINDS
    for radius in (1.0, 500.0)
]


@given(st.sampled_from(PLACES), st.floats(0, 1), st.floats(0, 1))
def test_the_likelier_the_surer(place: Place, one: float, other: float) -> None:
    weights = shipped_ranker().confidence
    less, more = (confidence_in(place, likelihood, weights) for likelihood in sorted((one, other)))
    assert 0 < less <= more < 1
