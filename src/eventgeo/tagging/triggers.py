"""Finds the words that name events, by a lexicon of data (``lexicons/README.md`` tells its format).

Four steps: lay every pattern that may begin at a word; keep, longest first, those whose constraints hold and
that do not overlap; settle each one's type, which may come from the words around it or from the event told
before; drop those that a narrower event of the same sentence already tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventgeo.model import Sentence, Trigger
from eventgeo.tagging.lexicon import BEFORE, NO_EVENT, Entry, Lexicon, Suppression, load_lexicon
from eventgeo.tagging.trigger_conditions import DocumentView, SentenceView
from eventgeo.tagging.trigger_patterns import Laid, lay
from eventgeo.tagging.trigger_readings import form_features, reading_fits

_STRETCH = 60
"""Sentences that count as one document for what a text is about: a long text may hold many articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Match:
    laid: Laid
    entry: Entry
    order: int
    slots: int
    passive: bool
    features: frozenset[str]


def find_triggers(sentences: Sequence[Sentence], lang: str) -> tuple[Trigger, ...]:
    """Find the event triggers of a document.

    Parameters
    ----------
    sentences : sequence of Sentence
        All of a document, since "le raid" takes its type from the event told before.
    lang : str
        ISO 639-1 code; a language without lexicon has no triggers.

    Returns
    -------
    tuple of Trigger
        In text order; no two overlap.

    Examples
    --------
    >>> from eventgeo.text.sentences import split_sentences
    >>> text = "L’armée a libéré la ville. Deux otages ont été libérés."
    >>> [(t.text, t.event_type) for t in find_triggers(split_sentences(text, "fr"), "fr")]
    [('libéré', 'capture'), ('libérés', 'release')]
    >>> find_triggers((), "fr")
    ()
    """
    lexicon = load_lexicon(lang)
    if lexicon is None:
        return ()
    told: list[Trigger] = []
    for at in range(0, len(sentences), _STRETCH):
        document = DocumentView(sentences[at : at + _STRETCH], lexicon.marks, lexicon.look_up)
        if not _off_topic(document, lexicon):
            for view in document.sentences:
                _read(view, lexicon, told)
    return tuple(told)


def _off_topic(document: DocumentView, lexicon: Lexicon) -> bool:
    off = document.count(lexicon.topic.off)
    return off >= lexicon.topic.least and off > document.count(lexicon.topic.on)


def _read(view: SentenceView, lexicon: Lexicon, told: list[Trigger]) -> None:
    """Add the triggers of a sentence to those told so far."""
    before = len(told)
    for match in _chosen(_laid_over(view, lexicon), view):
        trigger = _settled(match, view, told, lexicon)
        if trigger is not None:
            told.append(trigger)
    told[before:] = _unsuppressed(told[before:], view, lexicon)


def _laid_over(view: SentenceView, lexicon: Lexicon) -> list[_Match]:
    """Return every pattern that fits the sentence, its constraints not yet asked."""
    index, norms, tokens = lexicon.index, view.norms, view.tokens
    words = frozenset(norms)
    matches = []
    for at, norm in enumerate(norms):
        candidates = index.get(norm)
        if candidates is None:
            continue
        for order, (pattern, entry) in enumerate(candidates):
            if pattern.asks and words.isdisjoint(pattern.asks):
                continue
            laid = lay(pattern, norms, tokens, at)
            if laid is None or not reading_fits(laid, view, lexicon.readings):
                continue
            features, passive = form_features(laid, view, lexicon.readings)
            matches.append(
                _Match(
                    laid=laid,
                    entry=entry,
                    order=order,
                    slots=len(pattern.slots),
                    passive=passive,
                    features=features,
                )
            )
    return matches


