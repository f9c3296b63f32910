"""Whom a subject pronoun means: "L'armée affirme qu'elle a repris la ville", "The rebels fled. They had …".

The nearest subject before it in the sentence that it may stand for, else the first subject of the sentence
before. Number, gender of the article and kind decide what it may stand for; which word asks for what is data
(``[[pronouns]]`` in ``rules/<lang>/actors.toml``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from eventgeo.assembly.actor_governors import governor, is_counting
from eventgeo.assembly.actor_scene import ActorRules, Mention, Pronoun, Scene

_UNMARKED = frozenset({"actor", "country"})
"""Names: their form does not tell one from many ("les FDS", "le Hezbollah")."""


def meant_by(at: int, scene: Scene, rules: ActorRules) -> tuple[Mention, ...]:
    """Return whom the pronoun at token `at` means, nobody where no mention fits."""
    return _fitting(rules.pronouns[scene.norm(at)], at, scene, rules)


def owner(at: int, scene: Scene, rules: ActorRules) -> tuple[Mention, ...]:
    """Return whom the possessive right before token `at`, or one word before, means ("its raids")."""
    for i in (at - 1, at - 2):
        pronoun = rules.owners.get(scene.norm(i))
        if pronoun is not None:
            return _fitting(pronoun, i, scene, rules)
    return ()


def meant_object(first: int, verb: int, last: int, scene: Scene, rules: ActorRules) -> tuple[Mention, ...]:
    """Return whom an object pronoun of a verb means, whose group starts at token `first`, the verb at `verb`.

    It stands before the verb ("les ont libérés") or right behind it at `last` ("freed them"), and means the
    last mention before that it fits and that is not the subject of its own clause.
    """
    for at in range(first, verb) if rules.head_first else (last,):
        pronoun = rules.objects.get(scene.norm(at))
        if pronoun is None:
            continue
        seen = scene.mention(first - 1)
        for place in (scene, scene.before):
            if place is None:
                break
            end = first if place is scene else len(place.tokens)
            for i in range(end - 1, -1, -1):
                mention = place.mention_at[i]
                fits = mention is not None and mention is not seen and mention.actor.rule != "country"
                if mention is not None and fits and _fits(mention, pronoun, place, rules):
                    return (replace(mention, anaphor=scene.tokens[at].text),)
    return ()


def _fitting(pronoun: Pronoun, at: int, scene: Scene, rules: ActorRules) -> tuple[Mention, ...]:
    word = scene.tokens[at].text
    for mention in reversed(list(_subjects(scene, at, rules))):
        if _fits(mention, pronoun, scene, rules):
            return (replace(mention, anaphor=word),)
    if scene.before is not None:
        for mention in _subjects(scene.before, len(scene.before.tokens), rules):
            if _fits(mention, pronoun, scene.before, rules):
                return (replace(mention, anaphor=word),)
    return ()


def _subjects(scene: Scene, end: int, rules: ActorRules) -> Iterator[Mention]:
    """Yield the mentions before token `end` that may be subjects, in text order."""
    last = 0
    for at in range(end):
        mention = scene.mention_at[at]
        if mention is None or at < last:
            continue
        last = mention.last
        if mention.acts and not governor(mention, scene, rules) and not _is_object(mention, scene, rules):
            yield mention


def _is_object(mention: Mention, scene: Scene, rules: ActorRules) -> bool:
    """Tell whether a mention stands right behind a verb that takes objects ("told our nurses that they")."""
    at = mention.first - 1
    while at > 0 and is_counting(scene.norm(at), rules):
        at -= 1
    if at <= 0 or scene.mention_at[at] is not None or scene.toponym_at[at]:
        return False
    trigger = scene.trigger_at[at]
    if trigger is not None:
        return "verb" in trigger.features
    norm = scene.norm(at)
    return len(norm) > 3 and (norm.endswith(rules.past_endings) or norm in rules.addressing)


def _fits(mention: Mention, pronoun: Pronoun, scene: Scene, rules: ActorRules) -> bool:
    """Tell whether `pronoun` may stand for `mention` by number, article and kind."""
    if mention.actor.actor_kind in pronoun.not_kinds or scene.norm(mention.first - 1) in pronoun.not_articles:
        return False
    if mention.actor.rule in _UNMARKED:
        return True
    head = scene.norm(mention.first if rules.head_first else mention.last - 1)
    many = head.endswith(rules.plural_endings) and mention.actor.rule != "personal name"
    return many == pronoun.many or (pronoun.many and mention.actor.actor_kind in pronoun.groups)
