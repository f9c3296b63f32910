"""Modality: a table of sentences, how cues nest, and what holds for any sentence."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgeo.assembly.modality import judge, modality_evidence, sentence_evidence
from eventgeo.assembly.modality_cues import modality_rules
from eventgeo.model import MODALITIES, Document, Sentence, Tags, Trigger
from eventgeo.text.sentences import split_sentences

FOLDER = Path(__file__).parent / "cases"
CASES = tomllib.loads((FOLDER / "modality.toml").read_text("utf-8"))
SCOPES = tomllib.loads((FOLDER / "modality_scope.toml").read_text("utf-8"))


def mark(marked: str, form: str, lang: str) -> list[tuple[Trigger, Sentence]]:
    """Read "Ils ont [pris] la ville": the triggers in brackets, each with its sentence."""
    text = marked.replace("[", "").replace("]", "")
    [sentence] = split_sentences(text, lang)
    found = []
    for shift, match in enumerate(re.finditer(r"\[(.+?)\]", marked)):
        start = match.start() - 2 * shift
        trigger = Trigger(
            start=start,
            end=start + len(match[1]),
            text=match[1],
            event_type="assault",
            lemma=match[1].lower(),
            features=frozenset(form.split()),
            rule="case",
        )
        found.append((trigger, sentence))
    return found


ROWS = [
    pytest.param(lang, modality, form, text, id=text)
    for lang, by_modality in CASES.items()
    for modality, rows in by_modality.items()
    for form, text in rows
]


@pytest.mark.parametrize(("lang", "modality", "form", "text"), ROWS)
def test_sentence(lang: str, modality: str, form: str, text: str) -> None:
    for trigger, sentence in mark(text, form, lang):
        judgement = judge(trigger, sentence, lang)
        assert judgement.modality == modality, judgement.reason


@pytest.mark.parametrize(
    ("lang", "form", "text", "modality", "cue", "scope"),
    [pytest.param(*row, id=row[2]) for row in SCOPES["cases"]],
)
def test_cue_and_what_it_governs(
    lang: str, form: str, text: str, modality: str, cue: str, scope: str
) -> None:
    [(trigger, sentence)] = mark(text, form, lang)
    judgement = judge(trigger, sentence, lang)
    assert judgement.span is not None
    assert judgement.scope is not None
    assert (judgement.modality, judgement.cue, judgement.scope.text) == (modality, cue, scope)
    assert judgement.span.text == judgement.cue
    assert judgement.cue in judgement.reason
    assert judgement.scope.start <= trigger.start
    assert trigger.end <= judgement.scope.end


@pytest.mark.parametrize(
    ("lang", "form", "text", "modality"),
    [
        pytest.param(*row[:4], id=row[2], marks=pytest.mark.xfail(reason=row[4], strict=True))
        for row in SCOPES["known_failures"]
    ],
)
def test_known_failure(lang: str, form: str, text: str, modality: str) -> None:
    [(trigger, sentence)] = mark(text, form, lang)
    assert judge(trigger, sentence, lang).modality == modality


@pytest.mark.parametrize(
    ("lang", "form", "text", "modalities"), [pytest.param(*row, id=row[2]) for row in SCOPES["rows"]]
)
def test_events_in_a_row(lang: str, form: str, text: str, modalities: list[str]) -> None:
    marked = mark(text, form, lang)
    found = sentence_evidence([trigger for trigger, _ in marked], marked[0][1], lang)
    assert [one.judgement.modality for one in found] == modalities, [one.judgement.reason for one in found]


@pytest.mark.parametrize(
    ("text", "kind", "modalities"), [pytest.param(*row, id=row[0]) for row in SCOPES["history"]]
)
def test_event_arranged_beforehand(text: str, kind: str, modalities: list[str]) -> None:
    plain = text.replace("[", "").replace("]", "")
    triggers = tuple(
        Trigger(
            start=match.start() - 2 * shift,
            end=match.end() - 2 - 2 * shift,
            text=match[1],
            event_type=kind,
            lemma=match[1],
            features=frozenset({"noun"}),
            rule="case",
        )
        for shift, match in enumerate(re.finditer(r"\[(.+?)\]", text))
    )
    document = Document(doc_id="1", text=plain, lang="fr")
    found = modality_evidence(
        Tags(document=document, sentences=split_sentences(plain, "fr"), triggers=triggers)
    )
    assert [one.judgement.modality for one in found] == modalities, [one.judgement.reason for one in found]


def test_evidence_names_the_groups_that_reach_nearest_first() -> None:
    text = "Ils n’ont pas réussi à [prendre] la ville et ont [bombardé] le pont."
    marked = mark(text, "verb inf", "fr")
    [sentence] = {sentence for _, sentence in marked}
    document = Document(doc_id="1", text=sentence.text, lang="fr")
    triggers = tuple(trigger for trigger, _ in marked)
    taken, bombed = modality_evidence(Tags(document=document, sentences=(sentence,), triggers=triggers))
    assert taken.cues[:2] == ("achieved", "ne … pas")
    assert taken.decided_by == "ne … pas"
    assert (bombed.judgement.modality, bombed.cues, bombed.decided_by) == ("asserted", (), "")


def test_all_triggers_of_a_sentence_are_judged_as_each_alone() -> None:
    text = "Ils ont refusé de [se retirer], [attaquent] le pont et vont [assiéger] Homs si elle [résiste]."
    marked = mark(text, "verb fin", "fr")
    [sentence] = {sentence for _, sentence in marked}
    together = sentence_evidence([trigger for trigger, _ in marked], sentence, "fr")
    assert [found.judgement for found in together] == [judge(t, sentence, "fr") for t, _ in marked]


@pytest.mark.parametrize(
    ("lang", "form", "text", "cue"),
    [
        ("fr", "verb pp passive", "Des soldats auraient été [tués] à Bamako.", "auraient"),
        (
            "fr",
            "verb pp",
            "Selon des informations non confirmées, ils ont [pris] la ville.",
            "informations non confirmées",
        ),
        ("fr", "verb pp", "Ils ont [pris] la ville.", ""),
        ("en", "verb fin", "Unconfirmed reports said drones [hit] the port.", "Unconfirmed reports"),
        ("en", "verb fin pp", "The rebels have reportedly [taken] the town.", "reportedly"),
        ("en", "verb fin pp", "The rebels have [taken] the town.", ""),
    ],
)  # fmt: skip
def test_hearsay_is_asserted_and_told(lang: str, form: str, text: str, cue: str) -> None:
    [(trigger, sentence)] = mark(text, form, lang)
    judgement = judge(trigger, sentence, lang)
    assert (judgement.modality, judgement.cue) == ("asserted", cue)
    assert cue in judgement.reason


def test_cue_counts_on_its_own_side_of_a_full_clause() -> None:
    [(first, sentence), (second, _)] = mark(
        "Ils n’ont pas [pris] la ville ; ils ont [pris] le pont.", "verb pp", "fr"
    )
    assert judge(first, sentence, "fr").modality == "negated"
    assert judge(second, sentence, "fr").modality == "asserted"


def test_language_without_rules_asserts() -> None:
    [(trigger, sentence)] = mark("No [atacaron] la ciudad.", "verb fin", "xx")
    assert judge(trigger, sentence, "xx").modality == "asserted"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_rules_are_complete(lang: str) -> None:
    rules = modality_rules(lang)
    assert rules is not None
    found = rules.index.find(("ne", "pas", "pour", "to"))
    assert found, "an index that finds nothing"


particles = st.sampled_from(["ne", "n'", "pas", "plus", "aucun", "que", "qu'", "pour", "de", "à", "si"])
words = particles | st.sampled_from(["refusé", "vont", "réussi", "bombarder", "la", "ville", ",", ";", "?"])


@given(st.lists(words, min_size=1, max_size=25), st.data())
def test_any_words_get_a_judgement(chosen: list[str], data: st.DataObject) -> None:
    """Whatever stands in the sentence, there is one of the four answers and its cue is in the text."""
    text = " ".join(chosen)
    sentences = split_sentences(text, "fr")
    sentence = data.draw(st.sampled_from(sentences))
    token = data.draw(st.sampled_from(sentence.tokens))
    trigger = Trigger(
        start=token.start,
        end=token.end,
        text=token.text,
        event_type="assault",
        lemma=token.norm,
        features=frozenset({"verb", "inf"}),
        rule="case",
    )
    judgement = judge(trigger, sentence, "fr")
    assert judgement.modality in MODALITIES
    assert judgement.cue in sentence.text
    assert judgement.cue or judgement.modality == "asserted"
    assert (judgement.span is None) == (not judgement.cue)
    if judgement.scope is not None and judgement.span is not None:
        assert judgement.scope.start <= trigger.start
        assert trigger.end <= judgement.scope.end
        for span in (judgement.span, judgement.scope):
            assert text[span.start : span.end] == span.text
