"""Mentions given in a text: checked, resolved in their order, with what stands beside them."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgeo.errors import DocumentError
from eventgeo.model import Document, Span
from eventgeo.resolution import RuleResolver
from eventgeo.resolution.spans import resolve_mentions, tag_mentions
from eventgeo.tagging.lexicon_tagger import LexiconTagger

TEXT = "Des combats à Tripoli, au Liban, et dans la province de Homs."
TRIPOLI, LIBAN, HOMS = (
    Span(start=TEXT.index(name), end=TEXT.index(name) + len(name), text=name)
    for name in ("Tripoli", "Liban", "Homs")
)


@pytest.fixture(scope="module")
def resolver(gazetteer):
    return RuleResolver(gazetteer)


def _document(text=TEXT, lang="fr"):
    return Document(doc_id="1", text=text, lang=lang)


@dataclass(frozen=True)
class Offsets:
    """Anything with a start and an end will do."""

    start: object
    end: object


@pytest.mark.parametrize(
    "spans",
    [[TRIPOLI, LIBAN, HOMS], [HOMS, TRIPOLI, LIBAN], [LIBAN], [TRIPOLI, TRIPOLI, LIBAN], []],
    ids=["in order", "out of order", "one", "one twice", "none"],
)
def test_answers_come_in_the_order_asked(resolver, spans):
    found = resolve_mentions(_document(), spans, resolver)
    assert [(r.toponym.start, r.toponym.end, r.toponym.text) for r in found] == [
        (span.start, span.end, span.text) for span in spans
    ]
    assert all(resolution.reason for resolution in found)


def test_mentions_speak_for_each_other(resolver):
    tripoli, liban = resolve_mentions(_document(), [TRIPOLI, LIBAN], resolver)
    assert (tripoli.chosen.place.country, liban.chosen.place.kind) == ("LB", "country")


def test_overlapping_mentions_are_each_resolved(resolver):
    text = "Fighting in Tripoli, Lebanon."
    whole, part = Offsets(12, 28), Offsets(12, 19)
    found = resolve_mentions(_document(text, "en"), [whole, part], resolver)
    assert [r.toponym.text for r in found] == ["Tripoli, Lebanon", "Tripoli"]
    assert found[1].chosen is not None


def test_a_tagger_finds_names_beside(gazetteer):
    seen = tag_mentions(_document(), [HOMS], tagger=LexiconTagger(gazetteer))
    names = [toponym.text for toponym in seen.tags.toponyms]
    assert names == ["Tripoli", "Liban", "Homs"] and seen.at == (2,)


def test_a_tagger_tells_who_stands_for_a_government(gazetteer):
    text = "Moscou a annoncé une trêve à Alep."
    seen = tag_mentions(_document(text), [Offsets(0, 6), Offsets(29, 33)], tagger=LexiconTagger(gazetteer))
    assert [toponym.metonymy for toponym in seen.tags.toponyms] == [True, False]


def test_the_words_before_a_mention_tell_its_kind(resolver):
    [found] = resolve_mentions(_document(), [HOMS], resolver)
    assert found.chosen.place.kind == "admin"


def test_a_mention_takes_the_place_of_what_the_tagger_found_there(gazetteer):
    longer = Offsets(TEXT.index("la province"), HOMS.end)
    seen = tag_mentions(_document(), [longer], tagger=LexiconTagger(gazetteer))
    names = [toponym.text for toponym in seen.tags.toponyms]
    assert "la province de Homs" in names and "Homs" not in names


def test_a_tagger_is_not_asked_in_languages_it_does_not_read(gazetteer):
    document = _document("قصف على حلب", "ar")
    seen = tag_mentions(document, [Offsets(8, 11)], tagger=LexiconTagger(gazetteer))
    assert [toponym.text for toponym in seen.tags.toponyms] == ["حلب"]
    assert seen.tags.sentences


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (TEXT, "fr"),
        ("The army shelled the town of Azaz in northern Aleppo province on Friday.", "en"),
        ("قصف الطيران مدينة حلب وقتل عشرة مدنيين في الغارات", "ar"),
        ("El ejército atacó la ciudad de Alepo y mató a diez civiles.", "es"),
        ("Homs", "und"),
    ],
)
def test_the_language_is_found_where_it_is_not_told(text, lang):
    found = tag_mentions(_document(text, None), [Offsets(0, 4)]).tags.document.lang
    assert found == lang or lang == "und"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (-1, 4, "no stretch"),
        (0, 0, "no stretch"),
        (5, 3, "no stretch"),
        (0, len(TEXT) + 1, "61 characters"),
        (10**9, 10**9 + 3, "no stretch"),
        (0.5, 3, "whole number"),
        ("0", 3, "whole number"),
        (None, 3, "whole number"),
        (False, True, "whole number"),
    ],
)
def test_offsets_outside_the_text_are_named(resolver, start, end, words):
    with pytest.raises(DocumentError, match=words) as caught:
        resolve_mentions(_document(), [HOMS, Offsets(start, end)], resolver)
    assert "mention 1" in str(caught.value) and caught.value.source == "1"


@pytest.mark.parametrize(
    "text",
    [
        "🙂🙂 Homs 🙂",
        "\ufeffHoms",
        "\u202bحمص\u202c",
        "Homs\x00Hama",
        "Homs\u2028Hama",
        "\ud800 Homs",
        "\n\n\nHoms\r\n",
    ],
)
def test_odd_texts_are_resolved_at_every_offset(resolver, text):
    spans = [Offsets(start, end) for start in range(len(text)) for end in range(start + 1, len(text) + 1)]
    found = resolve_mentions(_document(text, "en"), spans, resolver)
    assert len(found) == len(spans)
    assert any(resolution.chosen for resolution in found)


offsets = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 12)).map(
    lambda pair: Offsets(pair[0], min(len(TEXT), sum(pair)))
)


@given(st.lists(offsets, max_size=6))
def test_names_beside_are_those_that_no_mention_meets(lexicon_of_session, spans):
    found = lexicon_of_session.tag([_document()])[0].toponyms
    seen = tag_mentions(_document(), spans, tagger=lexicon_of_session)
    given = {seen.tags.toponyms[number] for number in seen.at if number is not None}
    beside = [name for name in seen.tags.toponyms if name not in given]
    assert beside == [
        name
        for name in found
        if name.confidence >= 0.9 and not any(s.start < name.end and name.start < s.end for s in spans)
    ]


@pytest.fixture(scope="session")
def lexicon_of_session(gazetteer):
    return LexiconTagger(gazetteer)


@given(st.lists(offsets, max_size=6), st.randoms())
def test_the_order_of_mentions_decides_nothing(resolver_of_session, spans, random):
    shuffled = random.sample(spans, len(spans))
    one = dict(zip(_bounds(spans), resolve_mentions(_document(), spans, resolver_of_session), strict=True))
    other = zip(_bounds(shuffled), resolve_mentions(_document(), shuffled, resolver_of_session), strict=True)
    assert one == dict(other)


@pytest.fixture(scope="session")
def resolver_of_session(gazetteer):
    return RuleResolver(gazetteer)


def _bounds(spans):
    return [(span.start, span.end) for span in spans]
