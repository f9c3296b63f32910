"""The contract suites of eventgeo.testing hold for our own implementations, and fail where they should."""

from dataclasses import replace
from pathlib import Path

import pytest

import eventgeo as eg
from eventgeo.evaluation import read_gold
from eventgeo.model import Resolution, Tags
from eventgeo.resolution import RuleResolver
from eventgeo.testing import check_gazetteer, check_resolver, check_tagger

DOCUMENTS = [gold.document for gold in read_gold(Path(__file__).parent.parent / "data" / "articles")]


@pytest.fixture(scope="module")
def lexicon(gazetteer):
    return eg.LexiconTagger(gazetteer)


def test_the_embedded_gazetteer(gazetteer):
    check_gazetteer(gazetteer, known=["Paris", "Al-Boukamal", "Syrie", "Sahel", "Kyiv", "بغداد"])


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
        return self._gazetteer.lookup(name or "Paris")


def test_broken_implementations_are_caught(gazetteer, lexicon):
    with pytest.raises(AssertionError, match="is not text"):
        check_tagger(Shifted(lexicon), DOCUMENTS)
    with pytest.raises(AssertionError, match="no reason"):
        check_resolver(Silent(), lexicon.tag(DOCUMENTS))
    with pytest.raises(AssertionError, match="finds something"):
        check_gazetteer(Forgetful(gazetteer), known=[])
    with pytest.raises(AssertionError, match="protocol"):
        check_tagger(object(), DOCUMENTS)
