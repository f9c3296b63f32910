"""Turn public event corpora into gold documents for ``eventgeo train``.

    scripts/convert_public_corpora.py CORPUS.jsonl ... -o FOLDER

Writes FOLDER/NAME.jsonl for each, and says what became of it. The mapping, the licences and what was decided
by hand lie in ``src/eventgeo/training/data/``; the corpora are not the project's and stay where they are.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

from eventgeo.gazetteer import open_gazetteer
from eventgeo.tagging.lexicon_tagger import LexiconTagger
from eventgeo.training.public_corpora import LeftOut, convert


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", nargs="+", type=Path, metavar="CORPUS.jsonl")
    parser.add_argument("-o", "--output", required=True, type=Path)
    parser.add_argument(
        "--empty", type=int, help="keep at most so many texts without events, those with places first"
    )
    parser.add_argument("--left-out", type=Path, help="write what was left out, and why, to this file")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    tagger = LexiconTagger(open_gazetteer())
    left_out: list[LeftOut] = []
    for path in options.corpora:
        records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        kept = []
        for document in convert(records, tagger):
            if isinstance(document, LeftOut):
                left_out.append(document)
            else:
                kept.append(document)
        if options.empty is not None:
            kept = fewer_empty(kept, options.empty)
        lines = "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in kept)
        (options.output / path.name).write_text(lines, "utf-8")
        types = Counter(event["type"] for document in kept for event in document["events"])
        modality = Counter(event["modality"] for document in kept for event in document["events"])
        told = sum(bool(document["events"]) for document in kept)
        placed = sum("place" in document["layers"] for document in kept)
        print(
            f"{path.stem}: {len(kept)} of {len(records)} texts, {told} with events, {placed} with the places "
            f"marked ({sum(len(document['places']) for document in kept)} places)"
        )
        print(f"  {dict(types.most_common())}\n  {dict(modality.most_common())}")
    if options.left_out:
        rows = "".join(f"{entry.doc_id}\t{entry.reason}\n" for entry in left_out)
        options.left_out.write_text(rows, "utf-8")


def fewer_empty(documents: list[dict[str, Any]], limit: int) -> list[dict[str, Any]]:
    """Return the documents with events and `limit` of the others: those that teach places, then by a hash."""
    empty = [document for document in documents if not document["events"]]
    empty.sort(
        key=lambda document: (
            not document["places"],
            hashlib.sha256(document["doc_id"].encode()).digest(),
        )
    )
    chosen = {document["doc_id"] for document in empty[:limit]}
    return [document for document in documents if document["events"] or document["doc_id"] in chosen]


if __name__ == "__main__":
    main()
