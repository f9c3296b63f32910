"""The reviewed register of canonical actors: its rows are well formed and its names mean one actor each."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest
from babel import Locale

from eventgeo.tagging.actors import find_actors
from eventgeo.tagging.actors_lexicon import ACTOR_KINDS, Entry, actor_lexicon
from eventgeo.tagging.actors_register import actor_names, actor_rows, canonical_actors
from eventgeo.text.sentences import split_sentences

LANGUAGES = ("fr", "en", "es", "ar")
FIELDS = {
    "id", "name", "kind", "country", "since", "until", "wikidata", "fr", "en", "es", "ar", "any",
    "wary", "cased",
}  # fmt: skip


def canonical_entries(lang: str) -> list[Entry]:
    lexicon = actor_lexicon(lang)
    assert lexicon is not None
    return [entry for found in lexicon.entries.values() for entry in found if entry.actor]


def test_register_is_broad() -> None:
    actors = canonical_actors()
    assert len(actors) >= 900
    assert len({actor.country for actor in actors}) > 100
    assert {"jihadist", "rebel", "militia", "state force", "police", "peacekeepers", "coalition"} <= {
        actor.kind for actor in actors
    }
    for lang, least in {"fr": 800, "en": 850, "es": 600, "ar": 450}.items():
        assert len({name.actor.actor_id for name in actor_names(lang)}) >= least, lang


def test_ids_are_unique_and_rows_sorted_in_their_files() -> None:
    rows = actor_rows()
    assert [i for i, count in Counter(row["id"] for _, row in rows).items() if count > 1] == []
    assert all(a["id"] < b["id"] for (one, a), (other, b) in pairwise(rows) if one == other)


@pytest.mark.parametrize("row", [row for _, row in actor_rows()], ids=lambda row: row["id"])
def test_row_is_well_formed(row: dict[str, object]) -> None:
    assert set(row) <= FIELDS
    assert re.fullmatch(r"[a-z0-9-]+", str(row["id"]))
    assert row["kind"] in ACTOR_KINDS
    assert row.get("country", "FR") in Locale("en").territories
    since, until = row.get("since", 1970), row.get("until", 2026)
    assert isinstance(since, int) and isinstance(until, int)
    assert 1780 <= since <= until <= 2026
    assert until >= 1970, "the last years only"
    assert re.fullmatch(r"Q[1-9]\d*", str(row.get("wikidata", "Q1")))
    lists = {key: row.get(key, []) for key in (*LANGUAGES, "any", "wary", "cased")}
    assert all(isinstance(names, list) and len(set(names)) == len(names) for names in lists.values())
    names = [name for key in (*LANGUAGES, "any") for name in lists[key]]  # type: ignore[attr-defined]
    assert names
    assert all(name == " ".join(name.split()) for name in names)
    assert {*lists["wary"], *lists["cased"]} <= {*names}  # type: ignore[misc]


def test_wikidata_items_are_unique() -> None:
    items = [actor.wikidata for actor in canonical_actors() if actor.wikidata]
    assert len(items) == len(set(items)) >= 12


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_name_means_two_actors(lang: str) -> None:
    owners: dict[tuple[str, ...], set[str]] = {}
    for entry in canonical_entries(lang):
        assert entry.actor is not None
        owners.setdefault(entry.words, set()).add(entry.actor.actor_id)
    assert {words: ids for words, ids in owners.items() if len(ids) > 1} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_wary_names_have_a_name_that_vouches_for_them(lang: str) -> None:
    names = list(actor_names(lang))
    sure = {name.actor.actor_id for name in names if not name.wary}
    assert [name.text for name in names if name.wary and name.actor.actor_id not in sure] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_actor_is_found_by_each_of_its_names(lang: str) -> None:
    opening = {"fr": "Selon lui, ", "en": "It was ", "es": "Según él, ", "ar": "وقال إن "}[lang]
    lost = []
    for name in actor_names(lang):
        if not name.wary:
            found = find_actors(split_sentences(f"{opening}{name.text}.", lang), lang)
            if name.actor.actor_id not in [mention.actor_id for mention in found]:
                lost.append((name.text, [(mention.text, mention.actor_id) for mention in found]))
    assert lost == []
