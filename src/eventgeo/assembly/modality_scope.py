"""How far a cue of modality reaches: which cues of a sentence hold a trigger, and which words they govern."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventgeo.assembly.clauses import Clauses
from eventgeo.assembly.modality_cues import Cue, CueRules, FoundCue, find_cues, modality_rules
from eventgeo.assembly.phrases import Found
from eventgeo.assembly.word_forms import rule_forms
from eventgeo.model import Sentence

_LONGEST_ASIDE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceCues:
    """What is found in a sentence once, for all of its triggers.

    The scope of a cue passes over words that are part of others: those of ``passed_forward`` where it stands
    before the trigger, those of ``passed_backward`` where it stands after.
    """

    norms: Sequence[str]
    found: Sequence[FoundCue]
    hearsay: Sequence[Found[bool]]
    passed_forward: frozenset[int]
    passed_backward: frozenset[int]
    boundaries: frozenset[int]
    """Where "et" or "mais" begins a clause with a verb of its own, beyond which few cues reach."""
    told_anew: frozenset[int]
    """Where a verb of saying begins what no cue before it reaches."""
    rules: CueRules


def read_cues(sentence: Sentence, lang: str, clauses: Clauses | None = None) -> SentenceCues | None:
    """Return the cues of a sentence, None where the language has no rules of modality.

    `clauses` are those of its document, where others ask for them too.

    Examples
    --------
    >>> from eventgeo.text.sentences import split_sentences
    >>> [sentence] = split_sentences("The army refused to leave.", "en")
    >>> [hit.cue.name for hit in read_cues(sentence, "en").found]
    ['refusal']
    """
    rules = modality_rules(lang)
    if rules is None:
        return None
    norms = rule_forms(sentence.tokens, lang)
    found = find_cues(norms, rules)
    covered = {at for hit in found for at in range(hit.start, hit.end)}
    forward = [
        hit
        for hit in found
        if hit.cue.direction == "forward"
        and not (hit.end - hit.start == 1 and norms[hit.start] in rules.soft_stops)
    ]
    return SentenceCues(
        norms=norms,
        found=found,
        hearsay=rules.hearsay.find(norms),
        passed_forward=frozenset(at for hit in forward for at in range(hit.start, hit.end)),
        passed_backward=frozenset(
            at
            for at, norm in enumerate(norms)
            if norm in rules.within_subjects
            or (at in covered and (norm not in rules.soft_stops or norm == ","))
        ),
        boundaries=_joined_clauses(clauses or Clauses(lang), sentence, norms, rules, found),
        told_anew=rules.sayings.places(norms) if found else frozenset(),
        rules=rules,
    )


def _joined_clauses(
    clauses: Clauses, sentence: Sentence, norms: Sequence[str], rules: CueRules, found: Sequence[FoundCue]
) -> frozenset[int]:
    if not found or rules.coordinators.isdisjoint(norms):
        return frozenset()
    return frozenset(start for start, _ in clauses.of(sentence) if norms[start] in rules.coordinators)


def reaching_cues(cues: SentenceCues, first: int, last: int, form: frozenset[str]) -> list[FoundCue]:
    """Return the cues whose scope holds the trigger at words `first` to `last`, nearest first.

    Parameters
    ----------
    cues : SentenceCues
    first, last : int
        The trigger's words, end exclusive.
    form : frozenset of str
        What the trigger is, of which a cue may ask for something (``takes``).

    Examples
    --------
    >>> from eventgeo.text.sentences import split_sentences
    >>> [sentence] = split_sentences("Ils n'ont pas réussi à prendre la ville.", "fr")
    >>> hits = reaching_cues(read_cues(sentence, "fr"), 6, 7, frozenset({"verb", "inf"}))
    >>> [hit.cue.name for hit in hits]
    ['achieved', 'ne … pas']
    """
    norms, rules = cues.norms, cues.rules
    coordinated = _is_coordinated(norms, first, rules)
    near = sorted(cues.found, key=lambda hit: _distance(hit, norms, first, last, rules))
    reaching: list[FoundCue] = []
    goal = first  # what a cue must reach: the trigger, or the cue that governs it already
    for hit in near:
        cue = hit.cue
        if cue.unless & form:
            continue
        if cue.direction == "backward":
            if hit.start < last or (cue.takes and not cue.takes & form):
                continue
            path = range(last, hit.start)
            if any(norms[at] in rules.new_subjects for at in path):
                continue  # "a deal that nobody will touch"
            if _is_open(cues, path, cue, cues.passed_backward, False):
                reaching.append(hit)
            continue
        if hit.end > goal and not (cue.tense and hit.start == goal < first):
            continue
        if "demonstrative" in form and cue.category != "presupposed":
            continue  # "cette trêve" has been told before, and is not denied here
        if goal < first and norms[goal - 1] in rules.coordinators and hit.end < goal:
            continue  # "nie toute implication et menace d'enlever": two verbs side by side
        path = range(hit.path_start, goal)
        supported = any(rules.is_supporting_infinitive(norms[at]) for at in path)
        if not _takes(cue, form, goal < first, supported):
            continue
        if _is_open(cues, path, cue, cues.passed_forward, coordinated):
            reaching.append(hit)
            goal = hit.start
    return reaching


def _distance(
    hit: FoundCue, norms: Sequence[str], first: int, last: int, rules: CueRules
) -> tuple[int, bool, int]:
    """Return how far from a trigger a cue stands: by words that count, then those before it come first."""
    if hit.end <= first:
        between, after = range(hit.end, first), False
    else:
        between, after = range(last, hit.start), True
    return sum(norms[at] not in rules.light for at in between), after, len(between)


def governed_words(cues: SentenceCues, hit: FoundCue, first: int, last: int) -> tuple[int, int]:
    """Return the range of words that a cue governs, of which the trigger is one.

    Examples
    --------
    >>> from eventgeo.text.sentences import split_sentences
    >>> [sentence] = split_sentences("Ils n'ont pas réussi à prendre Homs, mais tiennent.", "fr")
    >>> cues = read_cues(sentence, "fr")
    >>> outer = reaching_cues(cues, 6, 7, frozenset({"verb", "inf"}))[-1]
    >>> [sentence.tokens[at].text for at in range(*governed_words(cues, outer, 6, 7))]
    ['ont', 'pas', 'réussi', 'à', 'prendre', 'Homs']
    """
    norms, rules = cues.norms, cues.rules
    if hit.cue.direction == "backward":
        start = first
        while start > 0 and _is_open(cues, range(start - 1, hit.start), hit.cue, cues.passed_backward, False):
            start -= 1
        return start, hit.start
    end = last
    while end < len(norms) and norms[end] not in rules.hard_stops and norms[end] not in rules.soft_stops:
        end += 1
    return hit.path_start, end


def _takes(cue: Cue, form: frozenset[str], inner: bool, supported: bool) -> bool:
    """Say whether a cue can govern the trigger, or the cue or supporting verb that stands between them."""
    if not cue.takes or cue.takes & form:
        return True
    return "inf" in cue.takes and (inner or supported)


def _is_open(cues: SentenceCues, path: range, cue: Cue, passed: frozenset[int], coordinated: bool) -> bool:
    """Say whether the scope of a cue reaches over the words of `path`."""
    norms, rules = cues.norms, cues.rules
    weight = 0
    resume = path.start
    for at in path:
        norm = norms[at]
        if at in cues.boundaries and cue.crosses == "clause" and not coordinated:
            return False
        if at in cues.told_anew:
            return False  # "denied shelling the town and said it had struck a depot"
        if at < resume or at in passed or norm in rules.light:
            continue
        if norm in rules.hard_stops:
            return False
        if norm in rules.soft_stops:
            if norm == ",":
                resume = _end_of_aside(norms, at, path.stop)
                if resume > at or coordinated or cue.crosses == "soft":
                    continue
            elif coordinated or cue.crosses == "openers" or (cue.crosses == "soft" and norms[at - 1] != ","):
                continue
            return False
        if rules.is_support(norm):
            continue
        alone = cue.crosses == "clause" and not coordinated
        if alone and rules.is_governed_infinitive(norms, at, path.start):
            return False
        weight += 1
        if weight > cue.scope + (rules.coordination_reach if coordinated else 0):
            return False
    return True


def _end_of_aside(norms: Sequence[str], comma: int, stop: int) -> int:
    """Return where an aside between commas ends ("has not, he insists, withdrawn"), else its start."""
    for at in range(comma + 2, min(stop, comma + _LONGEST_ASIDE)):
        if norms[at] == ",":
            return at + 1
    return comma


def _is_coordinated(norms: Sequence[str], first: int, rules: CueRules) -> bool:
    """Say whether the trigger continues a row of infinitives ("d'attaquer, de kidnapper et d'assassiner")."""
    at = first - 1
    while at > 0 and norms[at] in rules.clitics:
        at -= 1
    if at < 1 or norms[at] not in rules.row_heads:
        return False
    return norms[at - 1] in rules.row_joints
