"""Show how the gazetteer's store grows from 0.2 to 12 million places: time, memory, size, and look-ups.

    benchmarks/gazetteer_scale.py --folder DIR [--millions N ...] [--dump XX.zip ...] [--alternate-names DIR]
    benchmarks/gazetteer_scale.py --plot

The places are made up from the embedded ones and those of GeoNames dumps (see made_places.py). Each store is
built and asked in processes of their own, in DIR, and deleted. Look-ups are of places drawn at random, each
name once; the file is in the system's cache, as it is after a build. Measures are added to
gazetteer_scale.json beside this script; --plot draws them into gazetteer_scale.png.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from made_places import MadePlaces, real_sources, spool

RECORD = Path(__file__).with_suffix(".json")
PICTURE = Path(__file__).with_suffix(".png")
_ASKED = 2000
_KINDS = ("exact", "normalised", "transliteration", "fuzzy", "miss", "nearest")


def build(store: Path, spooled: Path, count: int) -> dict[str, float]:
    """Build a store of `count` places; run in a process of its own, whose memory is measured."""
    from eventgeo.gazetteer import build_gazetteer

    made = MadePlaces(spooled, count)
    start, cpu = time.perf_counter(), time.process_time()
    build_gazetteer(store, sources=(made.as_source(),))
    return {
        "places": count,
        "minutes": (time.perf_counter() - start) / 60,
        "cpu_minutes": (time.process_time() - cpu) / 60,
        "cpu_minutes_beside": _cpu_of_children() / 60,
        "minutes_making_places": made.seconds_making / 60,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "gigabytes": store.stat().st_size / 1e9,
    }


def ask(store: Path) -> dict[str, Any]:
    """Open the store at `store` and look names up; run in a process of its own."""
    from eventgeo.gazetteer import SqliteGazetteer
    from eventgeo.gazetteer.names import normalised_key

    normalised_key("Alep")
    before, start = _resident_mb(), time.perf_counter()
    gazetteer = SqliteGazetteer(store)
    gazetteer.lookup("Alep")
    opening_ms = (time.perf_counter() - start) * 1000
    opened_mb = _resident_mb() - before
    connection, chance = gazetteer._connection(), random.Random(7)  # noqa: S311
    query = "SELECT name, latitude, longitude FROM places WHERE number >= ? LIMIT 1"
    drawn = [
        connection.execute(query, (chance.randint(-(2**63), 2**63 - 2**40),)).fetchone()
        for _ in range(4 * _ASKED)
    ]
    names = list(dict.fromkeys(row[0] for row in drawn))
    measures = {
        "exact": _times(gazetteer.lookup, names),
        "normalised": _times(gazetteer.lookup, [_plain(name) for name in names if _plain(name) != name]),
        "transliteration": _times(
            gazetteer.lookup,
            [_respelled(name, chance) for name in names],
            only=lambda found: bool(found) and found[0].match == "transliteration",
        ),
        "fuzzy": _times(
            lambda name: gazetteer.lookup(name, fuzzy=True),
            [_slipped(name, chance) for name in names if len(name) > 5],
            only=lambda found: bool(found) and found[0].match == "fuzzy",
        ),
        "miss": _times(
            lambda name: gazetteer.lookup(name, fuzzy=True),
            ["".join(chance.sample("abcdefghiklmnoprstuvz", 12)).title() for _ in range(_ASKED)],
            only=lambda found: not found,
        ),
        "nearest": _times(lambda row: gazetteer.nearest(row[1], row[2], limit=5), drawn),
    }
    return {
        "names": sum(source["names"] for source in gazetteer.info()["sources"]),
        "opening_ms": opening_ms,
        "opened_mb": opened_mb,
        "asked_mb": _resident_mb() - before,
        "lookups": measures,
    }


def _times(
    question: Callable[[Any], Any], asked: Sequence[Any], only: Callable[[Any], bool] = lambda _: True
) -> dict[str, float]:
    """Return median and 99th percentile in ms of questions, of those with an answer that counts.

    By the clock, and by the processor's time, which other work on the machine does not lengthen.
    """
    wall, cpu = [], []
    for each in asked:
        start, start_cpu = time.perf_counter(), time.thread_time()
        answer = question(each)
        seconds, seconds_cpu = time.perf_counter() - start, time.thread_time() - start_cpu
        if only(answer):
            wall.append(seconds * 1000)
            cpu.append(seconds_cpu * 1000)
        if len(wall) >= _ASKED:
            break
    measures: dict[str, float] = {"asked": len(wall)}
    for clock, taken in (("ms", sorted(wall)), ("cpu_ms", sorted(cpu))):
        measures[f"p50_{clock}"] = taken[len(taken) // 2] if taken else 0.0
        measures[f"p99_{clock}"] = taken[len(taken) * 99 // 100] if taken else 0.0
    return measures


def _plain(name: str) -> str:
    """Return a name in capitals and without accents."""
    return "".join(
        char for char in unicodedata.normalize("NFKD", name.upper()) if not unicodedata.combining(char)
    )


def _respelled(name: str, chance: random.Random) -> str:
    """Return a name with another vowel, as romanisations differ."""
    at = [index for index, char in enumerate(name) if char in "aeiou"]
    if not at:
        return name
    index = chance.choice(at)
    return name[:index] + chance.choice([v for v in "aeiou" if v != name[index]]) + name[index + 1 :]


def _slipped(name: str, chance: random.Random) -> str:
    """Return a name with two letters swapped, one left out, or one changed."""
    index, slip = chance.randrange(1, len(name) - 1), chance.randrange(3)
    if slip == 0:
        return name[:index] + name[index + 1] + name[index] + name[index + 2 :]
    return name[:index] + ("" if slip == 1 else chance.choice("bdfgklmnprstz")) + name[index + 1 :]


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _resident_mb() -> float:
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return pages * resource.getpagesize() / 2**20


def plot(record: Sequence[dict[str, Any]], picture: Path) -> None:
    """Draw what `record` holds: a panel each for build, memory and size, look-ups, and opening."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    rows = sorted(record, key=lambda row: row["places"])
    millions = [row["places"] / 1e6 for row in rows]
    figure, panels = pyplot.subplots(2, 2, figsize=(11, 8), constrained_layout=True)
    build_panel, memory, asking, opening = panels.flat
    build_panel.plot(millions, [row["minutes"] for row in rows], "o-", label="by the clock")
    build_panel.plot(millions, [row["cpu_minutes"] for row in rows], "o--", label="processor time")
    beside = [row["cpu_minutes_beside"] for row in rows]
    build_panel.plot(millions, beside, "o--", label="processor time of the process that sounds names")
    build_panel.axhline(25, color="grey", linestyle=":", label="limit: 25 minutes")
    build_panel.set(title="Building", ylabel="minutes")
    memory.plot(millions, [row["gigabytes"] for row in rows], "o-", label="store")
    memory.plot(millions, [row["peak_mb"] / 1024 for row in rows], "o-", label="peak memory of the build")
    memory.axhline(5, color="tab:blue", linestyle=":", label="limit of the store: 5 GB")
    memory.axhline(2, color="tab:orange", linestyle=":", label="limit of memory: 2 GB")
    memory.set(title="Size", ylabel="GB")
    for kind in _KINDS:
        asking.plot(millions, [row["lookups"][kind]["p99_cpu_ms"] for row in rows], "o-", label=kind)
    asking.axhline(1, color="grey", linestyle=":", label="limit of exact: 1 ms")
    asking.axhline(15, color="black", linestyle=":", label="limit of fuzzy: 15 ms")
    asking.set(title="Look-ups, 99th percentile (processor time)", ylabel="ms", yscale="log")
    opening.plot(millions, [row["opening_ms"] for row in rows], "o-", label="opening and first look-up, ms")
    opening.plot(millions, [row["opened_mb"] for row in rows], "o-", label="memory once opened, MB")
    opening.plot(millions, [row["asked_mb"] for row in rows], "o-", label="memory after 10,000 look-ups, MB")
    opening.set(title="Opening", yscale="log")
    for panel in panels.flat:
        panel.set(xlabel="million places")
        panel.legend(fontsize="small")
        panel.grid(alpha=0.3)
    figure.savefig(picture, dpi=110)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--millions", type=float, nargs="+", default=[0.2, 1, 3, 12])
    parser.add_argument("--dump", type=Path, nargs="*", default=[])
    parser.add_argument("--alternate-names", type=Path)
    parser.add_argument("--record", type=Path, default=RECORD)
    parser.add_argument("--plot", action="store_true", help="only draw what was measured")
    parser.add_argument("--step", choices=("spool", "build", "ask"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.plot:
        plot(json.loads(options.record.read_text()), PICTURE)
        return
    if options.folder is None:
        parser.error("--folder: where shall the stores be built?")
    store, spooled = options.folder / "scale.sqlite", options.folder / "real.pickle"
    if options.step == "spool":
        spool(real_sources(options.dump, options.alternate_names), spooled)
        print("{}")
        return
    if options.step == "build":
        count = round(options.millions[0] * 1e6)
        print(json.dumps(build(store, spooled, count)))
        return
    if options.step == "ask":
        print(json.dumps(ask(store)))
        return
    for millions in options.millions:
        store.unlink(missing_ok=True)
        measured: dict[str, Any] = {}
        for step in ("spool", "build", "ask"):
            command = [sys.executable, *sys.argv, "--step", step, "--millions", str(millions)]
            measured |= json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
        store.unlink()
        spooled.unlink()
        print(json.dumps(measured))
        record = json.loads(options.record.read_text()) if options.record.exists() else []
        others = [row for row in record if row["places"] != measured["places"]]
        ordered = sorted([*others, measured], key=lambda row: row["places"])
        options.record.write_text(json.dumps(ordered, indent=1) + "\n")
    plot(json.loads(options.record.read_text()), PICTURE)


if __name__ == "__main__":
    main()
