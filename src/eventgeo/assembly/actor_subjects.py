"""Walks from a verb to its subject, and from a pronoun, participle or infinitive to whom it belongs."""

from __future__ import annotations

from eventgeo.assembly.actor_governors import governor, is_counting
from eventgeo.assembly.actor_pronouns import meant_by
from eventgeo.assembly.actor_scene import ActorRules, Mention, Scene
from eventgeo.assembly.actor_walks import Mentions, coordinated_after, coordinated_before, next_mention
from eventgeo.assembly.clauses import clause_rules
from eventgeo.model import Trigger

_REACH = 40
_CONTROL = 9
"""Tokens from an infinitive's link back to the verb whose object does it."""
_APPOSITION = 16
"""Tokens of an insertion between commas that may part subject and verb."""


def subject_after(at: int, scene: Scene, rules: ActorRules) -> Mentions:
    """Return the subject of the main clause after one that has none ("Après avoir tué X, Y a fui")."""
    commas = [i for i in range(at, len(scene.tokens)) if scene.norm(i) == ","]
    for i in range(commas[0] if commas else len(scene.tokens), len(scene.tokens)):
        mention = scene.mention_at[i]
        if mention is not None and not governor(mention, scene, rules):
            return (mention,)
    return ()


def _is_reduced(trigger: Trigger, first: int, scene: Scene, rules: ActorRules) -> bool:
    """Tell whether a verb trigger is a participle that only describes a noun ("les soldats tués")."""
    reduced = "pp" in trigger.features and "fin" not in trigger.features
    return reduced and scene.norm(first - 1) not in rules.auxiliaries | rules.been | rules.adverbs


def subject_before(at: int, scene: Scene, rules: ActorRules, *, things: bool = False) -> Mentions:
    """Return the subject of the verb group that starts at token `at`, with those coordinated to it.

    With `things`, a building or weapon can be it: what undergoes a verb in the passive.
    """
    i = at - 1
    if scene.norm(i) in rules.relatives:
        return antecedent(i, scene, rules, things=things)
    shared = scene.norm(i) in rules.and_
    if scene.norm(i) == ",":
        comma = _comma_before(i, scene)
        if comma is not None:
            i = comma - 1
        else:
            shared = True
            i -= 1
    stop = max(0, at - _REACH)
    while i >= stop:
        mention = scene.mention_at[i]
        if mention is not None:
            governed = governor(mention, scene, rules)
            verb = _verb_before(mention, scene, rules) if shared and not governed else None
            if verb is not None:
                i = verb - 1  # the object of the verb before, whose subject this one shares
                continue
            if shared and not governed and _is_apposition(mention, scene):
                i = mention.first - 1
                continue
            opened = governed in rules.clause_openers and not (
                governed in rules.with_ and scene.norm(at) in rules.auxiliaries
            )
            if (things or mention.acts) and (not governed or opened):
                return coordinated_before(_named(mention, scene, rules), scene, rules)
            i = mention.first - 1
            while i >= stop and scene.mention_at[i] is None and is_counting(scene.norm(i), rules):
                i -= 1
            if scene.norm(i) == governed:
                i -= 1  # "dont dix enfants": past the word that opens the insertion
            continue
        trigger = scene.trigger_at[i]
        norm = scene.norm(i)
        if trigger is not None:
            first = scene.span(trigger)[0]
            if "verb" not in trigger.features:
                if not shared and not _is_governed(first, scene, rules):
                    return ()
            elif not (
                shared
                or _is_reduced(trigger, first, scene, rules)
                or _is_bare_participle(trigger, first, scene, rules)
            ):
                return ()
            i = first - 1
            continue
        if norm in rules.relatives:
            return antecedent(i, scene, rules, things=things)
        if norm in rules.pronouns:
            return meant_by(i, scene, rules)
        if norm in rules.barriers or (norm in rules.auxiliaries and not shared):
            return ()
        i -= 1
    return ()


