"""Print the quality figures on gold documents.

    benchmarks/quality.py [GOLD ...] [--tables FOLDER]

GOLD is a JSON or JSONL file of gold documents or a folder of them; by default the founding article and the
sample articles in data/. Languages apart. --tables also writes the CSV tables of each GOLD, which is what
the project's stand-alone scorer reads.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

import eventgeo as eg
from eventgeo.evaluation import GoldDocument, read_gold, score

ROOT = Path(__file__).parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "gold",
        nargs="*",
        type=Path,
        default=[ROOT / "seeds" / "al-boukamal.json", ROOT / "data" / "articles"],
    )
    parser.add_argument("--tables", type=Path, help="folder to write the tables to, a subfolder a GOLD")
    options = parser.parse_args()
    pipeline = eg.Pipeline()
    for path in options.gold:
        by_language: defaultdict[str, list[GoldDocument]] = defaultdict(list)
        for gold in read_gold(path):
            by_language[gold.document.lang or ""].append(gold)
        for lang, documents in sorted(by_language.items()):
            tables = pipeline.extract([gold.document for gold in documents])
            print(f"{path} [{lang}] {len(documents)} documents")
            for name, value in score(documents, tables).as_dict().items():
                print(f"  {name:16} {'-' if value is None else format(value, '.3f')}")
            if options.tables:
                tables.write(options.tables / f"{path.stem}-{lang}")


if __name__ == "__main__":
    main()
