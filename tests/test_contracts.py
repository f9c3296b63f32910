"""The contract suites of eventgeo.testing hold for our own implementations, and fail where they should."""

from dataclasses import replace
from pathlib import Path

import pytest

import eventgeo as eg
from eventgeo.evaluation import read_gold
from eventgeo.gazetteer import SqliteGazetteer
from eventgeo.gazetteer.build import extend_store
from eventgeo.gazetteer.sources.geonames_dump import geonames_source
from eventgeo.model import Resolution, Tags
from eventgeo.resolution import RuleResolver
from eventgeo.testing import (
    ROWS,
    check_gazetteer,
    check_gazetteer_build,
    check_resolver,
    check_tagger,
)
from gazetteer_builds import BUILDS, Builds

DUMP = Path(__file__).parent / "cases" / "gazetteer" / "XX.txt"
DOCUMENTS = [gold.document for gold in read_gold(Path(__file__).parent.parent / "data" / "articles")]


@pytest.fixture(scope="module")
def lexicon(gazetteer):
    return eg.LexiconTagger(gazetteer)


def test_the_embedded_gazetteer(gazetteer):
    check_gazetteer(gazetteer, known=["Paris", "Al-Boukamal", "Syrie", "Sahel", "Kyiv", "بغداد", "San José"])


def test_the_embedded_gazetteer_with_a_pack(gazetteer, tmp_path):
    path = tmp_path / "store.sqlite"
    path.write_bytes(gazetteer.path.read_bytes())
    source = geonames_source(DUMP, DUMP.with_name("XX_alternates.txt"))
    with_pack = SqliteGazetteer(extend_store(path, [source]))
    known = ["Paris", "Homs", "Al-Boukamal", "البوكمال", "Kiev", "Tripoli", "Waiyevo", "Taveuni", "الفرات"]
    check_gazetteer(with_pack, known=known)
    assert with_pack.name != gazetteer.name
    paris = [candidate.place.place_id for candidate in with_pack.lookup("Paris")]
    assert paris == [candidate.place.place_id for candidate in gazetteer.lookup("Paris")]


@pytest.mark.parametrize("way", BUILDS)
def test_gazetteers_made_of_rows(tmp_path, way):
    check_gazetteer_build(getattr(Builds(tmp_path), way))


@pytest.mark.parametrize("name", ["lexicon", "joined"])
def test_taggers(lexicon, name):
    joined = eg.JoinedTagger(triggers=lexicon, toponyms=lexicon, actors=lexicon)
    check_tagger({"lexicon": lexicon, "joined": joined}[name], DOCUMENTS)


def test_the_rule_resolver(gazetteer, lexicon):
    check_resolver(RuleResolver(gazetteer), lexicon.tag(DOCUMENTS))


class Shifted:
    """A tagger whose offsets are off by one."""

    name = "shifted"

    def __init__(self, tagger):
        self._tagger = tagger

    def tag(self, documents) -> list[Tags]:
        return [
            replace(tags, toponyms=tuple(replace(t, start=t.start + 1, end=t.end + 1) for t in tags.toponyms))
            for tags in self._tagger.tag(documents)
        ]


class Silent:
    """A resolver that gives no reasons."""

    def resolve(self, tags) -> tuple[Resolution, ...]:
        return tuple(Resolution(toponym=toponym, chosen=None, reason="") for toponym in tags.toponyms)


class Forgetful:
    """A gazetteer that finds something for everything, nothing included."""

    name = "forgetful"

    def __init__(self, gazetteer):
        self._gazetteer = gazetteer

    def lookup(self, name):
        return self._gazetteer.lookup(name or "Wallberg")


class Wrapped:
    """A gazetteer that does as another one but for what a subclass spoils."""

    name = "wrapped"

    def __init__(self, gazetteer):
        self.gazetteer = gazetteer

    def lookup(self, name):
        return self.gazetteer.lookup(name)


class Twofold(Wrapped):
    def lookup(self, name):
        return super().lookup(name) * 2


class Shifting(Wrapped):
    """The order of its answers depends on how often it was asked."""

    asked = 0

    def lookup(self, name):
        self.asked += 1
        found = super().lookup(name)
        return found if self.asked % 2 else found[::-1]


class Unbounded(Wrapped):
    def lookup(self, name):
        return tuple(_moved(candidate, longitude=180.5) for candidate in super().lookup(name))


class Halved(Wrapped):
    def lookup(self, name):
        return tuple(_moved(candidate, admin1="07") for candidate in super().lookup(name))


class Locked(Wrapped):
    """It cannot be carried to another process."""

    def __reduce__(self):
        raise TypeError("no copies")


def _moved(candidate, **fields):
    return replace(candidate, place=replace(candidate.place, **fields))


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (Twofold, "twice"),
        (Shifting, "differs|not ordered"),
        (Unbounded, "longitude 180.5"),
        (Halved, "admin1 '07'"),
        (Forgetful, "finds something"),
    ],
)
def test_broken_gazetteers_are_caught(tmp_path, broken, words):
    with pytest.raises(AssertionError, match=words):
        check_gazetteer(broken(Builds(tmp_path).store(ROWS)), known=["Wallberg", "Sidari Norte"])


def test_a_gazetteer_that_cannot_be_copied_is_caught(tmp_path):
    with pytest.raises(TypeError, match="no copies"):
        check_gazetteer(Locked(Builds(tmp_path).store(ROWS)), known=["Wallberg"])


def _first_wins(entries, builds):
    """Of two places of one name only the one that came first is kept: the order of rows decides."""
    kept = {entry.place.name: entry for entry in reversed(entries)}
    return builds.store([entry for entry in ROWS if kept.get(entry.place.name) is entry])


def _crowded_out(entries, builds):
    """Whatever has few people falls out once there are large towns anywhere."""
    most = max(entry.place.population for entry in entries)
    least = 1_000 if most > 1_000_000 else 0
    return builds.store([entry for entry in entries if entry.place.population >= least])


@pytest.mark.parametrize(
    ("build", "words"), [(_first_wins, "does not find"), (_crowded_out, "a row of another name")]
)
def test_broken_ways_to_make_gazetteers_are_caught(tmp_path, build, words):
    builds = Builds(tmp_path)
    with pytest.raises(AssertionError, match=words):
        check_gazetteer_build(lambda entries: build(entries, builds))


def test_broken_implementations_are_caught(gazetteer, lexicon):
    with pytest.raises(AssertionError, match="is not text"):
        check_tagger(Shifted(lexicon), DOCUMENTS)
    with pytest.raises(AssertionError, match="no reason"):
        check_resolver(Silent(), lexicon.tag(DOCUMENTS))
    with pytest.raises(AssertionError, match="protocol"):
        check_tagger(object(), DOCUMENTS)