def _chosen(matches: list[_Match], view: SentenceView) -> list[_Match]:
    """Return the matches that stand: more words first, then higher priority, then the lexicon's order."""
    matches.sort(key=lambda match: (-match.slots, -match.entry.priority, match.order))
    taken: set[int] = set()
    chosen = []
    for match in matches:
        laid = match.laid
        inside = range(laid.trigger_start, laid.trigger_stop)
        if not taken.isdisjoint(inside) or not _constraints_hold(match, view):
            continue
        claims_all = match.entry.whole or match.entry.event_type == NO_EVENT
        taken.update(range(laid.start, laid.stop) if claims_all else inside)
        chosen.append(match)
    chosen.sort(key=lambda match: match.laid.trigger_start)
    return chosen


def _constraints_hold(match: _Match, view: SentenceView) -> bool:
    entry, laid, passive = match.entry, match.laid, match.passive
    return (
        all(condition.holds(view, laid, passive) for condition in entry.need)
        and not any(condition.holds(view, laid, passive) for condition in entry.never)
        and (
            not entry.alternatives
            or any(condition.holds(view, laid, passive) for condition in entry.alternatives)
        )
    )


def _settled(match: _Match, view: SentenceView, told: Sequence[Trigger], lexicon: Lexicon) -> Trigger | None:
    """Return the trigger with its final type; None for no event, or a word that points at nothing."""
    entry, laid = match.entry, match.laid
    event_type = entry.event_type
    if event_type == NO_EVENT:
        return None
    for switch in entry.switches:
        if all(condition.holds(view, laid, match.passive) for condition in switch.when):
            among = switch.among or lexicon.pointed_at
            wanted = _told_before(told, among) if switch.event_type == BEFORE else switch.event_type
            if wanted:
                event_type = wanted
                break
    if event_type == BEFORE:
        event_type = _told_before(told, lexicon.pointed_at)
    if not event_type or event_type == NO_EVENT:
        return None
    first, stop = _shortest(laid, view)
    start, end = view.tokens[first].start, view.tokens[stop - 1].end
    offset = view.sentence.start
    return Trigger(
        start=start,
        end=end,
        text=view.sentence.text[start - offset : end - offset],
        event_type=event_type,
        lemma=entry.lemma,
        features=match.features,
        rule=entry.rule,
        confidence=entry.confidence,
    )


def _shortest(laid: Laid, view: SentenceView) -> tuple[int, int]:
    """Return the words told, without auxiliaries and clitics before a verb, without loose ends ("of")."""
    start, stop, marks = laid.told_start, laid.told_stop, view.document.marks
    if laid.pos == "v":
        while start < laid.head and marks.group.meets(view.norms, view.tokens, start):
            start += 1
    last = laid.head if laid.pos == "v" else start
    while stop - 1 > last and marks.loose_end.meets(view.norms, view.tokens, stop - 1):
        stop -= 1
    return start, stop


def _told_before(told: Sequence[Trigger], among: frozenset[str]) -> str:
    return next((t.event_type for t in reversed(told) if t.event_type in among), "")


def _unsuppressed(found: list[Trigger], view: SentenceView, lexicon: Lexicon) -> list[Trigger]:
    """Return `found` without what a narrower event beside it tells ("une frappe a tué dix civils")."""
    types = {trigger.event_type for trigger in found}
    rules = [
        rule for rule in lexicon.suppressions if rule.drop in types and not types.isdisjoint(rule.beside)
    ]
    if not rules:
        return found
    return [t for t in found if t.rule in lexicon.kept or not _told_narrower(t, found, view, rules)]


def _told_narrower(
    trigger: Trigger, found: Sequence[Trigger], view: SentenceView, rules: Sequence[Suppression]
) -> bool:
    for rule in rules:
        if trigger.event_type != rule.drop or (rule.forms and trigger.features.isdisjoint(rule.forms)):
            continue
        for other in found:
            if other.event_type in rule.beside and not (
                rule.within_clause and _clause_ends_between(trigger, other, view)
            ):
                return True
    return False


def _clause_ends_between(one: Trigger, other: Trigger, view: SentenceView) -> bool:
    start, stop = min(one.end, other.end), max(one.start, other.start)
    breaks = view.document.marks.breaks
    return any(
        breaks.meets(view.norms, view.tokens, at)
        for at, token in enumerate(view.tokens)
        if start <= token.start < stop
    )
