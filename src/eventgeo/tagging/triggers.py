"""Finds the words that name events, by a lexicon of data (``lexicons/README.md`` tells its format).

Four steps: lay every pattern that may begin at a word; keep, longest first, those whose constraints hold and
that do not overlap; settle each one's type, which may come from the words around it or from the event told
before; drop those that a narrower event of the same sentence already tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from eventgeo.model import Sentence, Trigger
from eventgeo.tagging.lexicon import BEFORE, NO_EVENT, Entry, Lexicon, Suppression, load_lexicon
from eventgeo.tagging.trigger_conditions import DocumentView, Marks, SentenceView, group_start, read_marks
from eventgeo.tagging.trigger_patterns import Laid, lay
from eventgeo.tagging.word_sets import WordSet


@dataclass(frozen=True, slots=True, kw_only=True)
class _Match:
    laid: Laid
    entry: Entry
    order: int
    slots: int
    passive: bool
    features: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Readings:
    """By which word before it a form that can be noun or verb is the one or the other."""

    before_noun: WordSet
    before_verb: WordSet
    before_infinitive: WordSet
    clitics: WordSet
    noun_forms: frozenset[str]
    infinitives: frozenset[str]
    bare_passive: bool


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
    document = DocumentView(sentences, _marks(lang))
    off = document.count(lexicon.topic.off)
    if off >= lexicon.topic.least and off > document.count(lexicon.topic.on):
        return ()
    told: list[Trigger] = []
    for view in document.sentences:
        found = []
        for match in _chosen(_laid_over(view, lexicon), view):
            if match.entry.event_type != NO_EVENT:
                trigger = _settled(match, view, [*told, *found], lexicon)
                if trigger is not None:
                    found.append(trigger)
        told += _unsuppressed(found, view, lexicon)
    return tuple(told)


@cache
def _marks(lang: str) -> Marks:
    lexicon = load_lexicon(lang)
    assert lexicon is not None
    return read_marks(lexicon.sets)


@cache
def _readings(lang: str) -> _Readings:
    lexicon = load_lexicon(lang)
    assert lexicon is not None
    nouns = {
        form
        for form, found in lexicon.index.items()
        if any(pattern.slots[0].pos == "n" for pattern, _ in found)
    }
    infinitives = {
        form
        for form, found in lexicon.index.items()
        if any("inf" in pattern.slots[0].forms[form] for pattern, _ in found)
    }
    return _Readings(
        before_noun=lexicon.sets.named("NOUN_BEFORE"),
        before_verb=lexicon.sets.named("VERB_BEFORE"),
        before_infinitive=lexicon.sets.named("INFINITIVE_BEFORE"),
        clitics=lexicon.sets.named("CLITIC"),
        noun_forms=frozenset(nouns),
        infinitives=frozenset(infinitives),
        bare_passive=lexicon.bare_passive,
    )


def _laid_over(view: SentenceView, lexicon: Lexicon) -> list[_Match]:
    """Every pattern that fits the sentence, its constraints not yet asked."""
    index, norms, tokens = lexicon.index, view.norms, view.tokens
    readings = _readings(lexicon.lang)
    matches = []
    for at, norm in enumerate(norms):
        candidates = index.get(norm)
        if candidates is None:
            continue
        for order, (pattern, entry) in enumerate(candidates):
            laid = lay(pattern, norms, tokens, at)
            if laid is None or not _reading_fits(laid, view, readings):
                continue
            features, passive = _features(laid, view, readings)
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


def _reading_fits(laid: Laid, view: SentenceView, readings: _Readings) -> bool:
    """Whether the word before lets the head be the noun or verb that the pattern takes it for."""
    at = laid.head
    if at == 0 or not laid.pos:
        return True
    norms, tokens = view.norms, view.tokens
    if laid.pos == "v" and tokens[at].text[0].isupper() and tokens[at - 1].text[0].isalnum():
        return False  # a capital inside a sentence: a name ("la Coupe d'Afrique")
    if laid.pos == "n":
        return not readings.before_verb.meets(norms, tokens, at - 1) and not (
            norms[at] in readings.infinitives and readings.before_infinitive.meets(norms, tokens, at - 1)
        )
    if laid.pos != "v" or not readings.before_noun.meets(norms, tokens, at - 1):
        return True
    if "inf" in laid.features:  # "d'attaquer", but "the attack"
        return norms[at] not in readings.noun_forms or readings.clitics.meets(norms, tokens, at - 1)
    if "pp" in laid.features or not readings.clitics.meets(norms, tokens, at - 1):
        return False
    return norms[at] not in readings.noun_forms or (
        at > 1 and readings.before_verb.meets(norms, tokens, at - 2)
    )


def _features(laid: Laid, view: SentenceView, readings: _Readings) -> tuple[frozenset[str], bool]:
    """The features of the head, and whether it is passive."""
    if laid.pos != "v":
        return frozenset({"noun"}), False
    features = laid.features | {"verb"}
    if "pp" not in laid.features:
        return features, False
    marks, norms, tokens = view.document.marks, view.norms, view.tokens
    start = group_start(view, laid)
    passive = _voice(view, start, laid.head)
    if passive is None and start > 0 and marks.coordinator.meets(norms, tokens, start - 1):
        passive = _voice(view, max(0, start - _COORDINATION_REACH), start - 1)  # "a tiré … et chargé"
    if passive is None:  # no auxiliary: "la ville libérée par", "troops killed by"
        has_agent = laid.stop < len(norms) and marks.agent.meets(norms, tokens, laid.stop)
        passive = has_agent or (readings.bare_passive and laid.features <= _ONLY_PARTICIPLE)
    else:
        features = frozenset({"verb", "pp"})
    if passive and marks.never_passive.meets(norms, tokens, laid.head):
        passive = False
    return (features | {"passive"} if passive else features), passive


_ONLY_PARTICIPLE = frozenset({"pp"})
_COORDINATION_REACH = 10


def _voice(view: SentenceView, start: int, stop: int) -> bool | None:
    """Return whether the auxiliary nearest before `stop` is that of the passive; None where there is none."""
    marks, norms, tokens = view.document.marks, view.norms, view.tokens
    passive: bool | None = None
    for at in range(stop - 1, start - 1, -1):
        if marks.reflexive.meets(norms, tokens, at):
            return False
        if passive is None:
            if marks.perfect_aux.meets(norms, tokens, at):
                return False
            if marks.passive_aux.meets(norms, tokens, at):
                passive = True
        elif not marks.group.meets(norms, tokens, at):
            break
    return passive


def _chosen(matches: list[_Match], view: SentenceView) -> list[_Match]:
    """The matches that stand: more words before fewer, higher priority, then the order of the lexicon."""
    matches.sort(key=lambda match: (-match.slots, -match.entry.priority, match.order))
    taken: set[int] = set()
    chosen = []
    for match in matches:
        laid = match.laid
        inside = range(laid.trigger_start, laid.trigger_stop)
        if not taken.isdisjoint(inside) or not _constraints_hold(match, view):
            continue
        taken.update(range(laid.start, laid.stop) if match.entry.event_type == NO_EVENT else inside)
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


def _settled(
    match: _Match, view: SentenceView, told: Sequence[Trigger], lexicon: Lexicon
) -> Trigger | None:
    """The trigger with its final type; None for a pointing word with nothing to point at."""
    entry, laid = match.entry, match.laid
    event_type = entry.event_type
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
    start, end = view.tokens[laid.trigger_start].start, view.tokens[laid.trigger_stop - 1].end
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


def _told_before(told: Sequence[Trigger], among: frozenset[str]) -> str:
    return next((t.event_type for t in reversed(told) if t.event_type in among), "")


def _unsuppressed(found: list[Trigger], view: SentenceView, lexicon: Lexicon) -> list[Trigger]:
    """Without those that a narrower event of the sentence tells ("une frappe a tué dix civils")."""
    types = {trigger.event_type for trigger in found}
    rules = [rule for rule in lexicon.suppressions if rule.drop in types and not types.isdisjoint(rule.beside)]
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
