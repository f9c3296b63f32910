"""A geocoder in the pipeline: whom it is asked for, what becomes of its answers, and what of its failures."""

from __future__ import annotations

import warnings

import pandas as pd
import pytest
from click.testing import CliRunner
from geopy.geocoders import Nominatim

import eventgeo
from eventgeo.cli import main
from eventgeo.errors import ConfigurationError, GazetteerServiceWarning
from eventgeo.gazetteer import geocoder_by_name
from eventgeo.gazetteer.answer_cache import AnswerCache
from eventgeo.gazetteer.corrections import Correction, Corrections
from eventgeo.model import Document, Resolution
from eventgeo.resolution import RuleResolver
from eventgeo.resolution.geocoded import GeocodedResolver
from eventgeo.testing import check_resolver
from geocoder_server import LICENCE, osm_place, serving

TEXT = (
    "Russian warplanes bombed the village of Tall Zawbaa in Syria on Monday. "
    "Clashes raged in the village of Qarzubaqila near Aleppo, and in Homs."
)
LACKING = ["Tall Zawbaa", "Qarzubaqila"]


@pytest.fixture
def server():
    with serving() as running:
        yield running


@pytest.fixture
def pipeline(gazetteer):
    def make(geocoder=None, **options):
        return eventgeo.Pipeline(tagger="lexicon", gazetteer=gazetteer, geocoder=geocoder, **options)

    return make


def service(server, cache=None, **options):
    return geocoder_by_name(
        "nominatim", user_agent="eventgeo-tests/1.0", url=server.url, cache=cache or AnswerCache(None),
        **{"min_delay_s": 0.0} | options,
    )  # fmt: skip


def places_of(pipeline, text=TEXT):
    return pipeline.extract(text, lang="en", date="2018-03-03").places.set_index("text")


def test_an_answer_is_ranked_and_marked_like_any_candidate(server, pipeline):
    tables = pipeline(service(server)).extract(TEXT, lang="en", date="2018-03-03")
    place = tables.places.set_index("text").loc["Tall Zawbaa"]
    assert (place["name"], place["country"], place["latitude"], place["admin1"]) == (
        "Tall Zawbaa",
        "SY",
        36.21,
        "SY.09",
    )
    assert place["reason"].startswith("its name as written")
    assert place["reason"].endswith(f"answer of nominatim ({LICENCE})")
    assert 0.5 < place["confidence"] < 1
    assert tables.events.gazetteer[0].endswith(" + nominatim")
    assert (tables.events.place[0], tables.events.latitude[0]) == ("Tall Zawbaa", 36.21)


def test_only_names_that_the_gazetteer_lacks_are_asked_for_and_each_once(server, pipeline):
    places_of(pipeline(service(server)), f"{TEXT} Tall Zawbaa was hit again.")
    assert sorted(server.asked) == sorted(LACKING)


def test_nobody_is_asked_for_what_the_user_said(server, pipeline):
    said = Corrections([Correction(name="Tall Zawbaa", meaning="never")])
    place = places_of(pipeline(service(server), corrections=said)).loc["Tall Zawbaa"]
    assert server.asked == ["Qarzubaqila"]
    assert place["latitude"] != 36.21


