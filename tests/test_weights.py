"""Weights of a folder take the place of the package's, file by file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eventgeo.assembly import RuleAssembler
from eventgeo.assembly.weights import ACTORS, MODALITY, PLACES, Weights, read_weights
from eventgeo.datafiles import read_text
from eventgeo.gazetteer import open_gazetteer
from eventgeo.model import Document, EventMention
from eventgeo.resolution import RuleResolver
from eventgeo.tagging.lexicon_tagger import LexiconTagger

TEXT = "L’armée malienne a repris Gao aux rebelles."


@pytest.mark.parametrize(("name", "field"), [(MODALITY, "modality"), (ACTORS, "actors"), (PLACES, "places")])
def test_a_file_of_the_folder_counts_and_the_others_are_the_packages(
    tmp_path: Path, name: str, field: str
) -> None:
    table = json.loads(read_text("assembly", f"rules/{name}"))
    table["tilts" if name == MODALITY else "thresholds"] = {"fr": 9.0} if name == MODALITY else {"first": 2.0}
    (tmp_path / name).write_text(json.dumps(table), "utf-8")
    own, shipped = read_weights(tmp_path), Weights()
    fields = ("modality", "actors", "places")
    changed = {each for each in fields if getattr(own, each) != getattr(shipped, each)}
    assert changed == {field}


def test_what_no_sum_can_reach_leaves_an_event_bare(tmp_path: Path) -> None:
    for name in (ACTORS, PLACES):
        table = json.loads(read_text("assembly", f"rules/{name}"))
        table["thresholds"] = dict.fromkeys(table["thresholds"], 2.0)
        (tmp_path / name).write_text(json.dumps(table), "utf-8")
    told, bare = assembled(RuleAssembler()), assembled(RuleAssembler(read_weights(tmp_path)))
    assert [link.toponym.text for link in told.places] == ["Gao"]
    assert [actor.text for actor in told.initiators] == ["armée malienne"]
    assert (bare.places, bare.initiators, bare.targets) == ((), (), ())


def assembled(assembler: RuleAssembler) -> EventMention:
    gazetteer = open_gazetteer()
    [tags] = LexiconTagger(gazetteer).tag([Document(doc_id="1", text=TEXT, lang="fr")])
    [mention] = assembler.assemble(tags, RuleResolver(gazetteer).resolve(tags))
    return mention
