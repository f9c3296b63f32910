"""Who speaks at a verb of saying or behind "selon": the noun phrase, as a range of tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventgeo.assembly.attribution_rules import INSERTED, AttributionRules
from eventgeo.model import Token

_LONGEST = 12
"""Tokens a source may have: "le vice-ministre adjoint de la Défense du gouvernement de …" and no more."""
_LONGEST_ASIDE = 16
_AGENT_REACH = 4
_SPEECH_FOLLOWS = frozenset(':"«“„')


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks: the tokens of the noun phrase, or the word that stands for who spoke before.

    ``left`` and ``right`` bound the whole group of speaker and verb; ``agent`` is true where the verb is
    passive ("revendiqué par"), ``inverted`` where the speaker follows the verb.
    """

    first: int = 0
    last: int = 0
    anaphor: str = ""
    left: int
    right: int
    agent: bool = False
    inverted: bool = False
    participle: bool = False
    """Whether who speaks is the subject of the main verb ("ajoutant que", "a condamné … et annoncé")."""

    @property
    def is_named(self) -> bool:
        """Whether the sentence itself names who speaks."""
        return self.first < self.last


def speaker_at(
    start: int, end: int, tokens: Sequence[Token], norms: Sequence[str], rules: AttributionRules
) -> Speaker | None:
    """Return who speaks at the verb of tokens `start` to `end`; None where it is no verb, or nobody speaks.

    Examples
    --------
    >>> from eventgeo.assembly.attribution_rules import attribution_rules
    >>> from eventgeo.text.tokens import tokenize
    >>> tokens = tokenize("Mardi, a annoncé hier le porte-parole de l’armée.")
    >>> norms = [token.norm for token in tokens]
    >>> found = speaker_at(3, 4, tokens, norms, attribution_rules("fr"))
    >>> " ".join(norms[found.first : found.last]), found.inverted
    ("porte-parole de l' armée", True)
    """
    before = norms[start - 1] if start else ""
    verb = norms[start:end]
    if verb[0].endswith(rules.no_subject_endings) if rules.no_subject_endings else False:
        return None
    if (
        end < len(norms)
        and verb[0] in rules.passive_before.get(norms[end], ())
        and before not in rules.passive
    ):
        if norms[end] not in rules.agents:
            return None  # "a man accused of": no one who speaks
        return _agent(start, end, norms, rules)
    if rules.is_impersonal(verb[0]) or rules.is_impersonal(before):
        return None
    group = start
    while group > 0 and (rules.is_between(norms[group - 1]) and not rules.is_pronoun(norms[group - 1])):
        group -= 1
    if before in rules.passive or not any(norm in rules.having for norm in norms[group:start]):
        agent = _agent(start, end, norms, rules)
        if agent is not None:
            return agent
    if before in rules.passive or before in rules.determiners:
        return None  # "a été annoncé", "l'annonce"
    if rules.is_participle(verb[0]):
        return Speaker(anaphor=tokens[start].text, left=start, right=end, participle=True)
    if rules.is_pronoun(verb[0]):  # "note-t-il"
        return Speaker(anaphor=tokens[start].text, left=start, right=end, inverted=True)
    subject = norms[group - 1] if group else ""
    if rules.is_impersonal(subject) or subject in rules.nobody:
        return None
    if subject in rules.conjunctions:  # "a condamné l'attaque et annoncé que"
        first, last = phrase_after(norms, 0, rules)
        if norms[last : last + 1] and norms[last] not in rules.having:
            first = last  # what opens the sentence is not known to be its subject
        return Speaker(
            first=first, last=last, anaphor=tokens[start].text, left=group, right=end, participle=True
        )
    if subject in rules.relatives and not (group > 1 and norms[group - 2] in rules.told_nouns):
        return _antecedent(group - 1, end, norms, rules)
    if subject and rules.is_pronoun(subject):
        return Speaker(anaphor=tokens[group - 1].text, left=group - 1, right=end)
    for at in range(group, start):  # "a-t-il" among the auxiliaries
        if rules.is_impersonal(norms[at]):
            return None
        if rules.is_pronoun(norms[at]):
            return Speaker(anaphor=tokens[at].text, left=group, right=end, inverted=True)
    if rules.verb_first:
        found = _after(end, group, tokens, norms, rules)
        if found is not None:
            return found
    if verb[0].startswith(rules.object_verbs):
        found = _behind_what_is_told(group, end, tokens, norms, rules)
        if found is not None:
            return found
    found = _before(group, start, end, tokens, norms, rules)
    if found is not None:
        return found if found.is_named else None
    if verb[0] in rules.nouns_too:
        return None  # "Reports that …"
    if not rules.verb_first and not verb[0].startswith(rules.object_verbs):
        found = _after(end, group, tokens, norms, rules)
        if found is not None:
            return found
    if rules.drops_subject and end < len(norms) and norms[end] in rules.complementizers | frozenset(":"):
        return Speaker(anaphor=tokens[start].text, left=group, right=end)
    if rules.drops_subject and rules.verb_first:  # "نفى المتحدث …، وأعلن انسحاب اللواء"
        return Speaker(anaphor=tokens[start].text, left=group, right=end, participle=True)
    return None


