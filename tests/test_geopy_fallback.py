"""Geocoders as a fallback: answers, cache, pace and breaker, against a server that may misbehave."""

from __future__ import annotations

import json
import os
import pickle
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import warnings

import pytest
from geopy.adapters import URLLibAdapter
from geopy.exc import GeocoderTimedOut, GeocoderUnavailable
from geopy.geocoders import Nominatim
from geopy.location import Location
from hypothesis import given
from hypothesis import strategies as st

from eventgeo.errors import ConfigurationError, GazetteerServiceWarning
from eventgeo.gazetteer import EventgeoGeocoder, FallbackGazetteer, GeocoderService, geocoder_by_name
from eventgeo.gazetteer.answer_cache import AnswerCache
from eventgeo.gazetteer.circuit_breaker import CircuitBreaker
from eventgeo.gazetteer.geocoder_answers import candidates_from
from eventgeo.model import KINDS as ALL_KINDS
from eventgeo.testing import check_gazetteer
from geocoder_server import LICENCE, ZAWBAA, osm_place, serving

AGENT = "eventgeo-tests/1.0"
NAME = "Tall Zawbaa"


@pytest.fixture
def server():
    with serving() as running:
        yield running


def service(server, cache=None, **options):
    return geocoder_by_name(
        "nominatim",
        user_agent=AGENT,
        url=server.url,
        cache=cache or AnswerCache(None),
        **{"min_delay_s": 0.0} | options,
    )


def quick(server, cache=None, **options):
    """A service that waits only for half a second."""
    there = server.url.removeprefix("http://")
    return GeocoderService(
        Nominatim(user_agent=AGENT, domain=there, scheme="http", adapter_factory=URLLibAdapter),
        cache=cache or AnswerCache(None),
        **{"min_delay_s": 0.0, "timeout_s": 0.5} | options,
    )


def test_an_answer_becomes_a_candidate(server):
    answer = service(server).ask(NAME)
    [candidate] = answer.candidates
    place = candidate.place
    assert (candidate.match, candidate.matched_name) == ("exact", NAME)
    assert (place.kind, place.country, place.admin1, place.admin1_name) == (
        "populated",
        "SY",
        "SY.09",
        "Aleppo Governorate",
    )
    assert (place.latitude, place.longitude, place.source) == (36.21, 37.19, "nominatim")
    assert place.place_id == f"nominatim:N{ZAWBAA['osm_id']}"
    assert answer.remark == f"answer of nominatim ({LICENCE})"
    assert server.agents == [AGENT]


@pytest.mark.parametrize(
    ("asked", "match"),
    [
        ("Tall Zawbaa", "exact"),
        ("tall zawbaa", "normalised"),
        ("تل زوبعة", "exact"),
        ("Tall-Zawbaa", "normalised"),
    ],
)
def test_every_name_that_the_service_tells_is_met(server, asked, match):
    server.places[asked] = [ZAWBAA]
    assert [c.match for c in service(server).ask(asked).candidates] == [match]


@pytest.mark.parametrize(
    "place",
    [
        osm_place("Completely Other", 36.0, 37.0, "sy"),
        osm_place(NAME, 36.0, 37.0, "sy", **{"class": "shop", "type": "bakery", "addresstype": "shop"}),
        osm_place(
            NAME, 36.0, 37.0, "sy", **{"class": "highway", "type": "residential", "addresstype": "road"}
        ),
    ],
    ids=["another name", "a shop", "a street"],
)
def test_what_is_not_meant_is_no_candidate(server, place):
    server.places[NAME] = [place]
    answer = service(server).ask(NAME)
    assert answer.candidates == ()
    assert answer.remark == "nominatim knows only places of other names or kinds"


FAILURES = [
    # mode, a word of the remark, whether one failure is enough to leave the service alone
    ("500", "not reached", False),
    ("503", "time-out", False),
    ("404", "not reached", False),
    ("429", "too many", True),
    ("429 later", "too many", True),
    ("402", "quota", True),
    ("401", "key or user agent", True),
    ("403", "key or user agent", True),
    ("hangs", "time-out", False),
    ("drips", "time-out", False),
    ("hangs up", "not reached", False),
    ("html", "of its form", False),
    ("cut json", "of its form", False),
    ("empty", "of its form", False),
    ("number", "of its form", False),
    ("nulls", "of its form", False),
    ("off the globe", "of its form", False),
    ("not utf-8", "of its form", False),
    ("no point", "of its form", False),
]


