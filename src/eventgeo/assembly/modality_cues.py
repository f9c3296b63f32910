"""The cues of modality: their form in the rule files, and finding them in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast

from eventgeo.assembly.modality_history import Arranged
from eventgeo.assembly.phrases import PhraseIndex
from eventgeo.assembly.rulefiles import read_rules
from eventgeo.model import Modality

Category = Literal["asserted", "negated", "planned", "hypothetical", "actual", "presupposed"]
"""What a cue says of the event it governs.

"asserted" passes on what governs it ("réussir à"); "actual" says that it happened, whatever stands within
("profiter de … pour"); "presupposed" shuts out all that stands beyond it ("la fin de l'offensive").
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """What a group of cue phrases says, and how far.

    ``takes`` are forms of which a trigger must have one, ``unless`` forms of which it may have none (both
    from :func:`eventgeo.assembly.modality_forms.form_in_context`, or event types). ``concord`` marks
    negations of one system, which do not undo each other ("aucun … ne", "ni aucun"), and ``tense`` a cue
    that may be the tense of another's very words ("réussiront à": achieved, but in the future); ``sure`` one
    that hardly any reading speaks against.
    """

    name: str
    category: Category
    because: str
    direction: Literal["forward", "backward"] = "forward"
    scope: int = 5
    crosses: Literal["clause", "openers", "soft"] = "clause"
    takes: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    concord: bool = False
    tense: bool = False
    sure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCue:
    """A cue in a sentence: its tokens, and where its scope begins to count (forward)."""

    start: int
    end: int
    path_start: int
    cue: Cue