def tells_on(at: int, norms: Sequence[str], rules: AttributionRules) -> bool:
    """Say whether what is said follows, days and addressees passed over: "a indiqué [à l'AFP] que".

    Examples
    --------
    >>> from eventgeo.assembly.attribution_rules import attribution_rules
    >>> tells_on(3, "l' armée a indiqué mardi que".split()[1:], attribution_rules("fr"))
    True
    """
    at = after_adjuncts(at, norms, rules)
    return at < len(norms) and (norms[at] in rules.complementizers or norms[at] in _SPEECH_FOLLOWS)


def after_adjuncts(at: int, norms: Sequence[str], rules: AttributionRules) -> int:
    """Return the first token from `at` that is no day, hour or addressee beside a verb of saying."""
    while at < len(norms) and (
        norms[at] in rules.adjuncts
        or norms[at] in rules.settings
        or norms[at] == INSERTED
        or norms[at].isdigit()
    ):
        at += 1
    return at


def _ends_clause(norm: str, rules: AttributionRules) -> bool:
    """Say whether a clause may end before the word: at a mark, a day, a preposition or "after"."""
    return (
        not norm[0].isalnum()
        or norm in rules.adjuncts
        or norm in rules.settings
        or norm in rules.leaving
        or norm in rules.prepositions
        or norm in rules.complementizers
        or rules.is_participle(norm)
    )


def _agent(start: int, end: int, norms: Sequence[str], rules: AttributionRules) -> Speaker | None:
    """Return the agent of a passive: "revendiqué [mardi] par le groupe"."""
    for at in range(end, min(len(norms), end + _AGENT_REACH)):
        if norms[at] in rules.agents:
            first, last = phrase_after(norms, at + 1, rules)
            if first < last and norms[first] not in rules.nobody:
                return Speaker(first=first, last=last, left=start, right=last, agent=True)
            return None
        if not norms[at][0].isalnum():
            return None
    return None


def _antecedent(at: int, end: int, norms: Sequence[str], rules: AttributionRules) -> Speaker | None:
    """Return whom the relative pronoun at `at` stands for: "le groupe, qui a revendiqué"."""
    last = at - 1 if at and norms[at - 1] == "," else at
    first, last = phrase_before(norms, last, rules)
    if first < last and norms[first] not in rules.nobody:
        return Speaker(first=first, last=last, left=first, right=end)
    return None


