"""One sentence as it is read for people harmed: its quantities and its words of harm, each found once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from eventgeo.assembly.casualty_rules import CasualtyRules, Harm, Shape, casualty_rules, own_words
from eventgeo.assembly.counted_people import People, read_people
from eventgeo.assembly.phrases import Found
from eventgeo.assembly.quantities import Quantity, find_quantities
from eventgeo.assembly.word_forms import rule_forms
from eventgeo.model import Sentence, Token, Trigger

_STOPPED = "interception"
_start_of, _end_of = attrgetter("start"), attrgetter("end")


@dataclass(frozen=True, slots=True, kw_only=True)
class HarmWord:
    """A word of harm: its tokens, and how it may go with those it tells of."""

    harm: Harm
    start: int
    end: int
    shapes: frozenset[Shape]


@dataclass(frozen=True, slots=True, kw_only=True)
class TollView:
    """What is known of a sentence before its tolls are read.

    ``blocked`` are the tokens of events and words of harm, ``events`` those of nouns for events, ``stopped``
    those of weapons stopped ("abattu un drone"), which harm nobody.
    """

    sentence: Sentence
    tokens: Sequence[Token]
    norms: Sequence[str]
    rules: CasualtyRules
    lang: str
    words: tuple[HarmWord, ...]
    quantities: tuple[Quantity, ...]
    by_end: Mapping[int, Quantity]
    blocked: frozenset[int]
    events: frozenset[int]
    stopped: frozenset[int]
    zeros: Sequence[Found[tuple[Harm, ...]]]
    """Where the text says that nobody was harmed."""
    according: Sequence[Found[None]]
    """What names the source of a figure."""
    natural: Sequence[Found[None]]
    """What people died of where no attack killed them."""

    def people(self, quantity: Quantity, *, sure: bool = False) -> People | None:
        """Return whom a quantity counts; not "a Syrian airstrike", whose noun is an event."""
        found = read_people(self.tokens, self.norms, quantity, self.rules, self.blocked, sure=sure)
        if found is not None and found.end in self.events and "head_last" in self.rules.lists:
            return None
        return found

    def text(self, start: int, end: int) -> str:
        """Return the text of a range of tokens."""
        if start >= end:
            return ""
        offset = self.sentence.start
        return self.sentence.text[self.tokens[start].start - offset : self.tokens[end - 1].end - offset]


def view_tolls(sentence: Sentence, lang: str, triggers: Sequence[Trigger]) -> TollView | None:
    """Return the view of a sentence, None where it has no word of harm.

    Parameters
    ----------
    sentence : Sentence
    lang : str
    triggers : sequence of Trigger
        Those of the sentence; some are words of harm themselves ("arrêtés", "fui").

    Examples
    --------
    >>> from eventgeo.text.sentences import split_sentences
    >>> [sentence] = split_sentences("Au moins 12 civils ont été tués.", "fr")
    >>> view = view_tolls(sentence, "fr", ())
    >>> [(word.harm, word.start) for word in view.words], [(q.low, q.high) for q in view.quantities]
    ([('killed', 6)], [(12, None)])
    >>> view_tolls(split_sentences("Rien de neuf.", "fr")[0], "fr", ()) is None
    True
    """
    rules = casualty_rules(lang)
    if rules is None:
        return None
    tokens = sentence.tokens
    norms = rule_forms(tokens, lang)
    shapes: dict[tuple[int, int, Harm], set[Shape]] = {}
    harms = rules.words.find(norms)
    lookalikes = rules.lookalikes.find(norms) if harms else ()
    masked = {at for found in lookalikes for at in range(found.start, found.end)}
    for found in harms:
        harm, shape = found.value
        if found.start in masked:
            continue  # "condamnés à mort"
        shapes.setdefault((found.start, found.end, harm), set()).add(shape)
    blocked: set[int] = set()
    events: set[int] = set()
    stopped: set[int] = set()
    for trigger in triggers:
        start, end = token_range(tokens, trigger.start, trigger.end)
        blocked.update(range(start, end))
        events.update(range(start, end) if "noun" in trigger.features else ())
        if trigger.event_type == _STOPPED:
            stopped.update(range(start, end))
        told = own_words().get(trigger.event_type)
        if told is not None and end > start:
            harm, verbal, nominal = told
            if harm == "killed" and rules.lists["shooting"].issuperset(norms[start:end]):
                continue  # who was shot may live
            own = set(nominal if "noun" in trigger.features else verbal)
            finite = {"inf", "fin"} & trigger.features and rules.lists["perfect"]
            if finite and not {"pp", "passive"} & trigger.features:
                own.discard("noun")  # whom "detuvieron" tells of does not stand before it
            shapes.setdefault((start, end, harm), set()).update(own)
    zeros = rules.zeros.find(norms)
    if not shapes and not zeros:
        return None
    words = tuple(
        HarmWord(harm=harm, start=start, end=end, shapes=frozenset(found))
        for (start, end, harm), found in sorted(shapes.items())
        if not any(
            (s, e) != (start, end) and s <= start and end <= e and (h == harm or e - s > end - start)
            for s, e, h in shapes
        )
    )
    for word in words:
        blocked.update(range(word.start, word.end))
    quantities = find_quantities(norms, lang)
    return TollView(
        sentence=sentence,
        tokens=tokens,
        norms=norms,
        rules=rules,
        lang=lang,
        words=words,
        quantities=quantities,
        by_end={quantity.end: quantity for quantity in quantities},
        blocked=frozenset(blocked),
        events=frozenset(events),
        stopped=frozenset(stopped),
        zeros=zeros,
        according=rules.according.find(norms),
        natural=rules.natural.find(norms),
    )


def token_range(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """Return the tokens that a stretch of characters covers, as a range; empty where it covers none."""
    first = bisect_right(tokens, start, key=_end_of)
    last = bisect_left(tokens, end, key=_start_of)
    return (first, last) if first < last else (0, 0)
