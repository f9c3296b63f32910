"""Who says so: the source that a text names for each event, who claims it, and who denies it.

Sources are found once a sentence (:mod:`eventgeo.assembly.speech_acts`), with the words they reach. What the
same speaker goes on to say is carried over (:mod:`eventgeo.assembly.statements`), here also under the
reported conditional. Claims and denials go back to the event they speak of
(:mod:`eventgeo.assembly.claims_and_denials`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from eventgeo.assembly.attribution_rules import AttributionRules, attribution_rules
from eventgeo.assembly.claims_and_denials import tie_claims_and_denials
from eventgeo.assembly.statements import Statement, find_statements
from eventgeo.assembly.word_forms import rule_forms
from eventgeo.model import Attribution, Sentence, Tags, Trigger
from eventgeo.text.sentences import sentence_numbers

_CITED = 10_000
"""Characters by which the stretch of who is cited counts as shorter."""
_MOOD_REACH = 5
"""Tokens before a trigger among which its conditional is looked for."""


def attribute(tags: Tags) -> tuple[Attribution, ...]:
    """Return who says that each event happened, who claims it and who denies it.

    Parameters
    ----------
    tags : Tags

    Returns
    -------
    tuple of Attribution
        One a trigger, in order. Sources are without their article; none where the text itself tells the
        event, or by a pronoun that stands for nobody named before.

    Examples
    --------
    >>> from eventgeo.model import Document
    >>> from eventgeo.text.sentences import split_sentences
    >>> text = "L'armée a pris Homs, selon le ministère de la Défense. Damas l'a démenti."
    >>> taking = Trigger(start=10, end=14, text="pris", event_type="capture", lemma="prendre",
    ...                  features=frozenset({"verb", "pp"}), rule="example")
    >>> tags = Tags(document=Document(doc_id="1", text=text, lang="fr"),
    ...             sentences=split_sentences(text, "fr"), triggers=(taking,))
    >>> found, = attribute(tags)
    >>> found.source.text, found.disputed_by.text
    ('ministère de la Défense', 'Damas')
    >>> attribute(Tags(document=Document(doc_id="2", text=""), sentences=()))
    ()
    """
    rules = attribution_rules(tags.document.lang or "")
    if rules is None or not tags.triggers:
        return (Attribution(),) * len(tags.triggers)
    numbers = sentence_numbers(tags.triggers, tags.sentences)
    bounds = {place for trigger in tags.triggers for place in (trigger.start, trigger.end)}
    statements = [
        statement
        for statement in find_statements(tags, rules)
        if statement.speaker.start not in bounds and statement.speaker.end not in bounds  # an event is no one
    ]
    told = Told([statement for statement in statements if statement.kind == "tells"])
    tied = tie_claims_and_denials(tags.triggers, numbers, statements)
    found = []
    for at, (trigger, number) in enumerate(zip(tags.triggers, numbers, strict=True)):
        claim, denial = tied.claims.get(at), tied.denials.get(at)
        source = _source(trigger, number, told)
        if source is None and not any(a and a.sentence == number for a in (claim, denial)):
            source = _carried_by_mood(trigger, tags.sentences[number], told, rules, tags.document.lang or "")
        found.append(
            Attribution(
                source=source.speaker if source else None,
                claimed_by=claim.speaker if claim else None,
                disputed_by=denial.speaker if denial else None,
                reason="; ".join(_reasons(source, claim, denial)),
            )
        )
    return tuple(found)


def _reasons(source: Statement | None, claim: Statement | None, denial: Statement | None) -> Iterator[str]:
    if source:
        yield f'told by "{source.speaker.text}"' + source.how
    if claim:
        yield f'claimed by "{claim.speaker.text}" ("{claim.cue}")' + claim.how
    if denial:
        yield f'denied by "{denial.speaker.text}" ("{denial.cue}")' + denial.how


class Told:
    """What is told in a document, found by place and by sentence without a look at all of it."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._by_sentence: dict[int, list[Statement]] = {}
        for statement in statements:
            self._by_sentence.setdefault(statement.sentence, []).append(statement)
        stretches = [
            (start, end, number)
            for number, statement in enumerate(statements)
            for start, end in statement.reach
        ]
        self._statements = statements
        self._stretches = sorted(stretches)
        self._starts = [start for start, _, _ in self._stretches]
        self._farthest = list(accumulate((end for _, end, _ in self._stretches), max))

    def at(self, place: int) -> list[Statement]:
        """Return the statements that hold a place of the text, in their order."""
        holding: set[int] = set()
        for row in range(bisect_right(self._starts, place) - 1, -1, -1):
            if self._farthest[row] <= place:
                break
            _, end, number = self._stretches[row]
            if place < end:
                holding.add(number)
        return [self._statements[number] for number in sorted(holding)]

    def in_sentence(self, number: int) -> Sequence[Statement]:
        """Return the statements of a sentence, in their order."""
        return self._by_sentence.get(number, ())


def _source(trigger: Trigger, number: int, told: Told) -> Statement | None:
    """Return the innermost statement that holds the trigger; who is cited counts before who cites."""
    holding = [
        statement
        for statement in told.at(trigger.start)
        if statement.size_at(trigger.start)
        and not (statement.speaker.start < trigger.end and trigger.start < statement.speaker.end)
    ]
    if not holding:
        return None
    return min(
        holding, key=lambda s: (s.size_at(trigger.start) - (_CITED if s.cited else 0), s.sentence != number)
    )


def _carried_by_mood(
    trigger: Trigger, sentence: Sentence, told: Told, rules: AttributionRules, lang: str
) -> Statement | None:
    """Return who spoke in the sentence before where this one goes on in the reported conditional."""
    before = told.in_sentence(sentence.index - 1)
    if not before or told.in_sentence(sentence.index):
        return None
    norms = rule_forms(sentence.tokens, lang)
    at = next(i for i, token in enumerate(sentence.tokens) if token.end > trigger.start)
    for way in (
        range(at - 1, max(-1, at - _MOOD_REACH), -1),
        range(at + 1, min(len(norms), at + _MOOD_REACH)),
    ):
        for place in way:
            if norms[place] in rules.conditionals:
                word = sentence.tokens[place].text
                how = f', who spoke before; carried over by "{word}"'
                return replace(before[-1], reach=(), sentence=sentence.index, how=how)
            if not norms[place][0].isalnum() or norms[place] in rules.relatives:
                break
    return None
