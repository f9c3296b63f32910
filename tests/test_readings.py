"""A model's readings made into modality, places and actors, and when they are asked."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from eventgeo.assembly import RuleAssembler
from eventgeo.assembly.place_readings import read_places
from eventgeo.assembly.readings import read_actors, read_judgement
from eventgeo.model import (
    MODALITIES,
    ActorMention,
    Candidate,
    Document,
    Judgement,
    Kind,
    Place,
    Resolution,
    RoleReading,
    Tags,
    Toponym,
    Trigger,
    TriggerReading,
)
from eventgeo.text.sentences import split_sentences

CERTAIN = (1.0, 0.0, 0.0, 0.0)
PLACES: dict[str, tuple[Kind, str, str]] = {
    "Colombia": ("country", "CO", ""),
    "Venezuela": ("country", "VE", ""),
    "Cauca": ("admin", "CO", "CO.09"),
    "Arauca": ("admin", "CO", "CO.03"),
    "Morales": ("populated", "CO", "CO.09"),
    "Tame": ("populated", "CO", "CO.03"),
}


def read(marked: str, lang: str, **reading: tuple[tuple[str, str, float], ...]) -> Tags:
    """Tag "Los [rebeldes] *atacaron* {Tame}" (actor, trigger, place); a reading is rows of text, role, p."""
    plain = re.sub(r"[\[\]*{}]", "", marked)

    def spans(pattern: str) -> list[tuple[int, int, str]]:
        found = []
        for match in re.finditer(pattern, marked):
            start = match.start(1) - len(re.findall(r"[\[\]*{}]", marked[: match.start(1)]))
            found.append((start, start + len(match[1]), match[1]))
        return found

    toponyms = tuple(Toponym(start=a, end=b, text=text) for a, b, text in spans(r"\{(.+?)\}"))
    actors = tuple(ActorMention(start=a, end=b, text=text, rule="case") for a, b, text in spans(r"\[(.+?)\]"))
    triggers = tuple(
        Trigger(
            start=a,
            end=b,
            text=text,
            event_type={"Huyeron": "displacement", "Combates": "clash"}.get(text, "assault"),
            lemma=text,
            features=frozenset({"verb", "fin"}),
            rule="case",
        )
        for a, b, text in spans(r"\*(.+?)\*")
    )

    def rows(name: str, texts: list[str]) -> tuple[RoleReading, ...]:
        return tuple(
            RoleReading(argument=texts.index(text), role=role, probability=probability)
            for text, role, probability in reading.get(name, ())
        )

    told = TriggerReading(
        modality=CERTAIN,
        places=rows("places", [toponym.text for toponym in toponyms]),
        actors=rows("actors", [actor.text for actor in actors]),
    )
    return Tags(
        document=Document(doc_id="case", text=plain, lang=lang),
        sentences=split_sentences(plain, lang),
        triggers=triggers,
        toponyms=toponyms,
        actors=actors,
        readings=(told,) * len(triggers),
    )


def resolve(tags: Tags) -> tuple[Resolution, ...]:
    found = []
    for toponym in tags.toponyms:
        chosen = None
        if toponym.text in PLACES:
            kind, country, admin1 = PLACES[toponym.text]
            place = Place(
                place_id=toponym.text,
                name=toponym.text,
                kind=kind,
                latitude=2.0,
                longitude=-76.0,
                country=country,
                admin1=admin1,
            )
            chosen = Candidate(place=place, match="exact", matched_name=toponym.text)
        found.append(Resolution(toponym=toponym, chosen=chosen, reason="case"))
    return tuple(found)


@pytest.mark.parametrize(
    ("modality", "expected"),
    [
        ((0.9, 0.05, 0.03, 0.02), "asserted"),
        ((0.1, 0.8, 0.05, 0.05), "negated"),
        ((0.2, 0.1, 0.6, 0.1), "planned"),
        ((0.3, 0.0, 0.1, 0.6), "hypothetical"),
        ((0.3, 0.1, 0.2, 0.4), "asserted"),
    ],
)
def test_a_modality_must_win_clearly(modality: tuple[float, ...], expected: str) -> None:
    judgement = read_judgement(TriggerReading(modality=modality))
    assert judgement.modality == expected
    assert f"{modality[MODALITIES.index(judgement.modality)]:.2f}" in judgement.reason


@pytest.mark.parametrize(
    ("marked", "places", "expected"),
    [
        ("*Atacaron* {Tame}.", (("Tame", "location", 0.9),), ["location Tame"]),
        ("*Atacaron* {Tame}.", (("Tame", "location", 0.2),), []),
        ("*Combates* en {Tame}.", (("Tame", "origin", 0.9),), ["location Tame"]),
        ("*Huyeron* de {Tame}.", (("Tame", "location", 0.9),), ["origin Tame"]),
        ("*Atacaron* {Tame} y {Morales}.", (("Morales", "location", 0.9), ("Tame", "location", 0.8)),
         ["location Tame", "location Morales"]),
        ("*Atacaron* {Tame}, {Colombia}.", (("Tame", "location", 0.9), ("Colombia", "location", 0.9)),
         ["location Tame"]),
        ("*Atacaron* {Tame}, en {Arauca}.", (("Tame", "location", 0.9), ("Arauca", "location", 0.9)),
         ["location Tame"]),
        ("*Atacaron* {Tame} y otros pueblos de {Cauca}.",
         (("Tame", "location", 0.9), ("Cauca", "location", 0.9)), ["location Tame", "location Cauca"]),
        ("*Huyeron* de {Tame}, en {Colombia}.", (("Tame", "origin", 0.9), ("Colombia", "origin", 0.7)),
         ["origin Tame"]),
        ("*Huyeron* de {Tame} a {Venezuela}.", (("Tame", "origin", 0.9), ("Venezuela", "destination", 0.9)),
         ["origin Tame", "destination Venezuela"]),
        ("*Huyeron* de {Cauca} a {Morales}.", (("Cauca", "origin", 0.9), ("Morales", "destination", 0.9)),
         ["origin Cauca", "destination Morales"]),
        ("*Atacaron* {Pozas} ({Colombia}).", (("Pozas", "location", 0.9), ("Colombia", "location", 0.6)),
         ["location Pozas"]),
    ],
)  # fmt: skip
def test_places(marked: str, places: tuple[tuple[str, str, float], ...], expected: list[str]) -> None:
    tags = read(marked, "xx", places=places)
    [links] = read_places(tags, resolve(tags))
    assert [f"{link.role} {link.toponym.text}" for link in links] == expected
    assert all(link.relation == "in" and link.reason for link in links)


def test_a_government_is_no_place() -> None:
    tags = read("*Atacaron* {Tame}.", "xx", places=(("Tame", "location", 0.9),))
    tags = replace(tags, toponyms=tuple(replace(toponym, metonymy=True) for toponym in tags.toponyms))
    assert read_places(tags, resolve(tags)) == ((),)


@pytest.mark.parametrize(
    ("lang", "marked", "expected"),
    [
        ("fr", "Ils ont *attaqué* à 12 km au nord de {Tame}.", [("north_of", 12.0)]),
        ("es", "*Atacaron* a 12 km al sur de {Tame}.", [("south_of", 12.0)]),
        ("es", "*Atacaron* cerca de la ciudad de {Tame}.", [("near", None)]),
        ("es", "*Atacaron* entre {Tame} y {Morales}.", [("between", None), ("between", None)]),
        ("es", "*Atacaron* al norte de {Colombia}.", [("in_north", None)]),
        ("es", "*Atacaron* en {Tame}.", [("in", None)]),
        ("ar", "*هاجم* مسلحون موقعا على بعد 15 كيلومترا جنوب {القامشلي}.", [("south_of", 15.0)]),
        ("ar", "*هاجم* مسلحون حاجزا قرب مدينة {الباب}.", [("near", None)]),
        ("ar", "*هاجم* مسلحون سيارة بين {منبج} و{جرابلس}.", [("between", None), ("between", None)]),
        ("ar", "*هاجم* مسلحون سيارة بين {منبج} {وجرابلس}.", [("between", None), ("between", None)]),
        ("ar", "*هاجم* مسلحون قرية شمال غربي {الرقة}.", [("northwest_of", None)]),
        ("xx", "*Attacked* near {Tame}.", [("in", None)]),
    ],
)
def test_relation_is_read_from_the_words(
    lang: str, marked: str, expected: list[tuple[str, float | None]]
) -> None:
    places = tuple((name, "location", 0.9) for name in re.findall(r"\{(.+?)\}", marked))
    tags = read(marked, lang, places=places)
    [links] = read_places(tags, resolve(tags))
    assert [(link.relation, link.distance_km) for link in links] == expected


def test_actors() -> None:
    tags = read(
        "Los [rebeldes] *atacaron* a los [soldados] y al [alcalde]; los [rebeldes] huyeron.",
        "xx",
        actors=(("rebeldes", "initiator", 0.8), ("soldados", "target", 0.7), ("alcalde", "target", 0.3)),
    )
    [(initiators, targets)] = read_actors(tags)
    assert [actor.text for actor in initiators] == ["rebeldes"]
    assert [(actor.text, actor.reason) for actor in targets] == [("soldados", "target by the model (0.70)")]


def test_assembler_asks_the_model_where_the_language_has_no_rules() -> None:
    tags = read("Los [rebeldes] *atacaron* {Tame}.", "xx",
                places=(("Tame", "location", 0.9),), actors=(("rebeldes", "initiator", 0.8),))  # fmt: skip
    planned = TriggerReading(modality=(0.1, 0.0, 0.9, 0.0), places=tags.readings[0].places)
    [mention] = RuleAssembler().assemble(replace(tags, readings=(planned,)), resolve(tags))
    assert mention.judgement.modality == "planned"
    assert [link.toponym.text for link in mention.places] == ["Tame"]
    [mention] = RuleAssembler().assemble(tags, resolve(tags))
    assert [actor.text for actor in mention.initiators] == ["rebeldes"]


def test_neither_rules_nor_readings_make_nothing_up() -> None:
    tags = replace(read("Los [rebeldes] *atacaron* {Tame} el martes.", "xx"), readings=())
    [mention] = RuleAssembler().assemble(tags, resolve(tags))
    assert mention.judgement == Judgement()
    assert (mention.places, mention.initiators, mention.targets) == ((), (), ())
    assert (mention.date.start, mention.attribution.source) == (None, None)