def _is_apposition(mention: Mention, scene: Scene) -> bool:
    """Tell whether a mention says what a place is ("Ruwan Doruwa, a farming community in Zamfara")."""
    at = mention.first - 1
    while at > mention.first - 4 and scene.tokens[at].text.islower() and scene.trigger_at[at] is None:
        at -= 1
    return at > 0 and scene.norm(at) == "," and bool(scene.toponym_at[at - 1])


def _named(mention: Mention, scene: Scene, rules: ActorRules) -> Mention:
    """Return whom an apposition describes ("Ali Ba, un militant") instead of what it says of them."""
    at = mention.first - 1
    while at > 0 and is_counting(scene.norm(at), rules):
        at -= 1
    before = scene.mention(at - 1)
    if scene.norm(at) != "," or before is None or before.last != at or mention.actor.rule == "personal name":
        return mention
    describes = before.actor.rule == "personal name" and before.acts
    return before if describes and not governor(before, scene, rules) else mention


def _is_bare_participle(trigger: Trigger, first: int, scene: Scene, rules: ActorRules) -> bool:
    """Tell whether a past form describes the noun right before it: a later verb has no other subject."""
    return rules.bare_past and "pp" in trigger.features and scene.mention(first - 1) is not None


def _verb_before(mention: Mention, scene: Scene, rules: ActorRules) -> int | None:
    """Return the first token of the active verb whose object `mention` is by its place, or None."""
    at = mention.first - 1
    while at > 0 and is_counting(scene.norm(at), rules):
        at -= 1
    if at <= 0:
        return None
    trigger = scene.trigger_at[at]
    if trigger is None:
        plain = scene.mention_at[at] is None and not scene.toponym_at[at]
        norm_before, joining = scene.norm(at - 1), rules.and_ | rules.auxiliaries | {","}
        told = scene.norm(at) in rules.barriers or scene.norm(at) in rules.conjunctions
        words = clause_rules(scene.lang)
        is_verb = words.is_verb(scene.tokens[at]) or words.is_participle(scene.tokens[at])
        is_verb = is_verb or (norm_before in joining and scene.norm(at).endswith(rules.participles))
        return at if plain and not told and is_verb else None
    first = scene.span(trigger)[0]
    active = "verb" in trigger.features and "passive" not in trigger.features
    return first if active and not _is_reduced(trigger, first, scene, rules) else None


def antecedent(
    at: int, scene: Scene, rules: ActorRules, *, things: bool = False, any_case: bool = False
) -> Mentions:
    """Return the mention that a relative pronoun at token `at` points back to.

    With `any_case` those joined to it count whatever governs them ("aux frères X et à Y, auteurs de …").
    """
    i = at - 1
    while i >= 0 and i > at - 8:
        mention = scene.mention_at[i]
        if mention is not None:
            if not things and not mention.acts:
                return ()
            return coordinated_before(_named(mention, scene, rules), scene, rules, any_case=any_case)
        norm = scene.norm(i)
        passed = norm in (",", "(", ")", '"', "»") or scene.toponym_at[i] or norm in rules.prepositions
        if not passed and norm not in rules.articles and norm not in rules.of:
            return ()
        i -= 1
    return ()


def clause_subject(at: int, scene: Scene, rules: ActorRules) -> Mentions:
    """Return the subject of the nearest verb before token `at`, which a gerund or purpose clause shares."""
    i = at - 1
    while i >= 0:
        trigger = scene.trigger_at[i]
        norm = scene.norm(i)
        if norm in rules.barriers and norm not in (":",):
            return ()
        is_verb = trigger is not None and "verb" in trigger.features and not trigger.features & {"inf", "ger"}
        if is_verb or (norm in rules.auxiliaries and scene.mention_at[i] is None):
            start = scene.span(trigger)[0] if trigger is not None else i
            helped = False
            while start > 0 and _is_helping(scene.norm(start - 1), rules):
                start -= 1
                helped = helped or scene.norm(start) in rules.auxiliaries
            if trigger is not None and "fin" not in trigger.features and not helped:
                return antecedent(start, scene, rules)
            return subject_before(start, scene, rules)
        i -= 1
    for i in range(at):
        mention = scene.mention_at[i]
        if mention is not None and mention.acts and not governor(mention, scene, rules):
            return coordinated_after(mention, scene, rules)
    return ()