@pytest.mark.parametrize(("mode", "words", "at_once"), FAILURES, ids=[mode for mode, *_ in FAILURES])
def test_a_failure_is_told_once_counted_and_never_fatal(server, mode, words, at_once):
    server.mode = mode
    asking = quick(server, failures=3)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        answers = [asking.ask(name) for name in ("Aabcd", "Babcd", "Cabcd", "Dabcd", "Eabcd")]
    assert all(answer.candidates == () for answer in answers)
    assert all(words in answer.remark for answer in answers), answers
    assert all(answer.remark.startswith("nominatim was of no help: ") for answer in answers)
    assert len(server.asked) == (1 if at_once else 3)  # then the breaker is open
    told = [str(w.message) for w in caught if issubclass(w.category, GazetteerServiceWarning)]
    assert len(told) == (1 if at_once else 2)
    assert "left alone" in told[-1]
    assert asking.counts["failed"] == (1 if at_once else 3)
    assert asking.counts["unanswered"] == 5


def test_a_bad_question_blames_only_itself(server):
    server.mode = "400"
    asking = quick(server, failures=1)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        answer = asking.ask("Aabcd")
    assert "refuses the name 'Aabcd'" in answer.remark
    server.mode = "good"
    assert asking.ask(NAME).candidates


def test_an_error_as_json_is_a_refusal(server):
    server.mode = "error"
    assert "Internal" in quick(server).ask(NAME).remark


def test_nobody_there():
    asking = geocoder_by_name(
        "nominatim", user_agent=AGENT, url="http://127.0.0.1:9", cache=AnswerCache(None), min_delay_s=0
    )
    with pytest.warns(GazetteerServiceWarning, match="did not answer"):
        assert "not reached" in asking.ask(NAME).remark


def test_the_breaker_lets_one_through_after_its_pause():
    clock = [0.0]
    breaker = CircuitBreaker(failures=2, pause_s=60, now=lambda: clock[0])
    assert not breaker.failed("a")
    assert breaker.failed("b")
    assert breaker.why_open() == "b"
    clock[0] = 61
    assert breaker.why_open() == ""
    assert breaker.failed("c")  # the one that was let through fails, too
    clock[0] = 100
    assert breaker.why_open() == "c"
    clock[0] = 130
    breaker.succeeded()
    assert not breaker.failed("d")
    assert breaker.failed("quota", at_once=True, pause_s=5)
    clock[0] = 134
    assert breaker.why_open() == "quota"
    clock[0] = 136
    assert breaker.why_open() == ""


def test_later_runs_work_offline(server, tmp_path):
    file = tmp_path / "deep" / "answers.sqlite"
    online = service(server, cache=AnswerCache(file))
    first = online.ask(NAME), online.ask("Nowhere There")
    assert len(server.asked) == 2
    again = service(server, cache=AnswerCache(file))
    assert (again.ask(NAME), again.ask("Nowhere There")) == first
    offline = service(server, cache=AnswerCache(file), offline=True)
    assert (offline.ask(NAME), offline.ask("Nowhere There")) == first
    assert "offline" in offline.ask("Never Asked").remark
    assert len(server.asked) == 2
    assert again.summary() == "nominatim: 0 names asked, 2 from the cache, 0 failures"


def test_no_such_place_is_asked_again_after_a_while(server, tmp_path):
    clock = [1_000_000.0]

    def asking():
        return service(
            server, cache=AnswerCache(tmp_path / "a.sqlite", negative_days=30, now=lambda: clock[0])
        )

    asking().ask("Aabcd")
    asking().ask(NAME)
    clock[0] += 29 * 86_400
    asking().ask("Aabcd")
    assert server.asked == ["Aabcd", NAME]
    clock[0] += 2 * 86_400
    asking().ask("Aabcd")
    asking().ask(NAME)
    assert server.asked == ["Aabcd", NAME, "Aabcd"]


