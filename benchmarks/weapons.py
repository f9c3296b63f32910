"""Weapons of events against the instruments of MUC-4, by document and kind.

    benchmarks/weapons.py MUC4

MUC4 is ``muc4_dev.jsonl``: reports of 1989 and 1990 in capitals, with templates that name the instrument of
an attack or bombing once. The gold instrument has the kind that the rules give its words; it is found where
some event of the document has a weapon of that kind. Precision is a floor: a report that tells of several
events has templates for few of them. ``named`` counts every weapon that the text names, tied to an event or
not: what tying gains in precision, and costs.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from eventgeo.assembly.weapon_mentions import weapons_named
from eventgeo.assembly.weapons import find_weapons
from eventgeo.gazetteer import open_gazetteer
from eventgeo.model import Document
from eventgeo.tagging.lexicon_tagger import LexiconTagger
from eventgeo.text.sentences import split_sentences

INSTRUMENT = "Instrument"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("muc4", type=Path)
    rows = list(with_instruments(parser.parse_args().muc4))
    gold = [kinds(instruments(row)) for row in rows]
    documents = [Document(doc_id=row["doc_id"], text=row["text"].lower(), lang="en") for row in rows]
    tagged = LexiconTagger(open_gazetteer()).tag(documents)
    tied = [{weapon.kind for weapons in find_weapons(tags) for weapon in weapons} for tags in tagged]
    named = [kinds([document.text]) for document in documents]
    print(f"{len(rows)} documents, {sum(map(len, gold))} kinds of instruments")
    for name, found in (("tied", tied), ("named", named)):
        right = sum(len(one & other) for one, other in zip(gold, found, strict=True))
        recall, precision = right / sum(map(len, gold)), right / sum(map(len, found))
        print(f"{name}: recall {recall:.3f} precision {precision:.3f}")


def with_instruments(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of documents in which some template names an instrument."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if instruments(row):
            yield row


def instruments(row: dict[str, Any]) -> list[str]:
    """Return the words for the instruments of a document's templates."""
    arguments = [argument for event in row["events"] for argument in event["args"]]
    spans = [(a["start"], a["end"]) for a in arguments if a["role"] == INSTRUMENT]
    return [row["text"][start:end].lower() for start, end in spans]


def kinds(texts: Iterable[str]) -> set[str]:
    """Return the kinds of the weapons that some texts name."""
    return {
        weapon.kind
        for text in texts
        for sentence in split_sentences(text, "en")
        for weapon in weapons_named(sentence, "en")
    }


if __name__ == "__main__":
    main()
