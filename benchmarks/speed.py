"""Print how fast the lexicon pipeline reads, after start-up, on one core.

    benchmarks/speed.py [--repeat N]

Each round reads the founding article and the sample articles many times over in one process and thread. The
best round is the least disturbed by the machine's other work; the median shows the noise.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parent.parent


def seconds(command: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - begin


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--repeat", type=int, default=5, help="rounds (default 5)")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    python = sys.executable
    bare = min(seconds([python, "-c", "pass"]) for _ in range(3))
    light = min(seconds([python, "-c", "import eventgeo"]) for _ in range(3))
    print(f"import eventgeo: {light - bare:.3f} s")

    import eventgeo as eg
    from eventgeo.evaluation import read_gold

    begin = time.perf_counter()
    pipeline = eg.Pipeline()
    gold = [*read_gold(ROOT / "seeds" / "al-boukamal.json"), *read_gold(ROOT / "data" / "articles")]
    for lang in ("fr", "en"):
        pipeline.extract([g.document for g in gold if g.document.lang == lang])
    print(
        f"start-up (imports, lexicons, gazetteer opened, first articles): {time.perf_counter() - begin:.2f} s"
    )

    for lang in ("fr", "en"):
        texts = [g.document for g in gold if g.document.lang == lang]
        documents = [
            replace(document, doc_id=f"{document.doc_id}-{copy}") for copy in range(20) for document in texts
        ]
        words = sum(len(document.text.split()) for document in documents)
        rates = []
        for _ in range(options.repeat):
            begin = time.perf_counter()
            pipeline.extract(documents)
            rates.append(words / (time.perf_counter() - begin))
        print(
            f"{lang}: {max(rates):,.0f} words/s best, {statistics.median(rates):,.0f} median, "
            f"{len(documents)} documents of {words / len(documents):.0f} words"
        )


if __name__ == "__main__":
    main()
