"""Who says so: the source a sentence names for what it tells ("selon l'OSDH", "a annoncé le ministère")."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from eventgeo.assembly.phrases import PhraseIndex
from eventgeo.assembly.rulefiles import read_rules
from eventgeo.assembly.word_forms import rule_forms
from eventgeo.model import Attribution, Sentence, Span, Trigger

_LONGEST = 12
"""Tokens a source may have: "le vice-ministre adjoint de la Défense du gouvernement de …" and no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    sources: PhraseIndex[str]
    verbs: PhraseIndex[str]
    auxiliaries: frozenset[str]
    determiners: frozenset[str]
    links: frozenset[str]
    pronouns: frozenset[str]
    stops: frozenset[str]
    passive: frozenset[str]
    agents: frozenset[str]
    links_always: frozenset[str]
    speakers: frozenset[str]
    pronoun_endings: tuple[str, ...]
    participle_endings: tuple[str, ...]
    nouns_too: frozenset[str]
    passive_before: Mapping[str, Collection[str]]
    verb_first: bool
    """Whether who speaks is looked for after the verb before it is looked for before."""

    def says(self, norm: str) -> bool:
        """Say whether the word is a verb of saying."""
        return bool(self.verbs.find([norm]))


@cache
def _attribution_rules(lang: str) -> _Rules | None:
    raw = read_rules(lang, "attribution")
    if not raw:
        return None
    return _Rules(
        sources=PhraseIndex((phrase, phrase) for phrase in raw["sources"]),
        verbs=PhraseIndex((phrase, phrase) for phrase in raw["verbs"]),
        auxiliaries=frozenset(raw["auxiliaries"]),
        determiners=frozenset(raw["determiners"]),
        links=frozenset(raw["links"]),
        pronouns=frozenset(raw["pronouns"]),
        stops=frozenset(raw["stops"]),
        passive=frozenset(raw["passive"]),
        agents=frozenset(raw["agents"]),
        links_always=frozenset(raw["links_always"]),
        speakers=frozenset(raw["speakers"]) | _speakers_of_places(lang),
        pronoun_endings=tuple(raw["pronoun_endings"]),
        participle_endings=tuple(raw["participle_endings"]),
        nouns_too=frozenset(raw.get("nouns_too", ())),
        passive_before=raw.get("passive_before", {}),
        verb_first=raw.get("verb_first", False),
    )


def _speakers_of_places(lang: str) -> frozenset[str]:
    return frozenset(read_rules(lang, "places").get("speakers", {}).get("nouns", ()))


def attribute(trigger: Trigger, sentence: Sentence, lang: str) -> Attribution:
    """Return who says that the event happened, by its sentence.

    Parameters
    ----------
    trigger : Trigger
    sentence : Sentence
    lang : str

    Returns
    -------
    Attribution
        The source without its article; none where the text itself tells the event, or by a pronoun only.

    Examples
    --------
    >>> from eventgeo.text.sentences import split_sentences
    >>> [sentence] = split_sentences("L'armée a pris Homs, selon le ministère de la Défense.", "fr")
    >>> taking = Trigger(start=10, end=14, text="pris", event_type="capture", lemma="prendre",
    ...                  features=frozenset({"verb", "pp"}), rule="example")
    >>> attribute(taking, sentence, "fr").source.text
    'ministère de la Défense'
    >>> attribute(taking, split_sentences("L'armée a pris Homs.", "fr")[0], "fr").source
    """
    rules = _attribution_rules(lang)
    if rules is None:
        return Attribution()
    tokens = sentence.tokens
    norms = rule_forms(tokens, lang)
    phrases: list[tuple[int, int]] = []
    for found in rules.sources.find(norms):
        phrases.append(_phrase_after(norms, found.end, rules))
    for found in rules.verbs.find(norms):
        if tokens[found.start].start < trigger.end and trigger.start < tokens[found.end - 1].end:
            continue  # the trigger itself
        phrase = _speaker(norms, found.start, found.end, rules)
        if phrase is not None:
            phrases.append(phrase)
    if rules.verb_first:  # "تبنى تنظيم الدولة الهجوم": what is claimed follows who claims it
        trigger_at = bisect_left([token.end for token in tokens], trigger.start + 1)
        phrases = [(first, trigger_at if first < trigger_at < last else last) for first, last in phrases]
    spans = [
        (tokens[first].start, tokens[last - 1].end)
        for first, last in phrases
        if first < last and any(token.is_word and len(token.text) > 1 for token in tokens[first:last])
    ]
    spans = [span for span in spans if span[1] <= trigger.start or span[0] >= trigger.end]
    if not spans:
        return Attribution()
    start, end = min(spans, key=lambda span: min(abs(span[0] - trigger.end), abs(trigger.start - span[1])))
    words = sentence.text[start - sentence.start : end - sentence.start]
    return Attribution(source=Span(start=start, end=end, text=words), reason=f'told by "{words}"')