@dataclass(frozen=True, slots=True, kw_only=True)
class CueRules:
    """One language's rules of modality, ready for use."""

    index: PhraseIndex[Cue]
    light: frozenset[str]
    support_words: frozenset[str]
    support_beginnings: tuple[str, ...]
    hard_stops: frozenset[str]
    soft_stops: frozenset[str]
    forms: Mapping[str, Modality]
    presupposing: frozenset[str]
    clitics: frozenset[str]
    row_heads: frozenset[str]
    row_joints: frozenset[str]
    coordination_reach: int
    infinitive_endings: tuple[str, ...]
    infinitive_governors: frozenset[str]
    no_infinitives: frozenset[str]
    demonstratives: frozenset[str]
    definites: frozenset[str]
    article_forms: Mapping[str, str]
    next_forms: Mapping[str, str]
    """What the word right before a noun makes of it ("pas d'attaque": bare)."""
    auxiliaries: Mapping[str, frozenset[str]]
    verb_endings: Mapping[str, tuple[str, ...]]
    """Forms of a finite verb that its ending shows ("bombardait": imperfect)."""
    verb_beginnings: Mapping[str, tuple[str, ...]]
    """Forms that its beginning shows ("سيهاجم": fut)."""
    noun_beginnings: Mapping[str, tuple[str, ...]]
    """Forms that the beginning of a noun shows ("لاستعادة": purpose)."""
    plain_verbs: tuple[str, ...]
    """Beginnings of verbs that look so and are not ("سيطر")."""
    address_endings: tuple[str, ...]
    coordinators: frozenset[str]
    new_subjects: frozenset[str]
    within_subjects: frozenset[str]
    """Stops that the subject of a verb may have within it: "l'assaut contre la ville est imminent"."""
    hearsay: PhraseIndex[bool]
    """Phrases that say that others tell it."""
    modals: frozenset[str]
    """Words right after which a verb follows, whatever it looks like."""
    negation: Negation | None
    arranged: Arranged
    sayings: Sayings
    nominalisers: frozenset[str]
    """Verbs after which, in their clause, what may be a past is a noun ("denied the shelling" in Arabic)."""
    nominalisers_end: frozenset[str]
    """Words that begin a clause of its own after such a verb ("denied that")."""

    def is_support(self, norm: str) -> bool:
        """Say whether a verb lends its meaning to the noun after it ("mener une attaque")."""
        return norm in self.support_words or (
            bool(self.support_beginnings) and norm.startswith(self.support_beginnings)
        )

    def is_supporting_infinitive(self, norm: str) -> bool:
        """Say whether a supporting verb is in the infinitive that a cue asks for ("prévu de mener une …")."""
        return self.is_support(norm) and (
            not self.infinitive_endings or norm.endswith(self.infinitive_endings)
        )

    def is_governed_infinitive(self, norms: Sequence[str], at: int, path_start: int) -> bool:
        """Say whether the token is another verb that takes the cue for itself ("refusé de négocier …")."""
        norm = norms[at]
        return (
            bool(self.infinitive_endings)
            and len(norm) > 3
            and norm.endswith(self.infinitive_endings)
            and norm not in self.no_infinitives
            and (at == path_start or norms[at - 1] in self.infinitive_governors)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sayings:
    """Verbs of saying that end every scope, since what follows is told anew, by where they stand.

    ``after_joint`` are those that follow a coordinator, auxiliaries passed over ("et a affirmé"),
    ``after_comma`` those that follow a comma ("saying"), ``anywhere`` those of a language that writes "and"
    as one with them.
    """

    joints: frozenset[str]
    auxiliaries: frozenset[str]
    after_joint: frozenset[str]
    after_comma: frozenset[str]
    anywhere: frozenset[str]
    not_after: frozenset[str]

    def places(self, norms: Sequence[str]) -> frozenset[int]:
        """Return where another thing is told from on: the joint or comma, or the verb itself."""
        return frozenset(at for at in range(len(norms)) if self._is_at(norms, at))

    def _is_at(self, norms: Sequence[str], at: int) -> bool:
        norm = norms[at]
        if norm in self.joints:
            after = at + 1
            while after < min(len(norms), at + _LONGEST_TENSE) and norms[after] in self.auxiliaries:
                after += 1
            return after < len(norms) and norms[after] in self.after_joint
        if norm == ",":
            return at + 1 < len(norms) and norms[at + 1] in self.after_comma
        return norm in self.anywhere and at > 0 and norms[at - 1] not in self.not_after


_LONGEST_TENSE = 4
"""Words from a coordinator to its verb of saying: "et elle l'a affirmé"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Negation:
    """Negation in two parts ("ne … pas")."""

    particles: frozenset[str]
    negators: frozenset[str]
    negators_before: frozenset[str]
    restrictors: frozenset[str]
    alone_before: tuple[str, ...]
    reach: int
    cues: tuple[Cue, ...]


@cache
def modality_rules(lang: str) -> CueRules | None:
    """Return the rules of `lang`, None where it has none."""
    raw = read_rules(lang, "modality")
    if not raw:
        return None
    entries: list[tuple[str, Cue]] = []
    for group in raw["group"]:
        cue = _read_cue(group)
        entries.extend((phrase, cue) for phrase in group["cues"])
    support = raw.get("support", ())
    rows = raw.get("rows", {})
    infinitives = raw.get("infinitives", {})
    question = raw.get("question", {})
    nouns = raw.get("nouns", {})
    skip = raw.get("skip", ())
    sayings = raw.get("sayings", {})
    return CueRules(
        index=PhraseIndex(entries, skip=skip, skip_endings=raw.get("skip_endings", ())),
        light=frozenset(raw["light"]) | frozenset(skip) - frozenset(raw["stops"]["soft"]),
        support_words=frozenset(word for word in support if not word.endswith("*")),
        support_beginnings=tuple(word[:-1] for word in support if word.endswith("*")),
        hard_stops=frozenset(raw["stops"]["hard"]),
        soft_stops=frozenset(raw["stops"]["soft"]),
        forms=raw.get("forms", {}),
        presupposing=frozenset(question.get("presupposing", ())),
        clitics=frozenset(rows.get("clitics", ())),
        row_heads=frozenset(rows.get("heads", ())),
        row_joints=frozenset(rows.get("joints", ())),
        coordination_reach=int(rows.get("reach", 0)),
        infinitive_endings=tuple(infinitives.get("endings", ())),
        infinitive_governors=frozenset(infinitives.get("governors", ())),
        no_infinitives=frozenset(infinitives.get("except", ())),
        demonstratives=frozenset(nouns.get("demonstratives", ())),
        definites=frozenset(nouns.get("definites", ())),
        article_forms={word: form for form, words in nouns.get("forms", {}).items() for word in words},
        next_forms={word: form for form, words in nouns.get("forms_next", {}).items() for word in words},
        auxiliaries=_forms_by_word(raw.get("auxiliaries", {})),
        verb_endings={
            form: tuple(endings) for form, endings in raw.get("verbs", {}).get("endings", {}).items()
        },
        verb_beginnings={
            form: tuple(beginnings) for form, beginnings in raw.get("verbs", {}).get("beginnings", {}).items()
        },
        noun_beginnings={form: tuple(beginnings) for form, beginnings in nouns.get("beginnings", {}).items()},
        plain_verbs=tuple(raw.get("verbs", {}).get("plain", ())),
        address_endings=tuple(raw.get("address", {}).get("endings", ())),
        coordinators=frozenset(raw["stops"].get("coordinators", ())),
        within_subjects=frozenset(raw["stops"].get("within_subjects", ())),
        new_subjects=frozenset(raw["stops"].get("new_subjects", ())),
        hearsay=PhraseIndex((phrase, True) for phrase in raw.get("hearsay", {}).get("phrases", ())),
        modals=frozenset(raw.get("modals", {}).get("words", ())),
        negation=_read_negation(raw["negation"]) if "negation" in raw else None,
        arranged=Arranged(
            types=frozenset(raw.get("arranged", {}).get("types", ())),
            reach=raw.get("arranged", {}).get("reach", 0),
        ),
        sayings=Sayings(
            joints=frozenset(raw["stops"].get("coordinators", ())),
            auxiliaries=frozenset(sayings.get("auxiliaries", ())),
            after_joint=frozenset(sayings.get("after_joint", ())),
            after_comma=frozenset(sayings.get("after_comma", ())),
            anywhere=frozenset(sayings.get("anywhere", ())),
            not_after=frozenset(sayings.get("not_after", ())),
        ),
        nominalisers=frozenset(nouns.get("nominalisers", ())),
        nominalisers_end=frozenset(nouns.get("nominalisers_end", ())),
    )


def _forms_by_word(words_by_form: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    words = {word for listed in words_by_form.values() for word in listed}
    return {
        word: frozenset(form for form, listed in words_by_form.items() if word in listed) for word in words
    }


def _read_cue(group: Mapping[str, Any]) -> Cue:
    return Cue(
        name=group["name"],
        category=cast(Category, group["category"]),
        because=group["because"],
        direction=group.get("direction", "forward"),
        scope=group.get("scope", 5),
        crosses=group.get("crosses", "clause"),
        takes=frozenset(group.get("takes", ())),
        unless=frozenset(group.get("unless", ())),
        concord=group.get("concord", False),
        tense=group.get("tense", False),
        sure=group.get("sure", False),
    )


def _read_negation(raw: Mapping[str, Any]) -> Negation:
    return Negation(
        particles=frozenset(raw["particles"]),
        negators=frozenset(raw["negators"]),
        negators_before=frozenset(raw["negators_before"]),
        restrictors=frozenset(raw["restrictors"]),
        alone_before=tuple(raw["alone_before"]),
        reach=raw["reach"],
        cues=tuple(
            _read_cue({"category": "negated", **raw, **other})
            for other in ({}, *([raw["of_nouns"]] if "of_nouns" in raw else []))
        ),
    )


def find_cues(norms: Sequence[str], rules: CueRules) -> list[FoundCue]:
    """Return the cues in a sentence; one that lies within a longer one is not counted.

    Examples
    --------
    >>> rules = modality_rules("fr")
    >>> sorted(hit.cue.name for hit in find_cues("ils n' ont pas réussi à prendre la ville".split(), rules))
    ['achieved', 'ne … pas', 'ne … pas de']
    """
    hits = [
        FoundCue(start=found.start, end=found.end, path_start=found.end, cue=found.value)
        for found in rules.index.find(norms)
    ]
    if rules.negation is not None:
        hits.extend(_find_negations(norms, rules.negation, rules))
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    kept: list[FoundCue] = []
    longest: dict[str, tuple[int, int]] = {}
    for hit in hits:
        start, end = longest.get(hit.cue.direction, (0, 0))
        if hit.end > end or (hit.start, hit.end) == (start, end):
            kept.append(hit)
            longest[hit.cue.direction] = (hit.start, hit.end)
    return kept


def _find_negations(norms: Sequence[str], negation: Negation, rules: CueRules) -> list[FoundCue]:
    hits: list[FoundCue] = []
    for at, norm in enumerate(norms):
        if norm in negation.particles and _is_negated(norms, at, negation, rules):
            hits.extend(FoundCue(start=at, end=at + 1, path_start=at + 1, cue=cue) for cue in negation.cues)
    return hits


def _is_negated(norms: Sequence[str], at: int, negation: Negation, rules: CueRules) -> bool:
    """Say whether the particle at `at` negates: expletive "ne" and "ne … que" do not."""
    for place in range(at + 1, min(len(norms), at + 1 + negation.reach)):
        norm = norms[place]
        if norm in rules.hard_stops:
            break
        if norm in negation.negators:
            after = norms[place + 1] if place + 1 < len(norms) else ""
            return after not in negation.restrictors
    for place in range(at - 1, max(-1, at - 1 - 2 * negation.reach), -1):
        if norms[place] in rules.hard_stops:
            break
        if norms[place] in negation.negators_before:
            return True
    following = [norm for norm in norms[at + 1 : at + 4] if norm not in rules.clitics][:2]
    return any(norm.startswith(negation.alone_before) for norm in following)
