"""Print how fast each tagger's pipeline reads, how soon it answers first, and what memory it takes.

    benchmarks/speed.py [--tagger NAME ...] [--threads N] [--peer PYTHON] [--repeat N]

Every tagger runs in a process of its own, on the founding article and the sample articles; the first answer
counts from the start of Python. Each round reads all articles once more, under new ids; the best round is the
least disturbed by the machine's other work. --peer names a Python with spaCy and fr_core_news_md, which reads
the same French texts in the same run.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from eventgeo.evaluation import read_gold

ROOT = Path(__file__).parent.parent

_OURS = """
import json, resource, sys, time
begin = float(sys.argv[2])
import eventgeo as eg
texts = json.load(open(sys.argv[1], encoding="utf-8"))
pipeline = eg.Pipeline(tagger=sys.argv[3], threads=int(sys.argv[4]))
pipeline.extract(eg.Document(doc_id="first", text=texts[0][1], lang=texts[0][0]), progress=False)
first = time.time() - begin
rates = {}
for lang in ("fr", "en"):
    rates[lang] = []
    mine = [text for language, text in texts if language == lang]
    words = sum(len(text.split()) for text in mine)
    for turn in range(int(sys.argv[5])):
        documents = [eg.Document(doc_id=f"{turn}-{n}", text=t, lang=lang) for n, t in enumerate(mine)]
        start = time.perf_counter()
        pipeline.extract(documents, progress=False)
        rates[lang].append(words / (time.perf_counter() - start))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"first_s": first, "peak_mb": peak, **{lang: max(found) for lang, found in rates.items()}}))
"""

_PEER = """
import json, resource, sys, time
begin = float(sys.argv[2])
import spacy
texts = [text for lang, text in json.load(open(sys.argv[1], encoding="utf-8")) if lang == "fr"]
model = spacy.load("fr_core_news_md")
model(texts[0])
first = time.time() - begin
rates = []
for _ in range(int(sys.argv[5])):
    start = time.perf_counter()
    list(model.pipe(texts))
    rates.append(sum(len(text.split()) for text in texts) / (time.perf_counter() - start))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"first_s": first, "peak_mb": peak, "fr": max(rates)}))
"""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tagger", nargs="*", default=["lexicon", "combined", "reader", "flair"])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeat", type=int, default=3, help="rounds (default 3)")
    parser.add_argument("--peer", help="a Python with spaCy and fr_core_news_md")
    options = parser.parse_args()
    bare = min(_seconds("pass") for _ in range(3))
    light = min(_seconds("import eventgeo") for _ in range(3))
    print(f"import eventgeo: {light - bare:.3f} s")
    gold = [*read_gold(ROOT / "seeds" / "al-boukamal.json"), *read_gold(ROOT / "data" / "articles")]
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts.json"
        texts.write_text(json.dumps([(g.document.lang, g.document.text) for g in gold]), "utf-8")
        for tagger in options.tagger:
            _measure(sys.executable, _OURS, texts, tagger, options.threads, options.repeat)
        if options.peer:
            _measure(options.peer, _PEER, texts, "spaCy fr_core_news_md", options.threads, options.repeat)


def _seconds(code: str) -> float:
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    return time.perf_counter() - begin


def _measure(python: str, code: str, texts: Path, name: str, threads: int, repeat: int) -> None:
    command = [python, "-c", code, str(texts), str(time.time()), name, str(threads), str(repeat)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout.splitlines()[-1])
    rates = ", ".join(f"{lang} {found[lang]:,.0f} words/s" for lang in ("fr", "en") if lang in found)
    print(f"{name}: first answer {found['first_s']:.1f} s, {rates}, {found['peak_mb']:,.0f} MB", flush=True)


if __name__ == "__main__":
    main()