def test_by_default_nobody_is_asked(server, pipeline, monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("somebody was asked")

    monkeypatch.setattr("socket.socket.connect", refuse)
    assert not places_of(pipeline()).empty


def test_what_it_does_not_know_stays_as_it_was_and_the_reason_says_so(server, pipeline):
    without, with_it = places_of(pipeline()), places_of(pipeline(service(server)))
    ours, theirs = with_it.loc["Qarzubaqila"], without.loc["Qarzubaqila"]
    assert ours["reason"] == f"{theirs['reason']}; nominatim knows no such place"
    assert ours["latitude"] == theirs["latitude"]


class ChoosesTheKnown:
    """A resolver that takes a place of the reviewed store where there is one, and nothing else."""

    def __init__(self, gazetteer):
        self.gazetteer = gazetteer

    def resolve(self, tags):
        for toponym in tags.toponyms:
            found = self.gazetteer.lookup(toponym.text)
            chosen = next((c for c in found if c.place.source != "nominatim" and c.match == "exact"), None)
            yield Resolution(toponym=toponym, chosen=chosen, reason="known" if chosen else "not known")


def test_an_answer_that_does_not_fit_the_text_is_no_place(server, gazetteer, pipeline):
    server.places["Qarzubaqila"] = [osm_place("Qarzubaqila", 45.0, -93.0, "us")]
    [tags] = pipeline().tagger.tag([Document(doc_id="1", text=TEXT, lang="en")])
    resolver = GeocodedResolver(gazetteer, service(server), resolver=ChoosesTheKnown)
    found = {resolution.toponym.text: resolution for resolution in resolver.resolve(tags)}
    assert found["Qarzubaqila"].chosen is None
    assert found["Qarzubaqila"].reason == (
        f"not known; answer of nominatim ({LICENCE}), Qarzubaqila (US), does not fit the text"
    )
    assert found["Aleppo"].reason == "known"


def test_a_far_namesake_does_not_win(server, pipeline):
    server.places["Qarzubaqila"] = [osm_place("Qarzubaqila", 45.0, -93.0, "us")]
    server.places["Tall Zawbaa"].append(osm_place("Tall Zawbaa", 50.0, 30.0, "ua"))
    places = places_of(pipeline(service(server)))
    assert places.country[LACKING].tolist() == ["SY", "SY"]


@pytest.mark.parametrize("mode", ["500", "429", "403", "html", "cut json", "nulls", "hangs up"])
def test_a_failure_changes_nothing_but_the_reason(server, pipeline, mode):
    server.mode = mode
    with pytest.warns(GazetteerServiceWarning, match="did not answer"):
        failed = places_of(pipeline(service(server)))
    without = places_of(pipeline())
    pd.testing.assert_frame_equal(failed.drop(columns="reason"), without.drop(columns="reason"))
    for name in LACKING:
        assert failed.loc[name, "reason"].startswith(
            f"{without.loc[name, 'reason']}; nominatim was of no help: "
        )
    known = failed.drop(index=LACKING).reason
    assert known.tolist() == without.drop(index=LACKING).reason.tolist()


def test_a_later_run_needs_no_network(server, pipeline, tmp_path):
    file = tmp_path / "answers.sqlite"
    first = places_of(pipeline(service(server, AnswerCache(file))))
    server.mode = "500"
    with warnings.catch_warnings():
        warnings.simplefilter("error", GazetteerServiceWarning)
        again = places_of(pipeline(service(server, AnswerCache(file))))
        offline = places_of(pipeline(service(server, AnswerCache(file), offline=True)))
    pd.testing.assert_frame_equal(again, first)
    pd.testing.assert_frame_equal(offline, first)
    assert len(server.asked) == len(LACKING)


def test_a_plain_geopy_geocoder_will_do(server, pipeline, tmp_path, monkeypatch):
    monkeypatch.setattr("eventgeo.gazetteer.geopy_fallback.default_path", lambda: tmp_path / "a.sqlite")
    there = server.url.removeprefix("http://")
    geocoder = Nominatim(user_agent="eventgeo-tests/1.0", domain=there, scheme="http")
    assert places_of(pipeline(geocoder)).loc["Tall Zawbaa", "latitude"] == 36.21
    assert (tmp_path / "a.sqlite").exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (lambda g: {"geocoder": object()}, "no geocoder"),
        (lambda g: {"geocoder": Nominatim(user_agent="geopy/2", domain="localhost")}, "user agent"),
        (lambda g: {"geocoder": object(), "resolver": RuleResolver(g)}, "rule resolver"),
    ],
)
def test_what_cannot_work_is_said_at_once(gazetteer, pipeline, options, words):
    with pytest.raises(ConfigurationError, match=words):
        pipeline(**options(gazetteer))


def test_the_resolvers_contract_holds(server, gazetteer, pipeline):
    document = Document(doc_id="1", text=TEXT, lang="en")
    tags = pipeline().tagger.tag([document])
    check_resolver(GeocodedResolver(gazetteer, service(server)), tags)


@pytest.fixture
def run(gazetteer, server, tmp_path, monkeypatch):
    monkeypatch.setenv("EVENTGEO_CACHE", str(gazetteer.path.parent))
    (tmp_path / "text.txt").write_text(TEXT, "utf-8")

    def command(*more):
        arguments = ["extract", str(tmp_path / "text.txt"), "-o", str(tmp_path / "out"), "--lang", "en"]
        arguments += ["--tagger", "lexicon", "--geocoder", "nominatim", "--geocoder-delay", "0"]
        arguments += ["--geocoder-cache", str(tmp_path / "answers.sqlite"), *more]
        return CliRunner().invoke(main, arguments)

    return command


def test_the_command_line(run, server, tmp_path):
    online = run("--geocoder-url", server.url, "--user-agent", "eventgeo-tests/1.0")
    assert online.exit_code == 0, online.output
    assert "nominatim: 2 names asked, 0 from the cache, 0 failures" in online.output
    first = (tmp_path / "out" / "places.csv").read_text("utf-8")
    assert "36.21" in first
    offline = run("--geocoder-url", server.url, "--user-agent", "eventgeo-tests/1.0", "--geocoder-offline")
    assert offline.exit_code == 0, offline.output
    assert (tmp_path / "out" / "places.csv").read_text("utf-8") == first
    assert len(server.asked) == 2


def test_the_command_line_wants_a_user_agent(run, server):
    refused = run("--geocoder-url", server.url)
    assert refused.exit_code == 1
    assert "name a user agent of yours" in refused.output
    assert server.asked == []


def test_the_command_line_goes_on_without_the_service(run, server):
    server.mode = "503"
    result = run("--geocoder-url", server.url, "--user-agent", "eventgeo-tests/1.0")
    assert result.exit_code == 0, result.output
    assert result.output.count("did not answer") == 1
    assert "0 names asked, 0 from the cache, 2 failures" in result.output