def test_an_old_answer_is_better_than_none(server, tmp_path):
    clock = [1_000_000.0]
    cache = AnswerCache(tmp_path / "a.sqlite", positive_days=1, now=lambda: clock[0])
    asking = quick(server, cache=cache)
    assert asking.ask(NAME).candidates
    clock[0] += 2 * 86_400
    server.mode = "500"
    with pytest.warns(GazetteerServiceWarning):
        assert asking.ask(NAME).candidates
    assert len(server.asked) == 2


def test_answers_are_kept_by_geocoder_server_and_language(server, tmp_path):
    cache = AnswerCache(tmp_path / "a.sqlite")
    with serving() as other:
        service(server, cache=cache).ask(NAME)
        service(other, cache=cache).ask(NAME)
        there = server.url.removeprefix("http://")
        in_french = GeocoderService(
            Nominatim(user_agent=AGENT, domain=there, scheme="http"),
            cache=cache,
            min_delay_s=0,
            language="fr",
        )
        in_french.ask(NAME)
        assert len(server.asked) == 2
        assert len(other.asked) == 1


def test_a_damaged_cache_costs_speed_not_the_work(server, tmp_path):
    file = tmp_path / "a.sqlite"
    file.write_bytes(b"this is no database, and was never one" * 100)
    asking = service(server, cache=AnswerCache(file))
    with pytest.warns(GazetteerServiceWarning, match="cannot be used") as caught:
        assert asking.ask(NAME).candidates
        assert asking.ask(NAME).candidates
    assert len(caught) == 1
    assert len(server.asked) == 1  # kept in memory
    assert file.read_bytes().startswith(b"this is no database")


@pytest.mark.parametrize("found", ["[1, 2]", "{", '[{"address": "x"}]', "null"])
def test_a_cache_that_holds_something_else(server, tmp_path, found):
    file = tmp_path / "a.sqlite"
    service(server, cache=AnswerCache(file)).ask(NAME)
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE answers SET found = ?", (found,))
    with pytest.warns(GazetteerServiceWarning, match="cannot be used"):
        assert service(server, cache=AnswerCache(file)).ask(NAME).candidates


