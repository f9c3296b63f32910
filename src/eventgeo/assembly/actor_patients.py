"""People and things no lexicon knows, where grammar leaves no doubt that they undergo the event.

"Un menuisier a été enlevé", "they torched the granary": what a verb of killing, seizing or burning takes as
its subject in the passive, or right behind it in the active, is its target whatever the noun. Places, times
and words that mean other events are left out by a list (``not_patients``).
"""

from __future__ import annotations

from eventgeo.assembly.actor_scene import ActorRules, Mention, Scene
from eventgeo.assembly.clauses import clause_rules
from eventgeo.assembly.voice import VerbGroup
from eventgeo.model import ActorMention

_LONGEST = 3
"""Words of such a noun phrase."""


def unknown_patient(group: VerbGroup, scene: Scene, rules: ActorRules) -> Mention | None:
    """Return the noun phrase that undergoes the verb, or None where it is not plain to see."""
    if group.voice in ("passive", "participle"):
        return _before(group.first, scene, rules)
    return unknown_after(group.last, scene, rules)


def _before(first: int, scene: Scene, rules: ActorRules) -> Mention | None:
    """Return the phrase that ends right before the verb group: "un menuisier | a été enlevé"."""
    start = first
    while start > 0 and first - start < _LONGEST and _is_plain(start - 1, scene, rules):
        start -= 1
    if start == first or not _opens(start - 1, scene, rules):
        return None
    opening = start - 1
    while opening >= 0 and _opens(opening, scene, rules):
        opening -= 1
    free = opening < 0 or not scene.tokens[opening].is_word or scene.norm(opening) in _free_openers(rules)
    return _phrase(start, first, scene, rules) if free else None


def unknown_after(last: int, scene: Scene, rules: ActorRules) -> Mention | None:
    """Return the phrase right after the verb: "ont fouetté | mon neveu"."""
    start = last
    while _opens(start, scene, rules):
        start += 1
    end = start
    while end - start < _LONGEST and _is_plain(end, scene, rules):
        end += 1
    if start == last or end == start:
        return None
    if not rules.head_first and (_names(end, scene)):
        return None  # "the besieged Al-Waer neighbourhood": these words only describe a name
    if rules.head_first:  # the head comes first, and what follows may be anything
        end = start + 1
    return _phrase(start, end, scene, rules)


def _names(at: int, scene: Scene) -> bool:
    return at < len(scene.tokens) and scene.tokens[at].is_capitalised


def _phrase(start: int, end: int, scene: Scene, rules: ActorRules) -> Mention | None:
    if any(scene.norm(at) in rules.not_patients for at in range(start, end)):
        return None
    first, last = scene.tokens[start], scene.tokens[end - 1]
    offset = scene.sentence_start
    text = scene.sentence_text[first.start - offset : last.end - offset]
    actor = ActorMention(
        start=first.start,
        end=last.end,
        text=text,
        actor_kind="other",
        rule="unknown noun where a target must be",
    )
    return Mention(first=start, last=end, actor=actor)


def _is_plain(at: int, scene: Scene, rules: ActorRules) -> bool:
    """Tell whether token `at` is a lower-case content word, free of any other reading."""
    if not 0 <= at < len(scene.tokens) or not scene.tokens[at].text.islower():
        return False
    norm = scene.norm(at)
    taken = scene.mention_at[at] is not None or scene.trigger_at[at] is not None or scene.toponym_at[at]
    if taken or len(norm) < 3 or _is_function(norm, rules):
        return False
    return not clause_rules(scene.lang).is_verb(scene.tokens[at])


def _is_function(norm: str, rules: ActorRules) -> bool:
    return (
        norm in rules.prepositions
        or norm in rules.articles
        or norm in rules.of
        or norm in rules.conjunctions
        or norm in rules.auxiliaries
        or norm in rules.barriers
        or norm in rules.relatives
        or norm in rules.adverbs
        or norm in rules.clitics
        or norm in rules.modals
        or norm in rules.quantities
    )


def _opens(at: int, scene: Scene, rules: ActorRules) -> bool:
    norm = scene.norm(at)
    return bool(norm) and (norm in rules.openers or norm[:1].isdigit())


def _free_openers(rules: ActorRules) -> frozenset[str]:
    return rules.conjunctions | rules.barriers | rules.relatives
