"""The words of a sentence as the search for bystanders asks for them: whose verb it is, what bars the way.

Two grammars answer alike: that of a language whose subject stands before its verb, and that of one whose
verb comes first.
"""

from __future__ import annotations

from dataclasses import dataclass

from eventgeo.assembly.actor_governors import is_counting
from eventgeo.assembly.actor_scene import ActorRules, Frame, Scene
from eventgeo.assembly.actor_subjects import clause_subject, controller, subject_after, subject_before
from eventgeo.assembly.actor_walks import Mentions, agent_after, next_mention, subject_behind
from eventgeo.assembly.clauses import clause_rules
from eventgeo.assembly.verb_first_arguments import Clause, arguments_after, free_subject_before
from eventgeo.assembly.verb_first_rules import VerbFirstRules
from eventgeo.assembly.voice import verb_group
from eventgeo.model import Trigger

_NEAR = 3
"""Tokens behind a participle among which its agent follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectFirst:
    """A sentence of a language whose subject stands before its verb."""

    scene: Scene
    rules: ActorRules

    def form(self, at: int) -> str:
        """Return the form of token `at` by which the rules know it."""
        return self.scene.norm(at)

    def is_counting(self, at: int) -> bool:
        """Tell whether token `at` only counts or determines the noun after it."""
        return is_counting(self.form(at), self.rules)

    def bars(self, at: int) -> bool:
        """Tell whether a clause ends at token `at`."""
        return self.form(at) in self.rules.barriers or self.is_relative(at)

    def is_relative(self, at: int) -> bool:
        """Tell whether token `at` is a relative pronoun."""
        return self.form(at) in self.rules.relatives or self.form(at) in self.rules.object_relatives

    def is_verb(self, at: int) -> bool:
        """Tell whether token `at` is another verb, whose object what follows is."""
        trigger, form = self.scene.trigger_at[at], self.form(at)
        if trigger is not None:
            return "verb" in trigger.features and "noun" not in trigger.features
        helping = form in self.rules.auxiliaries or form in self.rules.been
        return not helping and (
            self.rules.carries(form) or clause_rules(self.scene.lang).is_verb(self.scene.tokens[at])
        )

    def is_infinitive(self, at: int) -> bool:
        """Tell whether the verb at token `at` depends on one before it."""
        return self.form(at - 1) in self.rules.infinitive_links

    def is_finite(self, trigger: Trigger, frame: Frame) -> bool:
        """Tell whether `trigger` is a verb with a subject of its own."""
        return verb_group(trigger, self.scene, self.rules, frame).voice in ("active", "passive", "participle")

    def is_owned(self, first: int) -> bool:
        """Tell whether an event noun has a possessive: "its attacks"."""
        return not self.rules.possessives.isdisjoint((self.form(first - 1), self.form(first - 2)))

    def subject(self, at: int, first: int, last: int, stance: str) -> Mentions:
        """Return whose stance the word at token `at` tells towards the event at `first` to `last`."""
        start, seen = self._group(at)
        passive = seen & (self.rules.be | self.rules.been) and not seen & self.rules.reflexive
        reduced = (
            stance == "blaming" and self.form(at + 1) in self.rules.accuse_links - self.rules.blame_links
        )
        if stance == "blaming" and seen & self.rules.reflexive:
            return ()  # "s'attribue la prise"
        if passive or (reduced and not seen and self._followed_by_event(at, first)):
            return ()
        if self.form(start - 1) in self.rules.infinitive_links:
            return controller(start, self.scene, self.rules)
        found = subject_before(start, self.scene, self.rules)
        if not found and self.form(at).endswith(self.rules.gerund_endings):
            found = subject_after(last, self.scene, self.rules) or clause_subject(at, self.scene, self.rules)
        found = found or subject_behind(at + 1, self.scene, self.rules)
        return found or agent_after(last, self.scene, self.rules)  # "the condemnation of the attack by X"

    def _group(self, at: int) -> tuple[int, frozenset[str]]:
        rules, seen = self.rules, set()
        helping = (
            rules.auxiliaries | rules.been | rules.reflexive | rules.clitics | rules.adverbs | rules.modals
        )
        start = at
        while start > 0 and self.form(start - 1) in helping and self.scene.mention_at[start - 1] is None:
            start -= 1
            seen.add(self.form(start))
        return start, frozenset(seen)

    def _followed_by_event(self, at: int, first: int) -> bool:
        """Tell whether nobody is named between: in "rebels blamed for the attack" they are its object."""
        return not self.rules.object_markers and all(
            self.scene.mention_at[i] is None for i in range(at, first)
        )

    def agent(self, at: int, last: int) -> Mentions:
        """Return whose stance a word behind the event noun tells."""
        for i in range(at + 1, min(len(self.scene.tokens), at + 1 + _NEAR)):
            if self.form(i) in self.rules.agent:
                return agent_after(i, self.scene, self.rules)
        if any(self.is_relative(i) for i in range(last, at)):
            return subject_before(self._group(at)[0], self.scene, self.rules)
        return ()

    def teller(self, at: int, first: int) -> Mentions:
        """Return who tells by the verb at token `at`."""
        before = subject_before(self._group(at)[0], self.scene, self.rules)
        if before or at < first:
            return before
        behind = next_mention(at + 1, self.scene, self.rules)
        return (behind,) if behind is not None else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbFirst:
    """A sentence of a language whose verb comes first."""

    scene: Scene
    rules: VerbFirstRules
    clause: Clause

    def form(self, at: int) -> str:
        """Return the form of token `at` by which the rules know it."""
        return self.clause.form(at)

    def is_counting(self, at: int) -> bool:
        """Tell whether token `at` only counts or determines the noun after it."""
        return self.form(at) in self.rules.quantities

    def bars(self, at: int) -> bool:
        """Tell whether a clause ends at token `at`."""
        return (
            self.form(at) in self.rules.barriers
            or self.form(at) in self.rules.openers
            or self.is_relative(at)
        )

    def is_relative(self, at: int) -> bool:
        """Tell whether token `at` is a relative pronoun."""
        return self.form(at) in self.rules.relatives

    def is_verb(self, at: int) -> bool:
        """Tell whether token `at` is another verb, whose object what follows is."""
        trigger = self.scene.trigger_at[at]
        return self.form(at) in self.rules.support or (trigger is not None and "noun" not in trigger.features)

    def is_infinitive(self, at: int) -> bool:
        """Tell whether the verb at token `at` depends on one before it."""
        return self.form(at - 1) in self.rules.subjunctive

    def is_finite(self, trigger: Trigger, frame: Frame) -> bool:
        """Tell whether `trigger` is a verb with a subject of its own."""
        at = self.scene.span(trigger)[0]
        return "noun" not in trigger.features and not self.clause.proclitic(at)

    def is_owned(self, first: int) -> bool:
        """Tell whether an event noun has a possessive: "its attacks"."""
        return self.scene.tokens[first].text.endswith(self.rules.affixes.owners)

    def subject(self, at: int, first: int, last: int, stance: str) -> Mentions:
        """Return whose stance the word at token `at` tells towards the event at `first` to `last`."""
        named = [a.mentions for a in arguments_after(at + 1, self.clause, stop=first) if not a.preposition]
        before = free_subject_before(at, self.clause)
        if before or not named:
            return before
        alone = stance in ("blaming", "urging") and len(named) == 1  # it may be who is accused or urged
        return () if alone else named[0]

    def agent(self, at: int, last: int) -> Mentions:
        """Return whose stance a word behind the event noun tells."""
        if not any(self.is_relative(i) for i in range(last, at)):
            return ()
        found = arguments_after(at + 1, self.clause)
        return found[0].mentions if found and not found[0].preposition else ()

    def teller(self, at: int, first: int) -> Mentions:
        """Return who tells by the verb at token `at`."""
        found = arguments_after(at + 1, self.clause)
        if found and not found[0].preposition and found[0].near:
            return found[0].mentions
        return free_subject_before(at, self.clause)