def test_a_folder_that_cannot_be_written(server, tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.warns(GazetteerServiceWarning, match="cannot be used"):
        assert service(server, cache=AnswerCache(tmp_path / "file" / "a.sqlite")).ask(NAME).candidates


def test_a_cache_that_may_only_be_read(server, tmp_path):
    file = tmp_path / "a.sqlite"
    service(server, cache=AnswerCache(file)).ask(NAME)
    with sqlite3.connect(file) as connection:  # whoever runs the tests may write any file
        connection.execute(
            "CREATE TRIGGER refused BEFORE INSERT ON answers BEGIN SELECT RAISE(ABORT, 'no writing'); END"
        )
    asking = service(server, cache=AnswerCache(file))
    with pytest.warns(GazetteerServiceWarning, match="no writing") as caught:
        asking.ask("Aabcd")
        asking.ask("Babcd")
    assert len(caught) == 1
    assert asking.ask(NAME).candidates
    assert asking.ask("Aabcd").candidates == ()
    assert server.asked == [NAME, "Aabcd", "Babcd"]


def test_questions_keep_the_pace_also_in_threads(server):
    asking = service(server, min_delay_s=0.1)
    threads = [threading.Thread(target=asking.ask, args=(f"Name {n}",)) for n in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    gaps = [b - a for a, b in zip(server.moments, server.moments[1:], strict=False)]
    assert len(gaps) == 4
    assert min(gaps) > 0.07


ASK = """
import sys
from eventgeo.gazetteer import geocoder_by_name
from eventgeo.gazetteer.answer_cache import AnswerCache
from pathlib import Path
url, cache, first, count, delay = sys.argv[1:]
service = geocoder_by_name("nominatim", user_agent="eventgeo-tests/1.0", url=url,
                           cache=AnswerCache(Path(cache)), min_delay_s=float(delay))
print("ready", flush=True)
for number in range(int(first), int(first) + int(count)):
    service.ask(f"Name {number}")
"""


def _asking(server, cache, first, count, delay):
    arguments = [sys.executable, "-c", ASK, server.url, str(cache), str(first), str(count), str(delay)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE)


def test_processes_share_the_cache_and_the_pace(server, tmp_path):
    file = tmp_path / "a.sqlite"
    running = [_asking(server, file, first, 6, 0.1) for first in (0, 100)]
    assert [process.wait(60) for process in running] == [0, 0]
    for process in running:
        process.stdout.close()
    assert len(server.asked) == 12
    assert server.moments[-1] - server.moments[0] > 0.9
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT count(*) FROM answers").fetchone() == (12,)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
def test_killed_at_any_moment_the_cache_is_whole(server, tmp_path):
    file = tmp_path / "a.sqlite"
    process = _asking(server, file, 0, 100_000, 0)
    process.stdout.readline()
    time.sleep(0.4)
    os.kill(process.pid, signal.SIGKILL)
    process.wait(10)
    process.stdout.close()
    asked = len(server.asked)
    assert asked > 3
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        again = service(server, cache=AnswerCache(file))
        again.ask("Name 0")
    assert again.counts["cached"] == 1
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert asked - 1 <= connection.execute("SELECT count(*) FROM answers").fetchone()[0] <= asked


def test_a_clock_set_back_makes_nobody_wait_for_hours(tmp_path):
    clock = [1_000_000.0]
    cache = AnswerCache(tmp_path / "a.sqlite", now=lambda: clock[0])
    assert cache.take_turn("n", 1.0) == 0
    assert cache.take_turn("n", 1.0) == pytest.approx(1.0)
    clock[0] -= 500_000
    assert cache.take_turn("n", 1.0) == 0


FIELDS = st.sampled_from(
    (
        "address", "properties", "namedetails", "extratags", "boundingbox", "extent", "bbox", "type", "class",
        "addresstype", "osm_value", "osm_type", "osm_id", "fcl", "fcode", "population", "place_rank", "name",
        "country_code", "countrycode", "state", "county", "geonameId", "kind", "licence",
    )
)  # fmt: skip


class Bare:
    """A geocoder that knows nothing but geopy's first argument."""

    def __init__(self, answer):
        self.answer = answer

    def geocode(self, query):
        return self.answer


@pytest.mark.parametrize(
    ("answer", "count"),
    [
        (None, 0),
        ([], 0),
        (Location(f"{NAME}, Syria", (36.2, 37.2), {}), 1),
        ([Location(f"{NAME}, Syria", (36.2, 37.2), {})] * 2, 1),
        ((f"{NAME}, Syria", (36.2, 37.2)), 1),
        ([(f"{NAME}, Syria", (36.2, 37.2)), ("Elsewhere", (1.0, 2.0))], 1),
        (iter([Location(NAME, (36.2, 37.2), {"type": ["odd"], "boundingbox": "odd"})]), 1),
        ([Location(NAME, (36.2, 37.2), {"namedetails": 7, "address": "x", "extratags": []})], 1),
    ],
)
def test_any_object_that_geocodes_will_do(answer, count):
    found = GeocoderService(Bare(answer), cache=AnswerCache(None)).ask(NAME).candidates
    assert len(found) == count
    assert all((c.place.country, c.place.source) == ("SY", "bare") for c in found)


@pytest.mark.parametrize("answer", ["text", 17, {"lat": 1}, [7], [("a", "b", "c")], object()])
def test_an_object_that_answers_nonsense(answer):
    with pytest.warns(GazetteerServiceWarning):
        assert "of its form" in GeocoderService(Bare(answer), cache=AnswerCache(None)).ask(NAME).remark


PHOTON = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [37.19, 36.21]},
    "properties": {
        "osm_id": 77,
        "osm_type": "N",
        "osm_key": "place",
        "osm_value": "village",
        "type": "district",
        "countrycode": "SY",
        "state": "Aleppo Governorate",
        "name": NAME,
        "extent": [37.1, 36.3, 37.2, 36.2],
    },
}
GEONAMES = {
    "geonameId": 172946,
    "name": NAME,
    "toponymName": "Tall Zawba‘ah",
    "fcl": "P",
    "fcode": "PPL",
    "countryCode": "SY",
    "adminName1": "Aleppo",
    "population": 812,
    "lat": "36.21",
    "lng": "37.19",
}
PELIAS = {
    "type": "Feature",
    "bbox": [37.1, 36.2, 37.2, 36.3],
    "properties": {
        "gid": "whosonfirst:locality:1",
        "layer": "locality",
        "name": NAME,
        "country_a": "SYR",
        "region": "Aleppo",
    },
}


