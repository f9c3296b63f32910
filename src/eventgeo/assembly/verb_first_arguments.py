"""The arguments around a word where the verb comes first: each mention with the preposition before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventgeo.assembly.actor_scene import Mention, Scene
from eventgeo.assembly.spelling import respell
from eventgeo.assembly.verb_first_rules import Phrases, VerbFirstRules
from eventgeo.assembly.word_forms import rule_forms

Mentions = tuple[Mention, ...]

_REACH = 24
_NEAR = 3
"""Words that may stand between a noun and what belongs to it: its adjectives."""
_OF = "of"
"""The preposition of what belongs to another noun."""
BY = "by"
"""The preposition of who does it, whichever words say so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """Mentions joined by "and", and the preposition before them, "" where none is.

    ``near`` tells whether hardly anything stands between them and where the search began.
    """

    mentions: Mentions
    preposition: str
    near: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A scene with the forms of its words by which the rules know them."""

    scene: Scene
    rules: VerbFirstRules
    forms: Sequence[str]

    @classmethod
    def of(cls, scene: Scene, rules: VerbFirstRules) -> Clause:
        """Return `scene` with the forms of its words."""
        return cls(scene=scene, rules=rules, forms=rule_forms(scene.tokens, scene.lang))

    def form(self, at: int) -> str:
        """Return the form of token `at`, empty outside the sentence."""
        return self.forms[at] if 0 <= at < len(self.forms) else ""

    def phrase_at(self, at: int, phrases: Phrases) -> int:
        """Return the length of the longest of `phrases` that stands at token `at`, 0 where none does."""
        for size in (2, 1):
            if tuple(self.form(i) for i in range(at, at + size)) in phrases:
                return size
        return 0

    def bare(self, at: int) -> str:
        """Return token `at` without "and"."""
        word = respell(self.scene.norm(at), self.scene.lang)
        return word[1:] if len(word) > 4 and word[0] in self.rules.affixes.conjunctions else word

    def is_joined(self, at: int) -> bool:
        """Tell whether "and" is written on token `at`."""
        return self.scene.norm(at)[:1] == self.rules.affixes.and_

    def proclitic(self, at: int) -> str:
        """Return the preposition written on token `at`, "" where there is none to be seen.

        It is seen before an article ("بالقوات"), or where a mention begins behind it ("ب|قوات").
        """
        token, mention = self.scene.tokens[at], self.scene.mention(at)
        word, affixes = self.bare(at), self.rules.affixes
        on_article = word[:1] in affixes.prepositions and word[1:].startswith(affixes.articles)
        if on_article or word.startswith(affixes.for_the):
            return word[0]
        if mention is not None and mention.first == at and mention.actor.start > token.start:
            before = respell(token.text[: mention.actor.start - token.start], self.scene.lang)
            return before[-1] if before[-1:] in affixes.prepositions else ""
        trigger = self.scene.trigger_at[at]
        if mention is None and trigger is not None and word[:1] in affixes.prepositions:
            lemma = respell(trigger.lemma, self.scene.lang)
            return word[0] if lemma and not lemma.startswith(word[0]) else ""
        return ""


def arguments_after(at: int, clause: Clause, *, stop: int | None = None) -> list[Argument]:
    """Return the arguments from token `at` on, up to the next verb, clause or mark."""
    scene, rules = clause.scene, clause.rules
    found: list[Argument] = []
    preposition, unknown, aside = "", 0, False
    end = min(len(scene.tokens), at + _REACH, stop if stop is not None else len(scene.tokens))
    i = at
    while i < end:
        mention = scene.mention_at[i]
        if mention is not None:
            group = coordinated(mention, clause)
            governed = clause.proclitic(i) or preposition
            if mention.actor.rule == "country" and governed:
                governed = _OF  # a country behind a preposition is where it was
            found.append(Argument(mentions=group, preposition=governed, near=unknown <= _NEAR))
            preposition, unknown, i = "", 0, group[-1].last
            continue
        form, trigger = clause.form(i), scene.trigger_at[i]
        if trigger is not None:
            if "verb" in trigger.features and not clause.proclitic(i):
                break
            preposition = _OF
        elif form in rules.relatives or form in rules.openers or form in rules.barriers:
            break
        elif not scene.tokens[i].is_word:
            opens = form == "," and clause.form(i + 1) in rules.time  # ", on Sunday,"
            if form in (".", ";", ":", "!") or (form == "," and found and not (opens or aside)):
                break
            aside = opens
        elif (clause.phrase_at(i, rules.agents)) > 0:
            preposition, unknown = BY, 0
            i += clause.phrase_at(i, rules.agents) - 1
        elif form in rules.of and clause.form(i - 1) in rules.quantities:
            pass  # "عدد من المدنيين": of number, not of origin
        elif form in rules.prepositions:
            preposition, unknown = form, 0
        elif clause.proclitic(i):
            preposition = clause.proclitic(i)
        elif form in rules.quantities or form[:1].isdigit() or form in rules.time:
            pass
        elif scene.toponym_at[i]:
            preposition = ""
        else:
            unknown += 1
            if preposition and unknown > 1:
                preposition = _OF
        i += 1
    return found


def coordinated(mention: Mention, clause: Clause) -> Mentions:
    """Return `mention` with those joined to it behind it ("قوات النظام وروسيا")."""
    found = [mention]
    at = mention.last
    while at < len(clause.scene.tokens) and len(found) < 6:
        if clause.form(at) == "," and clause.is_joined(at + 1):
            at += 1
        following = clause.scene.mention(at)
        counted = clause.form(at) in clause.rules.quantities or clause.form(at)[:1].isdigit()
        if following is None and counted:  # "مدنيا وتسعة جنود"
            following = clause.scene.mention(at + 1)
        if following is None or not clause.is_joined(at) or clause.proclitic(at):
            break
        found.append(following)
        at = following.last
    return tuple(found)


def agent_of(at: int, clause: Clause, phrases: Phrases, *, reach: int = _REACH) -> Mentions:
    """Return who stands after one of `phrases` ("على يد", "من قبل") behind token `at`."""
    scene, rules = clause.scene, clause.rules
    for i in range(at, min(len(scene.tokens), at + reach)):
        form = clause.form(i)
        size = clause.phrase_at(i, phrases)
        if size:
            found = arguments_after(i + size, clause)
            usable = found and found[0].near and found[0].preposition not in rules.target
            return found[0].mentions if usable and found[0].mentions[0].acts else ()
        if form in rules.openers or form in (".", ";", ":"):
            break
    return ()


def free_subject_before(at: int, clause: Clause) -> Mentions:
    """Return the subject that stands right before the verb at token `at`, or the noun it describes.

    "أن الجيش قصف", "قوات النظام وروسيا صعدت", "المسلحون الذين خطفوا".
    """
    scene, rules = clause.scene, clause.rules
    i = at - 1
    while i >= 0 and (clause.form(i) in rules.particles or clause.form(i) in rules.relatives):
        i -= 1
    mention = scene.mention(i)
    if mention is None:
        return ()
    group = [mention]
    start = mention.first
    while clause.is_joined(start) and (before := scene.mention(start - 1)) is not None:
        group.insert(0, before)
        start = before.first
    related = any(clause.form(j) in rules.relatives for j in range(i + 1, at))
    described = i == at - 1 and not has_article(mention, rules)
    if related or described or not _governed(start, clause):
        return tuple(group)
    return ()


def has_article(mention: Mention, rules: VerbFirstRules) -> bool:
    """Tell whether a word of `mention` has the article: "قوات النظام"."""
    return any(word.startswith(rules.affixes.articles) for word in mention.actor.text.split())


def main_subject(at: int, clause: Clause) -> Mentions:
    """Return the subject of the clause that one at token `at` hangs on ("توعد التنظيم بأن | يهاجم")."""
    for i in range(at - 2, max(-1, at - _REACH), -1):
        mention = clause.scene.mention(i)
        if mention is not None and mention.last == i + 1:
            before = clause.form(mention.first - 1)
            free = (
                mention.acts
                and not clause.proclitic(mention.first)
                and before not in clause.rules.prepositions
            )
            if free:
                return (mention,)
        if clause.form(i) in (".", ";", "!"):
            break
    return ()


def _governed(start: int, clause: Clause) -> bool:
    """Tell whether the mention that starts at token `start` is not the subject of what follows."""
    scene, rules = clause.scene, clause.rules
    if clause.proclitic(start):
        return True
    at = start - 1
    while at >= 0 and (clause.form(at) in rules.quantities or clause.form(at)[:1].isdigit()):
        at -= 1
    if at < 0 or clause.is_joined(start) or clause.form(at) in rules.openers:
        return False
    return scene.tokens[at].is_word
