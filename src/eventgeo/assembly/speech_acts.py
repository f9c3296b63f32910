"""Speech acts of a sentence: who tells, claims or denies something there, and how far that reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventgeo.assembly.attribution_rules import INSERTED, AttributionRules, Kind, SourceCue
from eventgeo.assembly.phrases import Found
from eventgeo.assembly.source_phrases import (
    Speaker,
    after_adjuncts,
    phrase_after,
    phrase_before,
    speaker_at,
    tells_on,
)
from eventgeo.assembly.speech_reach import around, bound_after, bound_before, ends_at
from eventgeo.model import Token

_NEGATION_REACH = 4
_RELAY_REACH = 8
_OBJECT_REACH = 5
_VERB_REACH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechAct:
    """Someone who tells, claims or denies, with the token ranges of what is told.

    ``claims_own`` is true where who speaks tells of an act of its own ("a affirmé avoir mené").
    """

    kind: Kind
    speaker: Speaker
    cue: tuple[int, int]
    reach: tuple[tuple[int, int], ...]
    cited: bool = False
    claims_own: bool = False
    points_back: bool = False
    """Whether it may be about an event that its sentence does not name ("Damas a démenti")."""
    by_pronoun: bool = False
    """Whether a pronoun stands for what it is about ("denied this", "lo desmintieron")."""


def find_acts(
    tokens: Sequence[Token], norms: Sequence[str], rules: AttributionRules
) -> tuple[SpeechAct, ...]:
    """Return the speech acts of a sentence, in text order.

    Examples
    --------
    >>> from eventgeo.assembly.attribution_rules import attribution_rules
    >>> from eventgeo.text.tokens import tokenize
    >>> tokens = tokenize("Selon l’ONU, dix civils ont fui, ce que Damas a démenti.")
    >>> norms = [token.norm for token in tokens]
    >>> for act in find_acts(tokens, norms, attribution_rules("fr")):
    ...     print(act.kind, norms[act.speaker.first : act.speaker.last])
    tells ['onu']
    denies ['damas']
    """
    acts: list[SpeechAct] = []
    end = 0
    norms = _without_inserts(norms, rules)
    hits = rules.cues.find([_verb_alone(norm, rules) for norm in norms])
    starts = [hit.start for hit in hits]
    for hit in hits:
        if hit.start < end:
            continue
        end = hit.end
        act = _act(hit, starts, tokens, norms, rules)
        if act is not None:
            acts.append(act)
            end = max(end, act.speaker.last if act.speaker.inverted or act.speaker.agent else end)
            if hit.value.form in ("before", "head"):
                end = max(end, act.speaker.last)
    return tuple(acts)


def _without_inserts(norms: Sequence[str], rules: AttributionRules) -> list[str]:
    masked = list(norms)
    for found in rules.inserts.find(norms):
        masked[found.start : found.end] = [INSERTED] * (found.end - found.start)
    return masked


def _verb_alone(norm: str, rules: AttributionRules) -> str:
    """Return a verb without the pronoun that is one with it: "note-t-il"."""
    if not norm.endswith(rules.pronoun_endings):
        return norm
    for ending in rules.pronoun_endings:
        if norm.endswith(ending):
            return norm.removesuffix(ending).removesuffix("-t")
    return norm


def _act(
    hit: Found[SourceCue],
    starts: Sequence[int],
    tokens: Sequence[Token],
    norms: Sequence[str],
    rules: AttributionRules,
) -> SpeechAct | None:
    cue = hit.value
    if cue.kind == "nothing":
        return None
    if cue.form != "verb":
        speaker = _named_beside(hit, norms, rules)
        if speaker is None:
            return None
        reach = around(speaker.left, speaker.right, starts, norms, rules, verb=False)
        return SpeechAct(
            kind="tells", speaker=speaker, cue=(hit.start, hit.end), reach=reach, cited=cue.cited
        )
    found = _speaker(hit, tokens, norms, rules)
    if found is None or _is_negated(hit, norms, rules):
        return None
    said = norms[found.right if found.inverted else hit.end :][:_OBJECT_REACH]
    if rules.reactions.intersection(said[:2]):
        return None  # "a répété sa condamnation de l'offensive"
    if cue.kind == "denies" and rules.not_disputes.intersection(said[:_NEGATION_REACH]):
        return None  # "nie toute implication": who it was is denied, not that it was
    right = max(found.right, hit.end)
    direct = not found.agent and (not found.inverted or rules.verb_first)
    ends = ends_at(right, norms, rules, norms[hit.start])
    complement = (direct or tells_on(right, norms, rules)) and not ends
    claiming = rules.claiming.intersection(norms[right : right + _NEGATION_REACH])
    by_pronoun = cue.kind == "denies" and not found.agent and _has_pronoun(hit, found, norms, rules)
    return SpeechAct(
        kind="claims" if claiming and cue.kind == "tells" else cue.kind,
        speaker=found,
        cue=(hit.start, hit.end),
        reach=_reach(hit, found, complement, starts, norms, rules),
        cited=_relayed(hit, norms, rules) is not None,
        claims_own=complement and _is_own(hit, right, norms, rules),
        points_back=by_pronoun or _points_back(cue.kind, found, said, complement, norms, rules),
        by_pronoun=by_pronoun,
    )


def _speaker(
    hit: Found[SourceCue], tokens: Sequence[Token], norms: Sequence[str], rules: AttributionRules
) -> Speaker | None:
    relayed = _relayed(hit, norms, rules)
    if relayed is not None:
        return relayed
    agent = norms[hit.end - 1] in rules.agents  # "claimed by"
    found = speaker_at(hit.start, hit.end - agent, tokens, norms, rules)
    if found is not None and hit.value.kind == "claims" and found.inverted and not rules.verb_first:
        return None  # behind a claim stands what is claimed
    return found


def _reach(
    hit: Found[SourceCue],
    speaker: Speaker,
    complement: bool,
    starts: Sequence[int],
    norms: Sequence[str],
    rules: AttributionRules,
) -> tuple[tuple[int, int], ...]:
    """Return what a verb of saying reaches: its clause, or what it is an aside to."""
    verb = norms[hit.start]
    left, right = min(speaker.left, hit.start), max(speaker.right, hit.end)
    if speaker.agent:
        return ((bound_before(left, starts, norms, rules), left),)
    likewise = left > 0 and norms[left - 1] in rules.likewise  # "comme l'a annoncé X"
    if likewise and not ends_at(right, norms, rules, verb):
        likewise = norms[right] == "," or norms[right] in rules.reports
    if likewise or not complement:
        return around(left, right, starts, norms, rules, verb=not likewise)
    stop = bound_after(right, starts, norms, rules)
    if not (tells_on(right, norms, rules) or verb.startswith(rules.clausal)):
        # "a annoncé une enquête | après l'attaque"
        stop = next((at for at in range(right, stop) if norms[at] in rules.leaving), stop)
    return ((hit.end if speaker.inverted else right, stop),)


def _is_own(hit: Found[SourceCue], right: int, norms: Sequence[str], rules: AttributionRules) -> bool:
    """Say whether who speaks tells what it did itself, not what it did not do."""
    right = after_adjuncts(right, norms, rules)  # "aseguraron este domingo haber tomado"
    if rules.not_own.intersection(norms[right : right + _OBJECT_REACH]):
        return False
    right -= right == hit.end > hit.start + 1  # "assure avoir": the cue holds the first of its words
    return norms[hit.end - 1] not in rules.negators and any(
        own.start <= 1 and not rules.negators.intersection(norms[right : right + own.start])
        for own in rules.own_act.find(norms[right : right + _OBJECT_REACH])
    )


def _has_pronoun(
    hit: Found[SourceCue], speaker: Speaker, norms: Sequence[str], rules: AttributionRules
) -> bool:
    """Say whether a pronoun is the object: before the verb ("l'a démenti") or behind it ("denied it")."""
    at = hit.start
    while at and norms[at - 1] in rules.auxiliaries and norms[at - 1] not in rules.object_pronouns:
        at -= 1
    if at and norms[at - 1] in rules.object_pronouns:
        return True
    after = max(speaker.right, hit.end)
    follows = norms[after : after + 2]
    return bool(follows) and follows[0] in rules.told_pronouns and not follows[-1][0].isalnum()


def _points_back(
    kind: Kind,
    speaker: Speaker,
    said: Sequence[str],
    complement: bool,
    norms: Sequence[str],
    rules: AttributionRules,
) -> bool:
    if speaker.agent:  # "L'attaque a été revendiquée par", not "un territoire revendiqué par"
        return norms[speaker.left - 1] in rules.passive if speaker.left else True
    words = rules.deeds if kind == "claims" else rules.reports
    return not complement or bool(words.intersection(said))


def _named_beside(hit: Found[SourceCue], norms: Sequence[str], rules: AttributionRules) -> Speaker | None:
    """Return the source of a phrase: behind "selon", in "de source militaire", before "selon lequel"."""
    if hit.value.form == "after":
        first, last = phrase_before(norms, hit.start, rules)
        return Speaker(first=first, last=last, left=hit.start, right=hit.end) if first < last else None
    if not hit.value.cited and _is_verb_next(hit.end, norms, rules):
        return None  # "selon ce qu'a indiqué X", "según informó X": the verb has the source
    first, last = phrase_after(norms, hit.end, rules)
    if first < last and (norms[first] in rules.not_sources or norms[last - 1] in rules.not_sources):
        return None
    if hit.value.form == "head":
        first, last = hit.end - 1, max(last, hit.end)
    if first < last:
        return Speaker(first=first, last=last, left=hit.start, right=last)
    return _pronoun_beside(hit.start, hit.end, norms, rules)


def _is_verb_next(at: int, norms: Sequence[str], rules: AttributionRules) -> bool:
    """Say whether a verb of saying stands near, and no noun that looks like one ("un tweet")."""
    return any(
        found.value.form == "verb"
        and found.value.kind != "nothing"
        and found.start <= _VERB_REACH
        and norms[at + found.start - 1] not in rules.determiners
        for found in rules.cues.find(norms[at : at + _VERB_REACH + 2])
    )


def _pronoun_beside(left: int, at: int, norms: Sequence[str], rules: AttributionRules) -> Speaker | None:
    """Return who is meant by "selon lui": the one who spoke before."""
    if at < len(norms) and rules.is_pronoun(norms[at]) and norms[at] not in rules.not_sources:
        return Speaker(anaphor=norms[at], left=left, right=at + 1)
    return None


def _relayed(hit: Found[SourceCue], norms: Sequence[str], rules: AttributionRules) -> Speaker | None:
    """Return the source that an agency cites: "نقلت الوكالة عن مصدر"."""
    if not any(found.start == 0 for found in rules.relays.find(norms[hit.start : hit.end])):
        return None
    for at in range(hit.end, min(len(norms), hit.end + _RELAY_REACH)):
        if norms[at] in rules.relay_joints:
            first, last = phrase_after(norms, at + 1, rules)
            return Speaker(first=first, last=last, left=hit.start, right=last) if first < last else None
    return None


def _is_negated(hit: Found[SourceCue], norms: Sequence[str], rules: AttributionRules) -> bool:
    """Say whether the verb is denied: "n'a pas été revendiquée", "did not say"."""
    for at in range(hit.start - 1, max(-1, hit.start - 1 - _NEGATION_REACH), -1):
        if norms[at] in rules.negators:
            return True
        if not norms[at][0].isalnum() or norms[at] in rules.complementizers:
            return False
    return False