def _speaker(norms: Sequence[str], start: int, end: int, rules: _Rules) -> tuple[int, int] | None:
    """Return who speaks at the verb from `start` to `end`; None for a pronoun, or where it is no verb."""
    if norms[start].endswith(rules.participle_endings):
        return None  # "ajoutant que": its subject is that of the main verb
    if end < len(norms) and norms[start] in rules.passive_before.get(norms[end], ()):
        return None  # "a man accused of": no one who speaks
    if start > 0 and norms[start - 1] in rules.determiners | rules.passive:
        agent = end < len(norms) and norms[end] in rules.agents and norms[start - 1] in rules.passive
        return _phrase_after(norms, end + 1, rules) if agent else None  # "l'annonce", "a été revendiqué"
    if rules.verb_first:
        after = _phrase_after(norms, end, rules)
        if after[0] < after[1]:
            return after
    subject_end = start
    while subject_end > 0 and norms[subject_end - 1] in rules.auxiliaries:
        subject_end -= 1
    if subject_end > 0 and _is_pronoun(norms[subject_end - 1], rules):
        return None
    before = _phrase_before(norms, subject_end, rules)
    if norms[start] in rules.nouns_too and (before[0] == before[1] or rules.says(norms[subject_end - 1])):
        return None  # "Reports that …", "denied reports"
    return before if before[0] < before[1] else _phrase_after(norms, end, rules)


def _is_pronoun(norm: str, rules: _Rules) -> bool:
    return norm in rules.pronouns or norm.endswith(rules.pronoun_endings)


def _phrase_after(norms: Sequence[str], at: int, rules: _Rules) -> tuple[int, int]:
    """Return the noun phrase that begins at `at`: "… a annoncé [l']armée irakienne"."""
    first = at
    while first < len(norms) and (norms[first] in rules.determiners or norms[first] in rules.auxiliaries):
        first += 1
    last = first
    while last < len(norms) and last - first < _LONGEST and norms[last] not in rules.stops:
        if _is_pronoun(norms[last], rules):
            break
        last += 1
    while last > first and norms[last - 1] in rules.links:
        last -= 1
    return first, last


def _phrase_before(norms: Sequence[str], last: int, rules: _Rules) -> tuple[int, int]:
    """Return the noun phrase that ends at `last`, the subject of a verb of saying."""
    first = last
    while first > 0 and last - first < _LONGEST:
        norm = norms[first - 1]
        # "a diplomat in Cairo said" is one phrase, "was carried out in Manbij recently, … said" is not
        inside = norm in rules.links and first < last and norms[first - 2] in rules.speakers and first > 1
        if _is_pronoun(norm, rules) or (norm in rules.stops and not inside):
            if norm in rules.links and first < last:
                return last, last  # what stands there is a place or a day: nobody is told rather than that
            break
        first -= 1
        if norm in rules.determiners - rules.links_always and (
            first == 0 or norms[first - 1] not in rules.links
        ):
            break
    while first < last and (norms[first] in rules.determiners or norms[first] in rules.links):
        first += 1
    return first, last
