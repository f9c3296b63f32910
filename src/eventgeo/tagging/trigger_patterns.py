"""Patterns of words, and how they are laid over a sentence.

A pattern is words separated by spaces. A word is written as in :mod:`.word_sets`, alternatives as ``a|b``,
optional with ``?`` at its end; ``..3`` lets up to three other words stand there. Square brackets mark the
words that are the trigger (all, where none are marked). Between two words of a pattern adverbs and clitics of
the class ``FILLER`` may stand unasked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventgeo.model import Token
from eventgeo.tagging.inflection import Forms
from eventgeo.tagging.word_sets import WordSet, WordSets, as_tokens

_MOST_FILLERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One word of a pattern."""

    forms: Forms
    others: WordSet | None
    pos: str
    optional: bool
    gap: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """Slots in order; ``trigger`` are the first and last slot of the trigger, ``marked`` by brackets or not.

    A sentence without a word of ``asks`` cannot hold the pattern (where ``asks`` is empty, any may).
    """

    slots: tuple[Slot, ...]
    trigger: tuple[int, int]
    marked: bool
    head: int
    filler: WordSet
    asks: frozenset[str]

    def first_forms(self) -> tuple[str, ...]:
        """Return the words this pattern may begin with."""
        return tuple(self.slots[0].forms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A pattern found: token indices of the whole match, the trigger, the words told of it, its head.

    Told are (``told_start``, ``told_stop``) the words with no other between them and the verb or first
    word: of "tiré deux obus" it is "tiré", though "obus" is not free for another trigger.
    """

    start: int
    stop: int
    trigger_start: int
    trigger_stop: int
    told_start: int
    told_stop: int
    head: int
    features: frozenset[str]
    pos: str


def parse_pattern(text: str, sets: WordSets) -> Pattern:
    """Compile a pattern.

    Raises
    ------
    ValueError
        Where it begins with an optional word, a gap or an open class, or has a word that no text has as one
        word.
    """
    slots: list[Slot] = []
    opened = closed = None
    gap = 0
    for word in text.split():
        if word.startswith(".."):
            gap = int(word[2:])
            continue
        if word.startswith("["):
            opened, word = len(slots), word[1:]
        if word.endswith("]"):
            closed, word = len(slots), word[:-1]
        optional, word = word.endswith("?"), word.removesuffix("?")
        items = word.split("|")
        parted = [item for item in items if not item.startswith(("@", "*")) and len(as_tokens(item)) > 1]
        if parted:
            raise ValueError(f"pattern {text!r}: {parted[0]!r} is more than one word; write another pattern")
        forms, others = _slot_words(items, sets)
        pos = next((item.partition("/")[2][:1] for item in items if "/" in item), "")
        slots.append(Slot(forms=forms, others=others, pos=pos, optional=optional, gap=gap))
        gap = 0
    if not slots or slots[0].optional or slots[0].gap or slots[0].others is not None:
        raise ValueError(f"pattern {text!r} must begin with a word that is always there")
    trigger = (opened or 0, closed if closed is not None else len(slots) - 1)
    inside = range(trigger[0], trigger[1] + 1)
    head = next((at for at in inside if slots[at].pos == "v"), None)
    if head is None:
        head = next((at for at in inside if slots[at].pos == "n"), trigger[0])
    required = [slot.forms for slot in slots[1:] if slot.others is None and not slot.optional]
    asks: frozenset[str] = frozenset(required[-1]) if required else frozenset()
    return Pattern(
        slots=tuple(slots),
        trigger=trigger,
        marked=opened is not None,
        head=head,
        filler=sets.named("FILLER"),
        asks=asks,
    )


def _slot_words(items: Sequence[str], sets: WordSets) -> tuple[Forms, WordSet | None]:
    """Return the forms of a slot, and as a word set what forms cannot say (open classes, phrases)."""
    if any(item.startswith(("@", "*")) for item in items):
        words = sets.compile(items)
        return (dict.fromkeys(words.words, frozenset()), None) if words.simple else ({}, words)
    if len(items) == 1:
        return sets.forms(items[0]), None
    forms: Forms = {}
    for item in items:
        for form, features in sets.forms(item).items():
            forms[form] = forms.get(form, frozenset()) | features
    return forms, None


def lay(pattern: Pattern, norms: Sequence[str], tokens: Sequence[Token], at: int) -> Laid | None:
    """Lay `pattern` over the sentence from token `at` on, or return None where it does not fit."""
    slots = pattern.slots
    if len(slots) == 1:
        slot = slots[0]
        return Laid(
            start=at,
            stop=at + 1,
            trigger_start=at,
            trigger_stop=at + 1,
            told_start=at,
            told_stop=at + 1,
            head=at,
            features=slot.forms[norms[at]],
            pos=slot.pos,
        )
    places = _places(pattern, norms, tokens, at)
    if places is None:
        return None
    first, last = pattern.trigger
    inside = [place for place in places[first : last + 1] if place >= 0]
    head = places[pattern.head]
    if not inside or head < 0:
        return None
    slot = slots[pattern.head]
    if pattern.marked:
        told_start, told_stop = inside[0], inside[-1] + 1
    else:
        told_start, told_stop = _unbroken(inside, head if slot.pos == "v" else inside[0])
    return Laid(
        start=at,
        stop=max(places) + 1,
        trigger_start=inside[0],
        trigger_stop=inside[-1] + 1,
        told_start=told_start,
        told_stop=told_stop,
        head=head,
        features=slot.forms.get(norms[head], frozenset()),
        pos=slot.pos,
    )


def _unbroken(places: Sequence[int], head: int) -> tuple[int, int]:
    """Return the stretch of `places` around `head` that no other word interrupts."""
    found = set(places)
    start = stop = head
    while start - 1 in found:
        start -= 1
    while stop in found:
        stop += 1
    return start, stop


def _places(pattern: Pattern, norms: Sequence[str], tokens: Sequence[Token], at: int) -> list[int] | None:
    """Token index of each slot (-1 for an optional one left out)."""
    places = [at]
    here = at + 1
    for slot in pattern.slots[1:]:
        place = _next_place(slot, pattern.filler, norms, tokens, here)
        if place is None:
            if not slot.optional:
                return None
            places.append(-1)
        else:
            places.append(place)
            here = place + 1
    return places


def _next_place(
    slot: Slot, filler: WordSet, norms: Sequence[str], tokens: Sequence[Token], here: int
) -> int | None:
    skipped = fillers = 0
    while here < len(norms):
        if norms[here] in slot.forms or (slot.others is not None and slot.others.meets(norms, tokens, here)):
            return here
        if fillers < _MOST_FILLERS and filler.meets(norms, tokens, here):
            fillers += 1
        elif skipped < slot.gap and tokens[here].text[0].isalnum():
            skipped += 1
        else:
            return None
        here += 1
    return None
