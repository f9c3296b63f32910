"""Train the weights that choose a place for a name, from texts whose places are known.

    scripts/train_place_ranker.py CORPUS [CORPUS ...] --store STORE [--each FOLDER] [--write]

CORPUS is a JSONL file of texts with gold toponyms (``{"doc_id", "lang", "text", "toponyms": [{"start",
"end", "lat", "lon"}]}``) or of gold documents of the project's own form. The model is a conditional logit:
the candidates of a name and "none of these" share one probability by the weighted sums of their features,
and the weights are those that make the right ones likeliest, held near what an expert expects (``prior`` in
the file). Short made texts teach what a country beside a name is worth (``made_place_texts.py``). The
features of a name depend on what others are taken to mean, so texts are read and weights fitted in turn.
--each writes the weights fitted without each corpus, by which ``benchmarks/places.py`` scores it on texts
not trained on. Deterministic; needs numpy and scipy.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from eventgeo.gazetteer import SqliteGazetteer
from eventgeo.model import Document, Place, Tags, Toponym
from eventgeo.resolution.backdrop import with_backdrop
from eventgeo.resolution.candidates import gather
from eventgeo.resolution.geodesy import great_circle_km
from eventgeo.resolution.kind_words import kinds_asked
from eventgeo.resolution.ranker import Ranker, read_ranker
from eventgeo.resolution.rounds import Reading, read_names
from eventgeo.text.sentences import split_sentences
from made_place_texts import made_texts

WEIGHTS = Path(__file__).parent.parent / "src/eventgeo/resolution/data/ranker.json"
ROUNDS = 3
PENALTY = 0.5
CLOSER_KM = 4.0
FAR_KM = 161.0
MADE = "made"
LEAST_SEEN = 8  # a feature that varies in fewer names keeps the weight it has
WIDE = ("country", "region", "admin")
COUNTS = {  # what a corpus counts for; the rest counts 1
    "wiktor_sample": 0.3,  # every namesake as likely as any other: less like the news
    "idrisi_ar": 0.5,  # many streets and buildings
    "fr-train": 2.0,  # news of conflicts, as the library is for
    "en-train": 2.0,
    "ar-train": 2.0,
    MADE: 0.4,
    "fr-train+kinds": 2.0,
    "en-train+kinds": 2.0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text with the points of its gold toponyms, by their offsets."""

    corpus: str
    tags: Tags
    points: Mapping[tuple[int, int], tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A name with the features of its candidates and of none, the last row, and which of them are right."""

    corpus: str
    weight: float
    rows: Sequence[Mapping[str, float]]
    right: Sequence[bool]


def read_texts(path: Path) -> Iterator[Text]:
    """Yield the texts of a corpus that have a gold point, of either form of gold."""
    for line in path.read_text("utf-8").rstrip("\n").split("\n"):
        row = json.loads(line)
        points = {
            (place["start"], place["end"]): (place["lat"], place["lon"])
            for place in row.get("toponyms", row.get("places", ()))
            if place.get("lat") is not None
        }
        spans = sorted({(p["start"], p["end"]) for p in row.get("toponyms", row.get("places", ()))})
        document = Document(
            doc_id=row["doc_id"], text=row["text"], lang=row["lang"], source=row.get("source", "")
        )
        toponyms = tuple(Toponym(start=s, end=e, text=row["text"][s:e]) for s, e in spans)
        sentences = split_sentences(document.text, document.lang or "")
        tags = Tags(document=document, sentences=sentences, toponyms=toponyms)
        if points:
            yield Text(corpus=path.stem, tags=tags, points=points)
        if points and "places" in row:
            yield Text(corpus=path.stem + "+kinds", tags=_as_tagged(tags), points=points)


def read_made_texts() -> Iterator[Text]:
    """Yield the made texts, the name of the country marked in one of two."""
    for number, made in enumerate(made_texts()):
        spans = sorted(span for span in made.points if number % 2 or span != made.country)
        toponyms = tuple(Toponym(start=s, end=e, text=made.document.text[s:e]) for s, e in spans)
        sentences = split_sentences(made.document.text, made.document.lang or "")
        tags = Tags(document=made.document, sentences=sentences, toponyms=toponyms)
        yield Text(corpus=MADE, tags=tags, points=made.points)


def _as_tagged(tags: Tags) -> Tags:
    """Return the tags as a tagger gives them: with the kinds that the words beside the names tell."""
    told = (
        replace(toponym, kind=asked.kind if asked.if_there is None else asked.if_there, rule="gold")
        for toponym, asked in zip(tags.toponyms, kinds_asked(tags), strict=True)
    )
    return replace(tags, toponyms=tuple(told))


def are_right(places: Sequence[Place], point: tuple[float, float]) -> list[bool]:
    """Return which candidates are the place at a gold point.

    That is what lies as near as can be within 161 km, or else a country, region or unit that the point lies
    in: sources put their points far apart.
    """
    distances = [great_circle_km(p.latitude, p.longitude, *point) for p in places]
    best = min(distances, default=FAR_KM + 1)
    if best <= FAR_KM:
        limit = best + CLOSER_KM  # a town is told from its unit
        return [distance <= limit for distance in distances]
    return [
        place.kind in WIDE and distance <= place.radius_km
        for place, distance in zip(places, distances, strict=True)
    ]


def examples(
    texts: Iterable[Text], gazetteer: SqliteGazetteer, ranker: Ranker
) -> Iterator[tuple[Example, Example]]:
    """Yield each name of the texts twice: as first read, and as read with its text."""
    for text in texts:
        seen, at = with_backdrop(text.tags, gazetteer)
        numbers = set(at)
        names = gather(seen, gazetteer)
        for reading in read_names(names, seen, ranker):
            spans = [
                (seen.toponyms[i].start, seen.toponyms[i].end) for i in reading.name.mentions if i in numbers
            ]
            points = [text.points[span] for span in spans if span in text.points]
            if points and reading.name.candidates:
                yield from _example(text.corpus, reading, points)


def _example(
    corpus: str, reading: Reading, points: Sequence[tuple[float, float]]
) -> Iterator[tuple[Example, Example]]:
    right = are_right([candidate.place for candidate in reading.name.candidates], points[0])
    example = Example(
        corpus=corpus,
        weight=len(points) ** 0.5,
        rows=[
            *(own | scene for own, scene in zip(reading.own, reading.scene, strict=True)),
            reading.own_none,
        ],
        right=[*right, not any(right)],
    )
    yield replace(example, rows=[*reading.own, reading.own_none]), example


def fit(
    found: Sequence[Example], start: Mapping[str, float], prior: Mapping[str, float], penalty: float = PENALTY
) -> dict[str, float]:
    """Return the weights under which what is right is likeliest, held near those expected before."""
    seen: dict[str, int] = {}
    for example in found:
        for name in {name for row in example.rows for name in row}:
            if len({row.get(name, 0.0) for row in example.rows}) > 1:
                seen[name] = seen.get(name, 0) + 1
    names = sorted(name for name in start if seen.get(name, 0) >= LEAST_SEEN)
    number = {name: at for at, name in enumerate(names)}
    rows = [row for example in found for row in example.rows]
    matrix = np.zeros((len(rows), len(names)))
    fixed = np.zeros(len(rows))
    for at, row in enumerate(rows):
        for name, value in row.items():
            if name in number:
                matrix[at, number[name]] = value
            else:
                fixed[at] += start.get(name, 0.0) * value
    starts = np.cumsum([0, *(len(example.rows) for example in found)])[:-1]
    group = np.repeat(np.arange(len(found)), [len(example.rows) for example in found])
    right = np.array([is_right for example in found for is_right in example.right], dtype=float)
    weight = _weights(found)

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ values + fixed
        top = np.maximum.reduceat(scores, starts)[group]
        powers = np.exp(scores - top)
        total = np.add.reduceat(powers, starts)
        hit = np.add.reduceat(powers * right, starts) + 1e-12
        chance, chance_of_right = powers / total[group], powers * right / hit[group]
        gradient = matrix.T @ ((chance - chance_of_right) * weight[group])
        value = float(np.sum(weight * (np.log(total) - np.log(hit))))
        moved = values - expected
        return value + penalty * float(moved @ moved), gradient + 2 * penalty * moved

    begin = np.array([start[name] for name in names])
    expected = np.array([prior[name] for name in names])
    best = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return dict(start) | {name: float(value) for name, value in zip(names, best.x, strict=True)}


def _weights(found: Sequence[Example]) -> np.ndarray:
    """Return what each example counts: a corpus as the root of its size, so that none drowns the others."""
    sizes: dict[str, float] = {}
    for example in found:
        sizes[example.corpus] = sizes.get(example.corpus, 0.0) + example.weight
    return np.array(
        [
            example.weight * COUNTS.get(example.corpus, 1.0) * (sizes[example.corpus] / 400) ** -0.5
            for example in found
        ]
    )


def train(
    texts: Sequence[Text],
    gazetteer: SqliteGazetteer,
    ranker: Ranker,
    prior: Mapping[str, float],
    rounds: int = ROUNDS,
) -> Ranker:
    """Return the ranker after reading and fitting in turn."""
    for _ in range(rounds):
        ranker = fitted(list(examples(texts, gazetteer, ranker)), ranker, prior)
    return ranker


def fitted(pairs: Sequence[tuple[Example, Example]], start: Ranker, prior: Mapping[str, float]) -> Ranker:
    """Return the ranker with weights fitted to examples."""
    first = fit([one for one, _ in pairs], start.first, prior)
    final = fit([other for _, other in pairs], start.final, prior)
    return replace(start, first=first, final=final)


def written(ranker: Ranker, before: str) -> str:
    """Return the file of weights with those of `ranker`."""
    data = json.loads(before)
    for row in data["features"]:
        row["first"] = round(ranker.first.get(row["name"], 0.0), 3)
        row["final"] = round(ranker.final.get(row["name"], 0.0), 3)
    head = {key: value for key, value in data.items() if key != "features"}
    lines = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in data["features"])
    return json.dumps(head, indent=1, ensure_ascii=False)[:-2] + ',\n "features": [\n' + lines + "\n ]\n}\n"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--store", type=Path, required=True, help="the gazetteer that names are looked up in")
    parser.add_argument("--each", type=Path, help="folder to write the weights fitted without each corpus to")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--write", action="store_true", help="keep the weights in the package")
    options = parser.parse_args()
    gazetteer, before = SqliteGazetteer(options.store), WEIGHTS.read_text("utf-8")
    start = read_ranker(before)
    prior = {row["name"]: row["prior"] for row in json.loads(before)["features"]}
    texts = [text for path in options.corpora for text in read_texts(path)] + list(read_made_texts())
    print(f"{len(texts)} texts")
    whole = train(texts, gazetteer, start, prior, options.rounds)
    if options.write:
        WEIGHTS.write_text(written(whole, before), "utf-8")
    for row in json.loads(written(whole, before))["features"]:
        print(f"{row['name']:28} {row['first']:8.2f} {row['final']:8.2f}")
    if options.each:
        options.each.mkdir(parents=True, exist_ok=True)
        pairs = list(examples(texts, gazetteer, whole))
        for corpus in (path.stem for path in options.corpora):
            rest = [pair for pair in pairs if not pair[0].corpus.startswith(corpus)]
            without = fitted(rest, replace(whole, first=prior, final=prior), prior)
            (options.each / f"{corpus}.json").write_text(written(without, before), "utf-8")
            print(f"fitted without {corpus}")


if __name__ == "__main__":
    main()