def controller(first: int, scene: Scene, rules: ActorRules) -> Mentions:
    """Return who does the infinitive (or gerund after "of") that starts at token `first`.

    The object of "accuser", "appeler" and their like, else the subject of the verb before.
    """
    at = first - 1
    links = rules.infinitive_links | rules.purpose_links | rules.gerund_links
    while at >= 0 and scene.norm(at) in links:
        at -= 1
    if scene.norm(at) in rules.pronouns:
        return meant_by(at, scene, rules)
    purpose = any(scene.norm(i) in rules.purpose_links for i in range(at + 1, first))
    mention = scene.mention(at)
    if mention is not None and not purpose:
        controlled = _controlled_object(mention.first, scene, rules)
        if controlled is not None:
            return (controlled,) if controlled.acts else ()
    if mention is not None or purpose:
        return clause_subject(at + 1, scene, rules)
    start = at
    while start > 0 and (_is_helping(scene.norm(start - 1), rules) or scene.norm(start - 1) in rules.been):
        start -= 1
    if _controls_pronoun(start, at, scene, rules):
        return ()
    return subject_before(max(start, 0), scene, rules) or clause_subject(at + 1, scene, rules)


def _controls_pronoun(start: int, at: int, scene: Scene, rules: ActorRules) -> bool:
    """Tell whether a pronoun is the object of the controlling verb ("les accuse de", "urged them to")."""
    if scene.norm(at) in rules.object_pronouns:
        verbs = (scene.norm(at - 1), scene.norm(at - 2))
        return any(len(verb) > 3 and verb.startswith(rules.object_control) for verb in verbs)
    before = {scene.norm(i) for i in range(start, at)}
    return bool(before & rules.object_pronouns) and scene.norm(at).startswith(rules.object_control)


def _controlled_object(at: int, scene: Scene, rules: ActorRules) -> Mention | None:
    """Return the object of an "accuser", "empêcher" that stands before token `at`, or right there."""
    for i in range(at - 1, max(-1, at - _CONTROL), -1):
        norm = scene.norm(i)
        if norm in rules.barriers:
            return None
        if scene.mention_at[i] is None and len(norm) > 3 and norm.startswith(rules.object_control):
            start = i + 2 if scene.norm(i + 1) in rules.control_links else i + 1
            mention = next_mention(start, scene, rules) or scene.mention(at)
            return None if mention is None or governor(mention, scene, rules) in rules.agent else mention
    return None


def _comma_before(at: int, scene: Scene) -> int | None:
    """Return the comma that opens the insertion closed by the comma at `at`, where a mention precedes it."""
    for i in range(at - 2, max(0, at - _APPOSITION), -1):
        if scene.norm(i) == ",":
            return i if scene.mention(i - 1) is not None or scene.toponym_at[i - 1] else None
    return None


def _is_governed(first: int, scene: Scene, rules: ActorRules) -> bool:
    """Tell whether the noun that starts at token `first` stands after a preposition."""
    at = first - 1
    while at >= 0 and (is_counting(scene.norm(at), rules)) and scene.norm(at) not in rules.of:
        at -= 1
    return scene.norm(at) in rules.prepositions or scene.norm(at) in rules.of


def _is_helping(norm: str, rules: ActorRules) -> bool:
    return (
        norm in rules.auxiliaries or norm in rules.clitics or norm in rules.reflexive or norm in rules.adverbs
    )