def _after(
    end: int, group: int, tokens: Sequence[Token], norms: Sequence[str], rules: AttributionRules
) -> Speaker | None:
    for at in (end, end + 1):
        if at < len(norms) and rules.is_pronoun(norms[at]) and norms[at] not in rules.complementizers:
            return Speaker(anaphor=norms[at], left=group, right=at + 1)
        if at < len(norms) and not rules.is_between(norms[at]):
            break
    place = _subject_place(end, tokens, norms, rules)
    if place is None:
        return None
    first, last = phrase_after(norms, place, rules)
    open_end = last < len(norms) and not _ends_clause(norms[last], rules)
    if open_end and rules.bare_subjects and not rules.verb_first:
        return None  # "said the attack | caused": no subject, but that of what is said
    if first >= last or rules.is_impersonal(norms[first]) or norms[place] in rules.nobody:
        return None
    return Speaker(first=first, last=last, left=group, right=last, inverted=True)


def _subject_place(
    at: int, tokens: Sequence[Token], norms: Sequence[str], rules: AttributionRules
) -> int | None:
    """Return where a subject begins behind a verb: "a annoncé [mardi dans un communiqué] l'armée"."""
    bound = False  # to a preposition
    start = at
    while at < len(norms):
        norm = norms[at]
        if norm in rules.articles and not bound:
            return at
        if norm in rules.settings and not bound and at == start and not rules.bare_subjects:
            return None
        skipped = norm in rules.adjuncts or rules.is_between(norm) or norm.isdigit()
        if not (skipped or (bound and (norm in rules.settings or norm in rules.determiners))):
            break
        bound = norm in rules.prepositions or (bound and norm in rules.determiners)
        at += 1
    if at < len(norms) and tokens[at].is_word and (rules.bare_subjects or tokens[at].is_capitalised):
        return at
    return None


def _before(
    group: int, start: int, end: int, tokens: Sequence[Token], norms: Sequence[str], rules: AttributionRules
) -> Speaker | None:
    """Return the subject in front of the verb group; an unnamed one where it is nobody ("aucun groupe")."""
    last = group
    if rules.verb_first and last and not norms[last - 1][0].isalnum():
        return None
    if last and norms[last - 1] in (",", ")"):  # "Le ministère, dans un communiqué, a annoncé"
        comma = last - 1
        opening = "(" if norms[comma] == ")" else ","
        outer = next(
            (at for at in range(comma - 1, max(-1, comma - _LONGEST_ASIDE), -1) if norms[at] == opening), -1
        )
        opens = rules.determiners.issuperset(norms[: phrase_before(norms, outer, rules)[0]])
        inverted = (
            opening == ","
            and not opens  # "Des responsables du parti, l'AKP, ont évoqué"
            and not norms[start].startswith(rules.object_verbs)
            and _subject_place(end, tokens, norms, rules) is not None
        )
        if outer <= 0 or inverted:
            return None
        last = outer
    single = bool(rules.plural_verb_endings) and not any(
        norm.endswith(rules.plural_verb_endings) for norm in norms[group : start + 1]
    )
    first, last = phrase_before(norms, last, rules, single=single)
    if first >= last:
        return None
    if norms[first - 1 if first else 0] in rules.nobody or norms[first] in rules.nobody:
        return Speaker(left=first, right=end)
    if norms[start] in rules.nouns_too and rules.cues.find([norms[last - 1]]):
        return None  # "denied reports"
    if rules.verb_first and first and norms[first - 1][0].isalnum() and norms[first - 1] not in rules.breaks:
        return None  # only a subject that opens the clause stands before its verb
    has_article = first > 0 and norms[first - 1] in rules.determiners
    if not (rules.bare_subjects or has_article or tokens[first].is_capitalised):
        return None
    return Speaker(first=first, last=last, left=first, right=end)


def _behind_what_is_told(
    group: int, end: int, tokens: Sequence[Token], norms: Sequence[str], rules: AttributionRules
) -> Speaker | None:
    """Return who accuses at the end of a sentence that tells of what: "…, accuse l'OSDH."."""
    if not group or norms[group - 1] != "," or rules.verb_first:
        return None
    outer = next((at for at in range(group - 2, -1, -1) if norms[at] == ","), -1)
    day = outer > 0 and norms[outer - 1] in rules.adjuncts
    if outer > 0 and not day and group - outer <= _LONGEST_ASIDE:
        return None  # "Damas, soutenu par Moscou, accuse les rebelles"
    found = _after(end, group, tokens, norms, rules)
    if found is None or not found.is_named:
        return None
    closes = found.last >= len(norms) or norms[found.last] in rules.marks
    return found if closes else None


