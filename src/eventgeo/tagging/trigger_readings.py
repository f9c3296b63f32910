"""What a form is in its sentence: noun or verb, active or passive.

"Attaque" is a noun after an article and a verb after "qui"; "libérée" is passive after "a été" and without an
auxiliary, active after "a". The words that decide are reserved classes of the lexicon.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eventgeo.tagging.trigger_conditions import SentenceView, group_start
from eventgeo.tagging.trigger_patterns import Laid, Pattern
from eventgeo.tagging.word_sets import WordSet, WordSets

_ONLY_PARTICIPLE = frozenset({"pp"})
_COORDINATION_REACH = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """By which word before it a form that can be noun or verb is the one or the other."""

    before_noun: WordSet
    before_verb: WordSet
    before_infinitive: WordSet
    clitics: WordSet
    prepositions: WordSet
    determiners: WordSet
    after_noun: WordSet
    noun_forms: frozenset[str]
    verb_forms: frozenset[str]
    infinitives: frozenset[str]
    bare_passive: bool
    capital_headlines: bool


def read_readings(
    sets: WordSets, index: Mapping[str, Sequence[tuple[Pattern, object]]], settings: Mapping[str, object]
) -> Readings:
    """Return what tells noun from verb: reserved classes, and the forms that the lexicon has as either."""
    return Readings(
        before_noun=sets.named("NOUN_BEFORE"),
        before_verb=sets.named("VERB_BEFORE"),
        before_infinitive=sets.named("INFINITIVE_BEFORE"),
        clitics=sets.named("CLITIC"),
        prepositions=sets.named("PREPOSITION"),
        determiners=sets.named("DETERMINER"),
        after_noun=sets.named("PHRASE_STOP"),
        noun_forms=_forms_read_as("n", index),
        verb_forms=_forms_read_as("v", index),
        infinitives=frozenset(
            form
            for form, found in index.items()
            if any("inf" in pattern.slots[0].forms[form] for pattern, _ in found)
        ),
        bare_passive=bool(settings.get("bare_passive", False)),
        capital_headlines=bool(settings.get("capital_headlines", False)),
    )


def _forms_read_as(pos: str, index: Mapping[str, Sequence[tuple[Pattern, object]]]) -> frozenset[str]:
    return frozenset(
        form for form, found in index.items() if any(pattern.slots[0].pos == pos for pattern, _ in found)
    )


def reading_fits(laid: Laid, view: SentenceView, readings: Readings) -> bool:
    """Whether the words beside it let the head be the noun or verb that the pattern takes it for."""
    at = laid.head
    if not laid.pos:
        return True
    norms, tokens = view.norms, view.tokens
    opens = at == 0 or not any(token.text[0].isalnum() for token in tokens[:at])
    if laid.pos == "v" and _no_finite_verb(laid, view, readings, opens):
        return False
    if opens:
        return True
    if laid.pos == "n" and norms[at] in readings.verb_forms and _only_verb(laid, view, readings):
        return False
    named = tokens[at].text[0].isupper() and tokens[at - 1].text[0].isalnum()
    if laid.pos == "v" and named and not readings.capital_headlines:
        return False  # a capital inside a sentence: a name ("la Coupe d'Afrique")
    if laid.pos == "n":
        return not readings.before_verb.meets(norms, tokens, at - 1) and not (
            norms[at] in readings.infinitives and readings.before_infinitive.meets(norms, tokens, at - 1)
        )
    if laid.pos != "v" or not readings.before_noun.meets(norms, tokens, at - 1):
        return True
    if "inf" in laid.features and "fin" not in laid.features:  # "d'attaquer", but "the attack"
        return norms[at] not in readings.noun_forms or readings.clitics.meets(norms, tokens, at - 1)
    if "pp" in laid.features or not readings.clitics.meets(norms, tokens, at - 1):
        return False
    return norms[at] not in readings.noun_forms or (
        at > 1 and readings.before_verb.meets(norms, tokens, at - 2)
    )


def _no_finite_verb(laid: Laid, view: SentenceView, readings: Readings, opens: bool) -> bool:
    """Whether no finite verb can stand here: first in its sentence, after a preposition, before "has"."""
    at, norms, tokens = laid.head, view.norms, view.tokens
    if "fin" not in laid.features or not laid.features.isdisjoint({"pp", "ger"}):
        return False
    if _auxiliary_follows(view, at):
        return True
    if not opens and readings.prepositions.meets(norms, tokens, at - 1):
        return True
    return norms[at] in readings.noun_forms and (
        (opens and "imp" not in laid.features)
        or (at + 1 < len(norms) and readings.after_noun.meets(norms, tokens, at + 1))
    )


def _auxiliary_follows(view: SentenceView, at: int) -> bool:
    """Whether another verb group begins right after: "Russian forces were pushed out"."""
    marks, after = view.document.marks, at + 1
    return (
        after < len(view.norms)
        and marks.no_verb_before.meets(view.norms, view.tokens, after)
        and not marks.relative.meets(view.norms, view.tokens, at - 1)
    )


def _only_verb(laid: Laid, view: SentenceView, readings: Readings) -> bool:
    """Whether a noun cannot stand here: before an article, with no article or preposition before it."""
    at, norms, tokens = laid.head, view.norms, view.tokens
    if at + 1 >= len(norms) or not readings.determiners.meets(norms, tokens, at + 1):
        return False
    reach = 1 if norms[at - 1].endswith("s") else 2  # "the rebels attack the town"
    return not any(
        readings.before_noun.meets(norms, tokens, here) or readings.prepositions.meets(norms, tokens, here)
        for here in range(max(0, at - reach), at)
    )


def form_features(laid: Laid, view: SentenceView, readings: Readings) -> tuple[frozenset[str], bool]:
    """Return the features of the head, and whether it is passive."""
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
