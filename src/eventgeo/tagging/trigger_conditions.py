"""Constraints of the trigger lexicon: which words stand where around a match.

A constraint is written ``place: words``. It holds where any of the words stands in that place. Places are
told in ``lexicons/README.md``; each is a stretch of the match's sentence, found by one small function here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from eventgeo.model import Sentence, Token
from eventgeo.tagging.clitics import LookUp
from eventgeo.tagging.trigger_patterns import Laid
from eventgeo.tagging.word_sets import WordSet, WordSets

Window = tuple[int, int]
_OBJECT_REACH = 7
_SUBJECT_REACH = 9
_PHRASE_REACH = 8
_INSERTION_REACH = 14


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """The word classes with a meaning to the engine, by which it sees clauses and verb groups."""

    breaks: WordSet
    phrase_stops: WordSet
    object_stops: WordSet
    group: WordSet
    passive_aux: WordSet
    perfect_aux: WordSet
    reflexive: WordSet
    never_passive: WordSet
    agent: WordSet
    locative: WordSet
    coordinator: WordSet
    relative: WordSet
    no_verb_before: WordSet
    loose_end: WordSet


def read_marks(sets: WordSets) -> Marks:
    """Return the reserved classes of a lexicon."""
    return Marks(
        breaks=sets.named("BREAK"),
        phrase_stops=sets.named("PHRASE_STOP"),
        object_stops=sets.named("OBJECT_STOP"),
        group=sets.named("GROUP"),
        passive_aux=sets.named("PASSIVE_AUX"),
        perfect_aux=sets.named("PERFECT_AUX"),
        reflexive=sets.named("REFLEXIVE"),
        never_passive=sets.named("NEVER_PASSIVE"),
        agent=sets.named("AGENT"),
        locative=sets.named("LOCATIVE"),
        coordinator=sets.named("COORDINATOR"),
        relative=sets.named("RELATIVE"),
        no_verb_before=sets.named("NO_VERB_BEFORE"),
        loose_end=sets.named("LOOSE_END"),
    )


class DocumentView:
    """The sentences of a document as constraints see them; counts of classes are kept once made."""

    def __init__(self, sentences: Sequence[Sentence], marks: Marks, look_up: LookUp | None = None) -> None:
        self.look_up = look_up
        self.sentences = [SentenceView(sentence, self, at) for at, sentence in enumerate(sentences)]
        self.marks = marks
        self._counts: dict[int, int] = {}
        self._places: frozenset[str] | None = None

    def count(self, words: WordSet) -> int:
        """How often the document has a word of `words`."""
        key = id(words)
        if key not in self._counts:
            self._counts[key] = sum(
                words.count(view.norms, view.tokens, 0, len(view.norms)) for view in self.sentences
            )
        return self._counts[key]

    @property
    def places(self) -> frozenset[str]:
        """Capitalised words that follow a locative ("à Mossoul") anywhere in the document."""
        if self._places is None:
            locative = self.marks.locative.words
            self._places = frozenset(
                here.norm
                for view in self.sentences
                for before, here in pairwise(view.tokens)
                if before.norm in locative and here.text[0].isupper()
            )
        return self._places


class SentenceView:
    """A sentence with its words in normal form."""

    def __init__(self, sentence: Sentence, document: DocumentView, at: int) -> None:
        self.sentence = sentence
        self.document = document
        self.at = at
        self.tokens: tuple[Token, ...] = sentence.tokens
        norms = [token.norm for token in sentence.tokens]
        self.norms = norms if document.look_up is None else [document.look_up.form(norm) for norm in norms]


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """One constraint: any of `words` must (where `absent`: must not) stand in `place`."""

    text: str
    place: str
    reach: int
    words: WordSet
    absent: bool

    def holds(self, view: SentenceView, laid: Laid, passive: bool) -> bool:
        """Whether the constraint holds for a match."""
        return self._stands(view, laid, passive) is not self.absent

    def _stands(self, view: SentenceView, laid: Laid, passive: bool) -> bool:
        if self.place == "doc":
            return view.document.count(self.words) >= self.reach
        if self.place == "previous":
            if view.at == 0:
                return False
            view = view.document.sentences[view.at - 1]
            return self.words.any_in(view.norms, view.tokens, 0, len(view.norms))
        start, stop = _WINDOWS[self.place](view, laid, self.reach, passive)
        if start < stop and self.words.any_in(view.norms, view.tokens, start, stop):
            return True
        if "@Place" in self.words.flags and not view.document.places.isdisjoint(view.norms[start:stop]):
            return True
        if self.place == "near" and view.at > 0:
            before = view.document.sentences[view.at - 1]
            return self.words.any_in(before.norms, before.tokens, 0, len(before.norms))
        return False


def parse_condition(text: str, sets: WordSets) -> Condition:
    """Compile ``place: words``.

    Raises
    ------
    ValueError
        Where the place is none of those known.
    """
    absent = text.startswith("!")
    place, _, words = text.removeprefix("!").partition(":")
    match = re.fullmatch(r"([a-z]+)(\d*)", place.strip())
    if match is None or (match.group(1) not in _WINDOWS and match.group(1) not in ("doc", "previous")):
        allowed = sorted([*_WINDOWS, "doc", "previous"])
        raise ValueError(f"constraint {text!r} must begin with one of {allowed}, then a colon")
    return Condition(text, match.group(1), int(match.group(2) or 1), sets.compile(words.split()), absent)


def _before(view: SentenceView, laid: Laid, reach: int, passive: bool) -> Window:
    return max(0, laid.start - reach), laid.start


def _after(view: SentenceView, laid: Laid, reach: int, passive: bool) -> Window:
    return laid.stop, min(len(view.norms), laid.stop + reach)


def _left(view: SentenceView, laid: Laid, reach: int, passive: bool) -> Window:
    return 0, laid.start


def _right(view: SentenceView, laid: Laid, reach: int, passive: bool) -> Window:
    return laid.stop, len(view.norms)


def _inside(view: SentenceView, laid: Laid, reach: int, passive: bool) -> Window:
    return laid.start, laid.stop


def _sentence(view: SentenceView, laid: Laid, reach: int, passive: bool) -> Window:
    return 0, len(view.norms)


def _back_to(view: SentenceView, start: int, reach: int, stops: WordSet) -> int:
    limit = max(0, start - reach)
    while start > limit and not stops.meets(view.norms, view.tokens, start - 1):
        start -= 1
    return start


def _on_to(view: SentenceView, stop: int, reach: int, *stops: WordSet) -> int:
    limit = min(len(view.norms), stop + reach)
    while stop < limit and not any(words.meets(view.norms, view.tokens, stop) for words in stops):
        stop += 1
    return stop


def _clause(view: SentenceView, laid: Laid, reach: int, passive: bool) -> Window:
    breaks, size = view.document.marks.breaks, len(view.norms)
    start = _noun_before(view, laid.start, passive)
    return _back_to(view, start, size, breaks), _on_to(view, laid.stop, size, breaks)


def group_start(view: SentenceView, laid: Laid) -> int:
    """Where the verb group begins: auxiliaries, clitics and adverbs right before the match belong to it."""
    start, group = laid.start, view.document.marks.group
    while start > 0 and group.meets(view.norms, view.tokens, start - 1):
        start -= 1
    return start


def _group(view: SentenceView, laid: Laid, reach: int, passive: bool) -> Window:
    return group_start(view, laid), laid.start


def _right_phrase(view: SentenceView, laid: Laid) -> Window:
    marks = view.document.marks
    return laid.stop, _on_to(view, laid.stop, _OBJECT_REACH, marks.breaks, marks.object_stops)


def _left_phrase(view: SentenceView, laid: Laid, passive: bool = False) -> Window:
    start = group_start(view, laid)
    stop = _noun_before(view, start, passive)
    return _subject_start(view, stop if start == laid.start else start), stop


def _subject_start(view: SentenceView, stop: int) -> int:
    """Where the noun phrase before `stop` begins, over an insertion or relative right before the verb.

    "Des civils, dont trois enfants, ont fui": the subject stands before the first comma. "Les soldats qui ont
    fui": before the pronoun.
    """
    marks, norms, tokens = view.document.marks, view.norms, view.tokens
    start = _back_to(view, stop, _SUBJECT_REACH, marks.breaks)
    if start == 0:
        return start
    if start == stop and norms[start - 1] == ",":
        opening = _back_to(view, start - 1, _INSERTION_REACH, marks.breaks)
        if opening > 0 and marks.relative.meets(norms, tokens, opening - 1):
            opening -= 1
        if opening > 0 and norms[opening - 1] == ",":
            opening = _back_to(view, opening - 1, _SUBJECT_REACH, marks.breaks)
        return opening
    if start == stop and marks.relative.meets(norms, tokens, start - 1):
        start -= 2 if start > 1 and norms[start - 2] == "," else 1
        return _back_to(view, start, _SUBJECT_REACH, marks.breaks)
    return start


def _noun_before(view: SentenceView, start: int, passive: bool) -> int:
    """Step over the comma before a participle: "sept habitants de Houla, enlevés mardi"."""
    return start - 1 if passive and start > 1 and view.norms[start - 1] == "," else start


def _object(view: SentenceView, laid: Laid, reach: int, passive: bool) -> Window:
    return _left_phrase(view, laid, passive) if passive else _right_phrase(view, laid)


def _subject(view: SentenceView, laid: Laid, reach: int, passive: bool) -> Window:
    if not passive:
        return _left_phrase(view, laid)
    marks, stop = view.document.marks, laid.stop
    for at in range(stop, min(len(view.norms), stop + 5)):
        if marks.agent.meets(view.norms, view.tokens, at):
            return at + 1, _on_to(view, at + 1, _PHRASE_REACH, marks.breaks)
    return stop, stop


def _np(view: SentenceView, laid: Laid, reach: int, passive: bool) -> Window:
    marks = view.document.marks
    return max(0, laid.start - 1), _on_to(view, laid.stop, _PHRASE_REACH, marks.breaks, marks.phrase_stops)


_WINDOWS: Mapping[str, Callable[[SentenceView, Laid, int, bool], Window]] = {
    "before": _before,
    "after": _after,
    "left": _left,
    "right": _right,
    "inside": _inside,
    "clause": _clause,
    "sentence": _sentence,
    "near": _sentence,
    "group": _group,
    "object": _object,
    "subject": _subject,
    "np": _np,
}
