"""Events and their places: a table of marked-up texts, and properties that hold for any input."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventgeo.assembly.back_reference import find_back_references
from eventgeo.assembly.place_cases import read_case
from eventgeo.assembly.place_features import feature_names
from eventgeo.assembly.place_history import History
from eventgeo.assembly.place_model import place_model
from eventgeo.assembly.place_roles import role_of, role_reason
from eventgeo.assembly.place_rules import place_rules
from eventgeo.assembly.place_scene import read_scene
from eventgeo.assembly.place_tokens import part_particles
from eventgeo.assembly.place_view import TriggerView
from eventgeo.assembly.places import link_places
from eventgeo.gazetteer import open_gazetteer
from eventgeo.model import ROLES, Candidate, Document, Kind, Place, Resolution, Tags, Toponym, Trigger
from eventgeo.resolution import RuleResolver
from eventgeo.tagging.lexicon_tagger import LexiconTagger
from eventgeo.text.sentences import split_sentences
from eventgeo.text.tokens import tokenize

FOLDER = Path(__file__).parent / "cases"
CASES = [
    {"lang": path.stem[-2:], **case}
    for path in sorted(FOLDER.glob("place_links*.toml"))
    for case in tomllib.loads(path.read_text("utf-8"))["case"]
]
_MARK = re.compile(r"\{([^{}|]+)\|(\w+)\|(\w+)\}|\[([^\[\]|]+)\|(\w+)\|(\w+)(\|metonymy)?\]")


def read_marked(marked: str, lang: str) -> tuple[Tags, tuple[Resolution, ...]]:
    """Turn marked-up text into tags with resolutions; places of one name are one place."""
    text, at = "", 0
    triggers: list[Trigger] = []
    toponyms: list[Toponym] = []
    resolutions: list[Resolution] = []
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        start = len(text)
        words, event_type, form, name, kind, country, metonymy = match.groups()
        text += words or name
        if words:
            features = frozenset({"noun"} if form == "noun" else {"verb", form})
            trigger = Trigger(
                start=start,
                end=len(text),
                text=words,
                event_type=event_type,
                lemma=words.lower(),
                features=features,
                rule="case",
            )
            triggers.append(trigger)
            continue
        toponym = Toponym(start=start, end=len(text), text=name, metonymy=bool(metonymy))
        toponyms.append(toponym)
        place = Place(
            place_id=name,
            name=name,
            kind=cast(Kind, kind),
            latitude=10.0 + 2 * len(toponyms),
            longitude=20.0,
            country=country,
        )
        chosen = Candidate(place=place, match="exact", matched_name=name)
        resolutions.append(Resolution(toponym=toponym, chosen=chosen, reason="case"))
    text += marked[at:]
    tags = Tags(
        document=Document(doc_id="case", text=text, lang=lang),
        sentences=split_sentences(text, lang),
        triggers=tuple(triggers),
        toponyms=tuple(toponyms),
    )
    return tags, tuple(resolutions)


def _expected(words: str) -> tuple[str, str, str, float | None]:
    name, role, relation, distance = (*words.split(), *("", "", "")[len(words.split()) - 1 :])[:4]
    return name, role or "location", relation or "in", float(distance) if distance else None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.get("rule", case["text"][:50]))
def test_links_as_a_reader_would(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if case.get("known_failure"):
        request.applymarker(pytest.mark.xfail(strict=True))
    tags, resolutions = read_marked(case["text"], case["lang"])
    found = [
        {(link.toponym.text, link.role, link.relation, link.distance_km) for link in links}
        for links in link_places(tags, resolutions)
    ]
    assert found == [{_expected(words) for words in links} for links in case["links"]]


def test_back_reference_is_told_in_the_reason() -> None:
    tags, resolutions = read_marked(
        "Les rebelles sont entrés à [Alep|populated|SY]. Ils ont {pris|capture|pp} la ville.", "fr"
    )
    [[link]] = link_places(tags, resolutions)
    assert link.reason == (
        "back-reference: «la ville» is «Alep», named one sentence before; location by the type of the event"
    )


def test_links_the_last_naming_mention() -> None:
    tags, resolutions = read_marked(
        "[Gao|populated|ML] est au nord. [Gao|populated|ML] a peur. On y a {tué|killing|pp} dix civils.", "fr"
    )
    [[link]] = link_places(tags, resolutions)
    assert link.toponym == tags.toponyms[1]


def test_no_toponym_no_link() -> None:
    tags, resolutions = read_marked(
        "Ils ont {tué|killing|pp} dix civils. Ils ont {fui|displacement|pp}.", "fr"
    )
    assert link_places(tags, resolutions) == ((), ())


PIECES = st.sampled_from(
    [
        "{tué|killing|pp}", "{fui|displacement|pp}", "{combats|clash|noun}", "[Gao|populated|ML]",
        "[Mali|country|ML]", "[Moscou|populated|RU|metonymy]", "[Mopti|admin|ML]", "à", "de", "vers", "en",
        "la ville", "et", ",", ".", "Les rebelles", "ont", "qui", "(", ")", "à 10 km de", "au nord de",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30), st.sampled_from(["fr", "en", "xx"]))
@settings(deadline=None)
def test_links_hold_whatever_the_text(pieces: list[str], lang: str) -> None:
    tags, resolutions = read_marked(" ".join(pieces), lang)
    links = link_places(tags, resolutions)
    assert len(links) == len(tags.triggers)
    for row in links:
        assert all(link.toponym in tags.toponyms and not link.toponym.metonymy for link in row)
        assert all(link.role in ROLES and link.reason for link in row)
        assert len({link.toponym for link in row}) == len(row)
    assert links == link_places(tags, resolutions)


@pytest.mark.parametrize(
    ("lang", "words", "case", "head"),
    [
        ("fr", "à Gao", "at", ""),
        ("fr", "dans la ville de Gao", "at", "populated"),
        ("fr", "au nord de la ville de Gao", "north_of", "populated"),
        ("fr", "à 1.200 km de Gao", "near", ""),
        ("fr", "à 1,5 km au sud-est de Gao", "southeast_of", ""),
        ("fr", "depuis Gao", "from", ""),
        ("fr", "en direction de Gao", "to", ""),
        ("fr", "à destination de Gao", "to", ""),
        ("fr", "en provenance de Gao", "from", ""),
        ("fr", "aux abords de Gao", "near", ""),
        ("fr", "dans le nord du Mali", "at", "part"),
        ("fr", "l'armée du Mali", "of_actor", ""),
        ("fr", "Gao", "initial", ""),
        ("fr", "Bamako, Gao", "comma", ""),
        ("en", "in Gao", "at", ""),
        ("en", "in the besieged northern town of Gao", "at", "populated"),
        ("en", "30 miles north of Gao", "north_of", ""),
        ("en", "towards Gao", "to", ""),
        ("en", "out of Gao", "from", ""),
        ("en", "on the outskirts of Gao", "near", ""),
        ("en", "the president of Mali", "of_actor", ""),
        ("en", "into Gao", "goal", ""),
        ("en", "took refuge in Gao", "to", ""),
        ("fr", "se sont réfugiés à Gao", "to", ""),
        ("fr", "ont été conduits dans le camp de Gao", "to", "facility"),
        ("fr", "deux roquettes tirées de Gao", "from", ""),
        ("fr", "sur la route de Gao", "along", ""),
        ("es", "en Gao", "at", ""),
        ("es", "en la pequeña ciudad de Gao", "at", "populated"),
        ("es", "al norte del pueblo de Gao", "north_of", "populated"),
        ("es", "a 12 km de Gao", "near", ""),
        ("es", "huyeron a Gao", "to", ""),
        ("es", "se refugiaron en Gao", "to", ""),
        ("es", "desde Gao", "from", ""),
        ("es", "a través de Gao", "via", ""),
        ("es", "el gobernador de Gao", "of_actor", ""),
        ("ar", "في مدينة غاو", "at", "populated"),
        ("ar", "بريف غاو", "at", "part"),
        ("ar", "شمال مدينة غاو", "north_of", "populated"),
        ("ar", "من غاو", "from", ""),
        ("ar", "باتجاه غاو", "to", ""),
        ("ar", "عبر معبر غاو", "via", "facility"),
        ("ar", "وبالقرب من غاو", "near", ""),
        ("ar", "سكان غاو", "of_actor", ""),
    ],
)
def test_reads_the_words_before_a_name(lang: str, words: str, case: str, head: str) -> None:
    tokens = part_particles(tokenize(words), (), lang)
    reading = read_case(tokens, len(tokens) - 1, place_rules(lang))
    assert (reading.case, reading.head) == (case, head)


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("fr", "Ils ont fui la ville.", [("la ville", "populated")]),
        ("fr", "Ils ont fui la grande ville.", [("la grande ville", "populated")]),
        ("fr", "Il y a des combats.", []),
        ("fr", "Des combats y ont éclaté.", [("y ont", "any")]),
        ("fr", "Une ville est tombée.", []),
        ("fr", "Le pays est en guerre.", [("Le pays", "country")]),
        ("en", "They entered the town.", [("the town", "populated")]),
        ("en", "A town fell.", []),
        ("en", "Fighting broke out there.", [("there", "any")]),
        ("fr", "Dans la même ville, un obus est tombé.", [("la même ville", "populated")]),
        ("fr", "Là-bas, on se bat.", [("Là-bas", "any")]),
        ("fr", "Une équipe est sur place.", [("sur place", "any")]),
        ("es", "Huyeron de la localidad.", [("la localidad", "populated")]),
        ("es", "Una localidad cayó.", []),
        ("es", "Allí murieron dos.", [("Allí", "any")]),
        ("es", "Las tropas siguen allá.", [("allá", "any")]),
        ("ar", "فر السكان من المدينة.", [("المدينة", "populated")]),
        ("ar", "سقطت قذيفة على مدينة.", []),
        ("ar", "وقتل هناك ثلاثة.", [("هناك", "any")]),
        ("ar", "في هذه البلدة", [("هذه البلدة", "populated")]),
    ],
)
def test_finds_words_that_point_back(lang: str, text: str, found: list[tuple[str, str]]) -> None:
    references = find_back_references(part_particles(tokenize(text), (), lang), (), place_rules(lang))
    assert [(r.text, "|".join(sorted(r.kinds))) for r in references] == found


@pytest.mark.parametrize(
    ("lang", "event_type", "words", "case", "role"),
    [
        ("fr", "withdrawal", "retrait", "of", "origin"),
        ("fr", "evacuation", "évacués", "to", "destination"),
        ("fr", "evacuation", "conduits", "at", "destination"),
        ("fr", "displacement", "fui", "via", "via"),
        ("fr", "displacement", "réfugiés", "at", "destination"),
        ("fr", "displacement", "affluent", "of", "origin"),
        ("fr", "deployment", "déployés", "at", "destination"),
        ("fr", "deployment", "stationnés", "at", "location"),
        ("fr", "assault", "offensive", "to", "destination"),
        ("fr", "assault", "avancée", "", "destination"),
        ("fr", "assault", "avancée", "at", "location"),
        ("en", "shelling", "fired", "posted", "origin"),
        ("en", "strike", "strike", "to", "location"),
        ("en", "displacement", "fled", "goal", "destination"),
        ("en", "capture", "entered", "goal", "location"),
        ("fr", "clash", "combats", "from", "location"),
        ("es", "displacement", "refugiados", "at", "destination"),
        ("es", "assault", "ataque", "goal", "location"),
        ("ar", "displacement", "لجأت", "at", "destination"),
        ("ar", "deployment", "تمركزت", "at", "location"),
        ("xx", "displacement", "refugiados", "at", "origin"),
    ],
)
def test_role_follows_type_words_and_preposition(
    lang: str, event_type: str, words: str, case: str, role: str
) -> None:
    assert role_of(event_type, words, case, lang) == role
    assert role_reason(event_type, words, case, "…", lang).startswith(f"{role} by ")


def test_weights_speak_of_features_that_exist() -> None:
    model = place_model()
    assert all(0 < threshold < 1 for threshold in model.thresholds.values())
    tags, resolutions = read_marked(
        "Deux soldats ont été {tués|killing|pp} à [Gao|populated|ML]. L'{attaque|assault|noun} a duré.", "fr"
    )
    scene = read_scene(tags, resolutions)
    seen = {name for site in scene.sites for name in feature_names(TriggerView(scene, site), 0, History())}
    assert len(seen & model.weights.keys()) > len(seen) / 2


def test_founding_article_tells_whence_and_whither() -> None:
    text = (FOLDER.parent.parent / "seeds" / "al-boukamal.txt").read_text("utf-8")
    gazetteer = open_gazetteer()
    [tags] = LexiconTagger(gazetteer).tag([Document(doc_id="seed", text=text, lang="fr")])
    links = link_places(tags, RuleResolver(gazetteer).resolve(tags))
    found = [
        (trigger.text, {(link.toponym.text, link.role) for link in row})
        for trigger, row in zip(tags.triggers, links, strict=True)
    ]
    convoys = {("Al-Boukamal", "origin"), ("Wadi al-Sawab", "destination")}
    assert ("évacuaient", convoys) in found
    assert ("défection", {("Jarablous", "destination")}) in found


@given(st.text(alphabet="وبلفكالمدينةريف حلب،", max_size=60))
def test_parted_particles_lose_no_letter(text: str) -> None:
    tokens = tokenize(text)
    parts = part_particles(tokens, (), "ar")
    assert "".join(part.text for part in parts) == "".join(token.text for token in tokens)
    assert all(text[part.start : part.end] == part.text for part in parts)
    assert part_particles(tokens, (), "fr") == tokens
