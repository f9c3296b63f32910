"""What people say in a document, sentence after sentence, with pronouns and quotations carried over.

A speech act belongs to one sentence (:mod:`eventgeo.assembly.speech_acts`). Here it gets its offsets in the
text, a pronoun the speaker it stands for ("a-t-il ajouté", "la même source"), and a quotation its speaker,
however many sentences it runs over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eventgeo.assembly.attribution_rules import AttributionRules, Kind
from eventgeo.assembly.quotations import find_quotations, quotation_at
from eventgeo.assembly.source_phrases import Speaker
from eventgeo.assembly.speech_acts import SpeechAct, find_acts
from eventgeo.assembly.word_forms import rule_forms
from eventgeo.model import Sentence, Span, Tags

_MEMORY = 3
"""Sentences for which who spoke last is remembered."""
_NEAR = 4
"""Characters between a quotation and the words that say whose it is: a comma, a colon, a mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What somebody says: who, over which stretches of the text, and how that is known."""

    kind: Kind
    speaker: Span
    reach: tuple[tuple[int, int], ...]
    sentence: int
    cited: bool = False
    claims_own: bool = False
    points_back: bool = False
    by_pronoun: bool = False
    how: str = ""
    cue: str = ""
    start: int
    end: int

    def size_at(self, place: int) -> int:
        """Return the length of the shortest stretch that holds `place`, 0 where none does."""
        return min((end - start for start, end in self.reach if start <= place < end), default=0)


def find_statements(tags: Tags, rules: AttributionRules) -> tuple[Statement, ...]:
    """Return what is told, claimed and denied in a document, with pronouns and quotations resolved.

    Examples
    --------
    >>> from eventgeo.assembly.attribution_rules import attribution_rules
    >>> from eventgeo.model import Document
    >>> from eventgeo.text.sentences import split_sentences
    >>> text = "Le maire a dit que dix hommes avaient fui. Il a ajouté que deux étaient morts."
    >>> document = Document(doc_id="1", text=text, lang="fr")
    >>> tags = Tags(document=document, sentences=split_sentences(text, "fr"))
    >>> [said.speaker.text for said in find_statements(tags, attribution_rules("fr"))]
    ['maire', 'maire']
    """
    lang = tags.document.lang or ""
    text = tags.document.text
    quotations = find_quotations(text)
    statements: list[Statement] = []
    spoken: list[Statement] = []  # what pronouns may take their speaker from
    for sentence in tags.sentences:
        norms = rule_forms(sentence.tokens, lang)
        acts = find_acts(sentence.tokens, norms, rules)
        for act in acts:
            statement = _statement(act, sentence, norms, spoken, quotations, rules)
            if statement is not None:
                statements.append(statement)
                spoken.append(statement)
            elif not (act.speaker.is_named or act.speaker.participle):
                spoken.clear()  # somebody else speaks whom the text has not named as a speaker
        if not acts and spoken and spoken[-1].sentence == sentence.index - 1:
            running = _runs_on(sentence, spoken[-1], quotations)
            if running is not None:
                statements.append(running)
                spoken.append(running)
    return tuple(statements)


def _statement(
    act: SpeechAct,
    sentence: Sentence,
    norms: Sequence[str],
    spoken: Sequence[Statement],
    quotations: Sequence[tuple[int, int]],
    rules: AttributionRules,
) -> Statement | None:
    """Return a speech act in the offsets of the text; None where its pronoun stands for nobody named."""
    tokens = sentence.tokens
    named = act.speaker
    again = named.participle or any(f.start == 0 for f in rules.same.find(norms[named.first : named.last]))
    meant = _meant(named, sentence.index, spoken, rules) if again or not named.is_named else None
    if meant is not None:
        anaphor = named.anaphor or " ".join(t.text for t in tokens[named.first : named.last])
        how, speaker = f', the last to speak before "{anaphor}"', meant.speaker
    elif named.is_named and (named.participle or not again):
        start, end = tokens[named.first].start, tokens[named.last - 1].end
        words = sentence.text[start - sentence.start : end - sentence.start]
        if not any(char.isalpha() for char in words) or len(words) < 2:
            return None
        how, speaker = "", Span(start=start, end=end, text=words)
    else:
        return None
    left = tokens[min(named.left, act.cue[0])].start
    right = tokens[max(named.right, act.cue[1]) - 1].end
    reach = [(tokens[first].start, tokens[last - 1].end) for first, last in act.reach if first < last]
    reach.extend(_quoted(left, right, reach, quotations, act))
    return Statement(
        kind=act.kind,
        speaker=speaker,
        reach=tuple(reach),
        sentence=sentence.index,
        cited=act.cited,
        claims_own=act.claims_own,
        points_back=act.points_back,
        by_pronoun=act.by_pronoun,
        how=how,
        cue=sentence.text[
            tokens[act.cue[0]].start - sentence.start : tokens[act.cue[1] - 1].end - sentence.start
        ],
        start=left,
        end=right,
    )


def _meant(
    named: Speaker, number: int, spoken: Sequence[Statement], rules: AttributionRules
) -> Statement | None:
    """Return the statement of the last speaker that a pronoun may stand for."""
    memory = 0 if named.participle else _MEMORY
    for statement in reversed(spoken):
        if number - statement.sentence > memory:
            return None
        if rules.may_mean(named.anaphor, statement.speaker.text):
            return statement
    return None


def _quoted(
    left: int,
    right: int,
    reach: Sequence[tuple[int, int]],
    quotations: Sequence[tuple[int, int]],
    act: SpeechAct,
) -> Iterator[tuple[int, int]]:
    """Yield the quotations that an act is about: beside it, or begun within its reach."""
    if act.kind != "tells":
        return
    for start, end in quotations:
        if start <= left and right <= end:
            if right - left < end - start and act.speaker.inverted:
                yield start, end  # "« A, a dit X. B »"
            continue
        beside = 0 <= left - end <= _NEAR or 0 <= start - right <= _NEAR
        begun = any(first <= start < last or first < end <= last for first, last in reach)
        if beside or begun:
            yield start, end


def _runs_on(sentence: Sentence, spoke: Statement, quotations: Sequence[tuple[int, int]]) -> Statement | None:
    """Return what the speaker of the sentence before goes on to say in a quotation."""
    quotation = quotation_at(min(sentence.start + 2, sentence.end - 1), quotations)
    if quotation is None or spoke.kind != "tells":
        return None
    follows = quotation[0] - sentence.start <= 2  # the sentence opens with it
    before = any(quotation_at(start, quotations) for start, _ in spoke.reach) or any(
        quotation_at(end - 1, quotations) for _, end in spoke.reach
    )
    if not follows or not before:
        return None
    return Statement(
        kind="tells",
        speaker=spoke.speaker,
        reach=(quotation,),
        sentence=sentence.index,
        how=", whose quotation goes on",
        start=quotation[0],
        end=quotation[0],
    )
