"""Compare the reading of dates with the library dateparser (pip install dateparser), which is not needed.

    benchmarks/date_expressions.py [GOLD ...]

First on the expressions of tests/cases/date_expressions.toml, invented for the rules of this package, so that
its own figure there says little; dateparser's says what it knows. Then, for each GOLD document set, on the
expressions that this package finds in the sentences of dated events: how often one of them is read to the
days that a coder gave the event. Dateparser is asked generously: in the language of the text, for the past,
from the day of publication, with the whole week, month or year where it says that it means one, and of the
case file both for the text as it stands and for the words of it that this package takes for the expression.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from time import perf_counter
from typing import Any

import dateparser.date

from eventgeo.assembly.date_anchor import Anchor, UnreadableDateError
from eventgeo.assembly.date_expressions import find_date_expressions
from eventgeo.calendars import month_end
from eventgeo.evaluation.gold import read_gold
from eventgeo.text.sentences import split_sentences

CASES = Path(__file__).parents[1] / "tests" / "cases" / "date_expressions.toml"
Days = tuple[date, date]
Read = Callable[[str, str, date], Days | None]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="*", type=Path)
    arguments = parser.parse_args()
    readers: dict[str, Read] = {"eventgeo": by_patterns, "dateparser": by_dateparser}
    for name, read in readers.items():
        for lang, rows in cases().items():
            print(name, lang, tally(read, lang, rows))
    for path in arguments.gold:
        events = list(dated_events(path))
        right = {
            name: {
                number
                for number, (lang, published, texts, wanted) in enumerate(events)
                if any(read(text, lang, published) == wanted for text in texts)
            }
            for name, read in readers.items()
        }
        for name, numbers in right.items():
            others = set[int]().union(*(found for other, found in right.items() if other != name))
            alone = len(numbers - others)
            share = len(numbers) / len(events)
            print(f"{name} {path.stem}: {len(numbers)} of {len(events)} ({share:.3f}), {alone} by it alone")


def cases() -> dict[str, list[tuple[date, str, Days | None]]]:
    """Return by language the day of publication, the expression, and its days or None for a refusal."""
    table = tomllib.loads(CASES.read_text("utf-8"))
    return {
        lang: [
            (date.fromisoformat(published), text, _days(expected))
            for published, rows in by_day.items()
            for text, expected in rows
        ]
        for lang, by_day in table.items()
    }


def _days(expected: str) -> Days | None:
    if expected in ("", "-"):
        return None
    first, _, last = expected.partition("/")
    return date.fromisoformat(first), date.fromisoformat(last or first)


def tally(read: Read, lang: str, rows: list[tuple[date, str, Days | None]]) -> str:
    """Return how many expressions are read right, how many refusals are kept, and the time for each."""
    count: Counter[str] = Counter()
    read(rows[0][1], lang, rows[0][0])  # rules are loaded once
    start = perf_counter()
    for published, text, wanted in rows:
        found = read(text, lang, published)
        if wanted is None:
            count["refused"] += found is None
            count["to refuse"] += 1
        else:
            count["read"] += found == wanted
            count["wrong"] += found not in (None, wanted)
            count["to read"] += 1
    micros = 1e6 * (perf_counter() - start) / len(rows)
    return (
        f"read {count['read']}/{count['to read']}, wrong days {count['wrong']}, "
        f"refused {count['refused']}/{count['to refuse']}; {micros:.0f} µs each"
    )


def _gold_days(text: str) -> Days:
    """Return the days of "2017", "2017-11", "2017-11-15" or two of these with a slash."""
    first, _, last = text.partition("/")
    last = last or first
    start = date.fromisoformat((first + "-01-01")[:10])
    end = date.fromisoformat((last + ("-12-01" if len(last) == len("2017") else "-01"))[:10])
    return start, end if len(last) == len("2017-11-15") else month_end(end)


def by_patterns(text: str, lang: str, published: date) -> Days | None:
    for sentence in split_sentences(text, lang):
        for expression in find_date_expressions(sentence, lang):
            try:
                reading = expression.read(Anchor(published=published))
            except UnreadableDateError:
                return None
            return reading.start, reading.end
    return None


def by_dateparser(text: str, lang: str, published: date) -> Days | None:
    """Read by dateparser, as one text: it neither finds expressions in others nor gives stretches."""
    found = _data_parser(lang, published).get_date_data(text)
    if found.date_obj is None:
        core = [one.text for part in split_sentences(text, lang) for one in find_date_expressions(part, lang)]
        return by_dateparser(core[0], lang, published) if core and core[0] != text else None
    day = found.date_obj.date()
    if found.period == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if found.period == "month":
        return day.replace(day=1), month_end(day)
    if found.period == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    return day, day


@lru_cache(maxsize=64)
def _data_parser(lang: str, published: date) -> Any:
    settings = {"RELATIVE_BASE": datetime.combine(published, time(12)), "PREFER_DATES_FROM": "past"}
    return dateparser.date.DateDataParser(languages=[lang], settings=settings)


def dated_events(path: Path) -> Iterator[tuple[str, date, list[str], Days]]:
    """Yield language, day of publication, the expressions in the sentence, and the days of the gold."""
    for gold in read_gold(path):
        document = gold.document
        if document.date is None or not document.lang:
            continue
        sentences = split_sentences(document.text, document.lang)
        for event in gold.events:
            wanted = _gold_days(event.date) if event.date else None
            home = next((s for s in sentences if s.start <= event.start < s.end), None)
            if wanted is None or home is None:
                continue
            found = find_date_expressions(home, document.lang)
            yield document.lang, document.date, [one.text for one in found], wanted


if __name__ == "__main__":
    main()
