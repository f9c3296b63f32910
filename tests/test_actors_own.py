"""Actors of the user's own: how a file of them is read, what is refused, and what is read with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import eventgeo as eg
from eventgeo.cli import main
from eventgeo.errors import ConfigurationError
from eventgeo.gazetteer import open_gazetteer
from eventgeo.tagging.actors import find_actors
from eventgeo.tagging.actors_own import load_actors
from eventgeo.text.sentences import split_sentences

TOML = """
[[actors]]
name = "Black Hill Brigade"
kind = "rebel"
country = "ML"
names = ["Black Hill Brigade", "BHB"]
fr = ["Brigade de la Colline noire"]
ar = ["لواء التل الأسود"]

[[actors]]
id = "wagner"
fr = ["les Musiciens"]
"""
CSV = (
    "id,name,kind,country,since,until,names,fr,wary\n"
    ",Black Hill Brigade,rebel,ML,2011,,Black Hill Brigade|BHB,Brigade de la Colline noire,\n"
)


def written(tmp_path: Path, text: str, name: str = "actors.toml") -> Path:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(("text", "name"), [(TOML, "actors.toml"), (CSV, "actors.csv")])
def test_names_are_found_with_id_kind_and_country(tmp_path: Path, text: str, name: str) -> None:
    own = load_actors(written(tmp_path, text, name))
    sentences = split_sentences(
        "Des combattants de la Brigade de la Colline noire ont fui, dit la BHB.", "fr"
    )
    first, second = find_actors(sentences, "fr", own=own)
    assert (first.text, first.actor_id) == (
        "combattants de la Brigade de la Colline noire",
        "black-hill-brigade",
    )
    assert (second.actor_id, second.actor_name) == ("black-hill-brigade", "Black Hill Brigade")
    assert (second.actor_kind, second.country) == ("rebel", "ML")
    assert "black-hill-brigade" not in [actor.actor_id for actor in find_actors(sentences, "fr")]


def test_names_of_a_language_count_in_it_alone(tmp_path: Path) -> None:
    own = load_actors(written(tmp_path, TOML))
    assert (
        find_actors(split_sentences("هاجم لواء التل الأسود القرية.", "ar"), "ar", own=own)[0].country == "ML"
    )
    english = split_sentences("They saw Brigade de la Colline noire.", "en")
    assert not any(actor.actor_id for actor in find_actors(english, "en", own=own))


def test_a_row_may_add_names_to_an_actor_of_the_register(tmp_path: Path) -> None:
    own = load_actors(written(tmp_path, TOML))
    found = find_actors(split_sentences("Selon lui, les Musiciens sont partis.", "fr"), "fr", own=own)
    assert [(actor.actor_id, actor.actor_kind) for actor in found] == [("wagner", "militia")]


def test_own_names_go_before_the_register(tmp_path: Path) -> None:
    own = load_actors(written(tmp_path, '[[actors]]\nid = "my-hamas"\nname = "Hamas"\nkind = "government"'))
    found = find_actors(split_sentences("Hamas denied it.", "en"), "en", own=own)
    assert [(actor.actor_id, actor.actor_kind) for actor in found] == [("my-hamas", "government")]


@pytest.mark.parametrize(
    ("text", "name", "message"),
    [
        ("", "a.toml", "no [[actors]] tables"),
        ("[[actors]", "a.toml", "is no TOML"),
        ('[[actors]]\nname = "X"\nkind = "rebell"', "a.toml", "actor 1: kind is 'rebell'; it must be of"),
        ('[[actors]]\nname = "X"\ncountry = "Mali"', "a.toml", "must be two letters"),
        ('[[actors]]\nname = "X"\nalias = "Y"', "a.toml", "there is no field alias"),
        ('[[actors]]\nname = "X"\nsince = "old"', "a.toml", "since is 'old'; it must be a year"),
        ('[[actors]]\nname = "X"\nsince = 2012\nuntil = 2011', "a.toml", "since 2012 is after until 2011"),
        ('[[actors]]\nname = "X"\nnames = "X"', "a.toml", "must be a list of texts"),
        ('[[actors]]\nname = "X"\nnames = [" "]', "a.toml", "a name is empty"),
        ('[[actors]]\nid = "hamas"', "a.toml", "gets no name"),
        ('[[actors]]\nkind = "rebel"', "a.toml", "neither a name nor an id"),
        ('[[actors]]\nname = "X"\n[[actors]]\nname = "X"\nkind = "rebel"', "a.toml", "another actor's"),
        ('[[actors]]\nname = "X"\n[[actors]]\nid = "y"\nname = "x"', "a.toml", "name 'x' is that of 'x'"),
        ("name,kind\n", "a.csv", "has no row"),
        ("name,kind\nX,rebel,ML\n", "a.csv", "line 2: there are more cells than columns"),
        ("name,since\nX,191\n", "a.csv", "line 2: since is '191'"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_with_its_place(
    tmp_path: Path, text: str, name: str, message: str
) -> None:
    with pytest.raises(ConfigurationError) as raised:
        load_actors(written(tmp_path, text, name))
    assert message in str(raised.value)
    assert name in str(raised.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"nowhere\.toml cannot be read"):
        load_actors(tmp_path / "nowhere.toml")


def test_pipeline_reads_with_them(tmp_path: Path) -> None:
    text = "The Black Hill Brigade attacked a convoy near Gao."
    document = eg.Document(doc_id="1", text=text, lang="en")
    pipeline = eg.Pipeline(tagger="lexicon", actors=written(tmp_path, TOML))
    event = next(iter(pipeline.read([document]))).events[0]
    assert [actor.actor_id for actor in event.mention.initiators] == ["black-hill-brigade"]


def test_taggers_without_lexicon_refuse_them(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="'combined' and 'lexicon'"):
        eg.Pipeline(tagger="reader", actors=written(tmp_path, TOML))
    with pytest.raises(ConfigurationError, match="name of a tagger"):
        eg.Pipeline(tagger=eg.LexiconTagger(open_gazetteer()), actors=written(tmp_path, TOML))


def test_command_line_takes_them(tmp_path: Path) -> None:
    text = tmp_path / "news.txt"
    text.write_text("The Black Hill Brigade attacked a convoy near Gao.", encoding="utf-8")
    own, out = written(tmp_path, TOML), tmp_path / "out"
    options = ["--tagger", "lexicon", "--lang", "en", "--actors", str(own), "-o", str(out)]
    done = CliRunner().invoke(main, ["extract", str(text), *options])
    assert done.exit_code == 0, done.output
    assert "black-hill-brigade" in (out / "event_actors.csv").read_text(encoding="utf-8")