@pytest.mark.parametrize(
    ("name", "raw", "place_id"),
    [
        ("photon", PHOTON, "photon:N77"),
        ("geonames", GEONAMES, "geonames:172946"),
        ("pelias", PELIAS, "pelias:whosonfirst:locality:1"),
    ],
)
def test_the_words_of_other_services(name, raw, place_id):
    asking = GeocoderService(
        Bare([Location(f"{NAME}, Syria", (36.21, 37.19), raw)]), name=name, cache=AnswerCache(None)
    )
    answer = asking.ask(NAME)
    [candidate] = answer.candidates
    place = candidate.place
    assert (place.place_id, place.kind, place.country, place.admin1) == (place_id, "populated", "SY", "SY.09")
    assert place.admin1_name.startswith("Aleppo")
    assert place.geonameid == raw.get("geonameId")
    assert place.population == raw.get("population", 0)
    assert "(" in answer.remark  # the licence


KINDS = [
    ({"addresstype": "city", "class": "boundary", "type": "administrative"}, "populated"),
    ({"class": "boundary", "type": "administrative", "place_rank": 8}, "admin"),
    ({"class": "boundary", "type": "administrative", "place_rank": 16}, "populated"),
    ({"addresstype": "country"}, "country"),
    ({"addresstype": "state"}, "admin"),
    ({"addresstype": "suburb"}, "neighbourhood"),
    ({"class": "natural", "type": "peak"}, "natural"),
    ({"class": "waterway", "type": "river"}, "natural"),
    ({"class": "aeroway", "type": "aerodrome"}, "facility"),
    ({"class": "military", "type": "airfield"}, "facility"),
    ({"class": "building", "type": "yes"}, None),
    ({"class": "amenity", "type": "restaurant"}, None),
    ({"class": "amenity", "type": "hospital"}, "facility"),
    ({"fcl": "H", "fcode": "STM"}, "natural"),
    ({"fcl": "S", "fcode": "HTL"}, None),
    ({"layer": "venue"}, None),
    ({"layer": "localadmin"}, "admin"),
]


@pytest.mark.parametrize(("raw", "kind"), KINDS, ids=[" ".join(map(str, raw.values())) for raw, _ in KINDS])
def test_kinds(raw, kind):
    asking = GeocoderService(Bare([Location(NAME, (36.21, 37.19), raw)]), cache=AnswerCache(None))
    assert [c.place.kind for c in asking.ask(NAME).candidates] == ([kind] if kind else [])


def test_the_radius_of_what_is_wide_is_its_box(server):
    wide = {"addresstype": "state", "boundingbox": ["35", "37", "179", "-179"]}  # over the antimeridian
    server.places[NAME] = [osm_place(NAME, 36, 180, "ru", **wide)]
    [candidate] = service(server).ask(NAME).candidates
    assert 120 < candidate.place.radius_km < 160


REFUSED = [
    (lambda: GeocoderService(object()), "lacks geocode"),
    (lambda: GeocoderService(Nominatim(user_agent="geopy/2.4", domain="localhost")), "user agent"),
    (lambda: GeocoderService(Nominatim(user_agent=AGENT), min_delay_s=0.5), "one question a second"),
    (lambda: GeocoderService(Bare(None), timeout_s=0), "timeout_s"),
    (lambda: geocoder_by_name("google", user_agent=AGENT), "nominatim, photon"),
    (lambda: geocoder_by_name("nominatim", user_agent=" "), "user agent"),
    (lambda: geocoder_by_name("nominatim", user_agent=AGENT, url="localhost:8080"), "http://host"),
    (lambda: geocoder_by_name("nominatim", user_agent=AGENT, url="file:///etc/passwd"), "http://host"),
    (lambda: geocoder_by_name("geonames", user_agent=AGENT), "user name"),
    (lambda: geocoder_by_name("pelias", user_agent=AGENT), "no public server"),
]


@pytest.mark.parametrize(("make", "words"), REFUSED, ids=[words for _, words in REFUSED])
def test_what_cannot_work_is_refused_before_the_work(make, words):
    with pytest.raises(ConfigurationError, match=words):
        make()


