"""Triggers: noun or finite verb, the subject over what stands between, and English sentences by type."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from eventgeo.model import Trigger
from eventgeo.tagging.triggers import find_triggers
from eventgeo.text.sentences import split_sentences

BY_TYPE = tomllib.loads((Path(__file__).parent / "cases" / "triggers_en_types.toml").read_text("utf-8"))


def read(text: str, lang: str) -> tuple[Trigger, ...]:
    return find_triggers(split_sentences(text, lang), lang)


@pytest.mark.parametrize(
    ("event_type", "text"), [(event_type, text) for event_type, texts in BY_TYPE.items() for text in texts]
)
def test_english_sentence_by_type(event_type: str, text: str) -> None:
    context = "Fighting continues between the army and the rebels. " if event_type == "none" else ""
    found = {t.event_type for t in read(context + text, "en")}
    assert (found <= {"clash"}) if event_type == "none" else event_type in found


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Clashes erupted between rebels and soldiers."),
        ("en", "Sporadic clashes were reported between rebels and soldiers."),
        ("en", "Protests spread through the city."),
        ("en", "Ten soldiers died after attacks in the north."),
        ("fr", "Attaque contre un poste de l'armée."),
        ("fr", "Un soldat a péri lors de frappes sur la base."),
        ("fr", "Bombardement de Gaza cette nuit."),
    ],
)
def test_a_noun_is_no_finite_verb(lang: str, text: str) -> None:
    (trigger,) = read(text, lang)
    assert trigger.features == {"noun"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The rebels attack the town."),
        ("en", "Rebels clash with soldiers."),
        ("fr", "Boko Haram attaque la ville."),
    ],
)
def test_a_finite_verb_is_no_noun(lang: str, text: str) -> None:
    (trigger,) = read(text, lang)
    assert "fin" in trigger.features


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Shops stayed open, and the level of the river sank during the fighting."),
        ("en", "Women lined the road with torches during the fighting."),
        ("en", "A barrel of water sells for 3,000 pounds in the besieged town, traders and soldiers say."),
    ],
)
def test_a_noun_that_names_no_event_is_no_verb(lang: str, text: str) -> None:
    assert not {t.event_type for t in read(text, lang)} & {"destruction", "strike", "shelling"}


@pytest.mark.parametrize(
    ("lang", "text", "event_type"),
    [
        (
            "fr",
            "Dix mille personnes, dont une majorité d'enfants, ont abandonné leurs villages.",
            "displacement",
        ),
        ("fr", "Les soldats qui tenaient la ville, à court de vivres, ont quitté la base.", "withdrawal"),
        ("fr", "Des rebelles, venus de la frontière, ont abandonné la ville.", "withdrawal"),
    ],
)
def test_the_subject_stands_before_an_insertion(lang: str, text: str, event_type: str) -> None:
    assert event_type in {t.event_type for t in read(text, lang)}


@pytest.mark.parametrize(
    "text",
    [
        "Le député a défendu un amendement au budget ; l'opposition a lancé l'offensive en séance.",
        "Une invasion de criquets : des hélicoptères frappent les essaims à l'aube, chaque raid est filmé.",
    ],
)
def test_documents_about_something_else_tell_no_events(text: str) -> None:
    assert read(text, "fr") == ()


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("L'immeuble a été frappé de plein fouet par un missile.", "strike"),
        ("La bataille pour Khartoum a repris, l'armée avance.", "clash"),
        ("Les habitants ont pris la fuite après les combats.", "displacement"),
        ("Les soldats sont pris au piège dans la ville.", "encirclement"),
        ("Ils ont obtenu la libération de leurs combattants.", "release"),
    ],
)
def test_look_alikes_do_not_swallow_events(text: str, event_type: str) -> None:
    assert event_type in {t.event_type for t in read(text, "fr")}


def test_an_armed_group_called_liberation_army_frees_nobody() -> None:
    assert not read("L'Armée de libération du Baloutchistan (BLA) existe depuis vingt ans.", "fr")


@pytest.mark.parametrize(
    ("lang", "text", "words"),
    [
        ("fr", "L'armée a tiré deux obus sur le village de Daraya.", "tiré"),
        ("fr", "Les rebelles se sont emparés de la ville.", "emparés"),
        ("fr", "Une bombe artisanale a explosé à Maiduguri.", "bombe"),
        ("fr", "L'engin avait explosé au passage du car.", "explosé"),
        ("fr", "L'échange de 1.081 prisonniers entre les rebelles et l'armée a eu lieu.", "échange"),
        ("en", "The army pulled its units out of Kobane.", "pulled"),
        ("en", "The rebels signed a lasting truce with the army.", "truce"),
        ("en", "The rebels laid down their arms in Bangui.", "laid down"),
    ],
)
def test_a_trigger_is_told_by_its_shortest_words(lang: str, text: str, words: str) -> None:
    assert [t.text for t in read(text, lang)] == [words]