def phrase_after(norms: Sequence[str], at: int, rules: AttributionRules) -> tuple[int, int]:
    """Return the noun phrase that begins at `at`: "… a annoncé [l']armée irakienne"."""
    first = at
    while first < len(norms) and (norms[first] in rules.determiners or rules.is_between(norms[first])):
        if norms[first] in rules.nobody:
            return first, first
        first += 1
    last = first
    while last < len(norms) and last - first < _LONGEST:
        if norms[last] == INSERTED:
            break
        title = norms[last] == "." and norms[last - 1] in rules.titles
        seat = rules.verb_first and last > first and norms[last] in rules.links
        if rules.is_stop(norms[last]) and not title and not (seat and norms[last - 1] in rules.speakers):
            break
        if rules.is_pronoun(norms[last]) or norms[last] in rules.relatives:
            break
        if last > first and rules.is_participle(norms[last]):
            break
        if last > first and norms[last] in rules.articles and norms[last - 1] not in rules.links:
            break  # "selon les rebelles | les soldats ont fui"
        last += 1
    while last > first and norms[last - 1] in rules.links:
        last -= 1
    return first, last


def phrase_before(
    norms: Sequence[str], last: int, rules: AttributionRules, *, single: bool = False
) -> tuple[int, int]:
    """Return the noun phrase that ends at `last`, the subject of a verb of saying.

    A phrase behind a preposition ("la junte au pouvoir depuis une semaine") belongs to the one before it.
    A `single` subject is not joined to another by "et".
    """
    while last > 0 and (norms[last - 1] in rules.interviewed or rules.is_participle(norms[last - 1])):
        last -= 1
    first = last
    while first > 0 and last - first < _LONGEST:
        norm = norms[first - 1]
        # "a diplomat in Cairo said" is one phrase, "was carried out in Manbij recently, … said" is not
        inside = norm in rules.links and first < last and first > 1 and norms[first - 2] in rules.speakers
        inside = inside or (norm == "." and first > 1 and norms[first - 2] in rules.titles)
        ends = rules.is_pronoun(norm) or rules.is_impersonal(norm) or norm in rules.relatives
        if ends or norm == INSERTED or (norm in rules.stops and not inside):
            if norm in rules.links and first < last and norm not in rules.placing | rules.conjunctions:
                return last, last  # what stands there is a place or a day: nobody is told rather than that
            break
        first -= 1
        if norm in rules.nobody:
            break
        if norm in rules.determiners - rules.links_always and (
            first == 0
            or norms[first - 1] not in rules.links
            or (single and norms[first - 1] in rules.conjunctions)
        ):
            break
    behind = first > 1 and norms[first - 1] in rules.placing and last - first < _LONGEST // 2
    if behind and not (rules.head_last and norms[last - 1] in rules.speakers):
        start, end = phrase_before(norms, first - 1, rules, single=single)
        if start < end and _may_speak(start, end, norms, rules):
            return start, end
        if norms[first - 1] in rules.links:
            return last, last
    while first < last and (
        norms[first] in rules.determiners or norms[first] in rules.links or rules.is_between(norms[first])
    ):
        if norms[first] in rules.nobody:
            break
        first += 1
    return first, last


def _may_speak(start: int, end: int, norms: Sequence[str], rules: AttributionRules) -> bool:
    """Say whether a phrase in front of a preposition looks like someone, not like the end of a clause."""
    if norms[start - 1] in rules.determiners - rules.impersonal or rules.speakers.intersection(
        norms[start:end]
    ):
        return True
    return rules.bare_subjects and not rules.verb_first and norms[end - 1].endswith(rules.plural_endings)