@pytest.mark.parametrize("name", ["photon", "pelias", "geonames"])
def test_other_geocoders_open_by_name(server, name):
    server.mode = "html"
    asking = geocoder_by_name(
        name, user_agent=AGENT, url=server.url, key="me", cache=AnswerCache(None), min_delay_s=0
    )
    with pytest.warns(GazetteerServiceWarning):
        asking.ask(NAME)
    assert len(server.agents) == 1
    assert server.agents == [AGENT]


def test_the_contract_holds(gazetteer, server):
    server.places["Alep"] = [osm_place("Alep", 1, 2, "fr")]
    both = FallbackGazetteer(gazetteer, service(server))
    check_gazetteer(both, known=("Paris", "Alep", NAME))
    assert both.name == f"{gazetteer.name} + nominatim"
    assert "Alep" not in server.asked  # the store knows it
    assert "" not in server.asked


def test_long_and_odd_names_are_one_short_line(server):
    asking = service(server)
    asking.ask("  Tall \n Zawbaa\t")
    asking.ask("x" * 5000)
    assert server.asked == [NAME, "x" * 120]
    assert asking.ask(" \n").candidates == ()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert asking.ask("\ud800").candidates == ()
        assert asking.ask(f"{NAME}\udcff").candidates
    assert len(server.asked) == 2


@pytest.mark.parametrize("by_name", [True, False])
def test_a_service_may_be_pickled_and_shared(server, tmp_path, by_name):
    cache = AnswerCache(tmp_path / "a.sqlite")
    asking = service(server, cache) if by_name else GeocoderService(Bare((NAME, (36.2, 37.2))), cache=cache)
    asking.ask(NAME)
    again = pickle.loads(pickle.dumps(asking))  # noqa: S301 - our own
    assert again.ask(NAME) == asking.ask(NAME)
    assert again.ask("Another").remark == asking.ask("Another").remark


def test_answers_are_plain_json(server, tmp_path):
    file = tmp_path / "a.sqlite"
    service(server, cache=AnswerCache(file)).ask(NAME)
    with sqlite3.connect(file) as connection:
        [(found,)] = connection.execute("SELECT found FROM answers")
    assert json.loads(found)[0]["raw"]["osm_id"] == ZAWBAA["osm_id"]


def test_geopys_own_time_out_is_one_too():
    class Slow:
        def geocode(self, query):
            raise GeocoderTimedOut("too slow")

    with pytest.warns(GazetteerServiceWarning):
        assert "time-out" in GeocoderService(Slow(), cache=AnswerCache(None)).ask(NAME).remark


def test_threads_that_ask_for_one_name_ask_once(server):
    asking = service(server, min_delay_s=0.05)
    threads = [threading.Thread(target=asking.ask, args=(NAME,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert server.asked == [NAME]
    assert (asking.counts["asked"], asking.counts["cached"]) == (1, 5)


def test_no_key_gets_into_warnings_and_reasons():
    class Keyed:
        def geocode(self, query):
            raise GeocoderUnavailable(
                "HTTPConnectionPool(host='x', port=80): Max retries exceeded with url: /s?api_key=SECRET "
                "(http://x/search?api_key=SECRET)"
            )

    with pytest.warns(GazetteerServiceWarning) as caught:
        remark = GeocoderService(Keyed(), cache=AnswerCache(None)).ask(NAME).remark
    assert "not reached" in remark
    assert "SECRET" not in remark + str(caught[0].message)


def test_a_gazetteer_of_ours_may_be_the_fallback(gazetteer):
    asking = GeocoderService(EventgeoGeocoder(gazetteer), cache=AnswerCache(None), min_delay_s=0)
    found = {candidate.place.kind for candidate in asking.ask("Homs").candidates}
    assert {"populated", "admin"} <= found
    assert asking.ask("Nowhere at all").remark == "eventgeogeocoder knows no such place"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(FIELDS | st.text(max_size=5), inner, max_size=6)
    ),
    max_leaves=12,
)


@given(st.dictionaries(FIELDS, ANYTHING, max_size=8), st.floats(-90, 90), st.floats(-180, 180))
def test_no_raw_answer_breaks_it(raw, latitude, longitude):
    found = {"address": NAME, "latitude": latitude, "longitude": longitude, "raw": raw}
    for candidate in candidates_from([found], NAME, "any"):
        place = candidate.place
        assert place.kind in ALL_KINDS
        assert place.radius_km > 0
        assert place.population >= 0
        assert len(place.country) in (0, 2)
