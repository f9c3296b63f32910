"""Numbers of people harmed in a sentence, read by the grammar of the words that tell of harm.

"Au moins 14 morts", "a tué 12 civils", "12 civils ont été arrêtés", "la mort de 12 civils", and that nobody
was harmed. Which event they belong to is for :mod:`eventgeo.assembly.casualties` to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from eventgeo.assembly.casualty_rules import Harm
from eventgeo.assembly.counted_people import is_person, phrase_end
from eventgeo.assembly.toll_counts import Counted
from eventgeo.assembly.toll_objects import after, counted_noun, has_genitive, one_after, with_more
from eventgeo.assembly.toll_subjects import count_subject
from eventgeo.assembly.toll_view import HarmWord, TollView, view_tolls
from eventgeo.model import Sentence, Trigger

_CAUSE = 8
"""Tokens between people who died and what they died of: "mostly children, of cold"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """A number of people harmed in a sentence.

    ``place`` is the character offset of the word of harm; ``start`` and ``end`` are the tokens of number and
    people, ``word_start`` and ``word_end`` those of the word. ``low == high == 0`` says that nobody was.
    ``active`` marks people harmed by what is told before them ("a tué 12 civils", "faisant 12 morts").
    """

    harm: Harm
    low: int | None
    high: int | None
    place: int
    who: str = ""
    start: int = 0
    end: int = 0
    word_start: int = 0
    word_end: int = 0
    active: bool = False

    @property
    def first(self) -> int:
        """The first token of the whole."""
        return min(self.start, self.word_start)

    @property
    def last(self) -> int:
        """The token after the last of the whole."""
        return max(self.end, self.word_end)


def find_tolls(sentence: Sentence, lang: str, triggers: Sequence[Trigger] = ()) -> tuple[Toll, ...]:
    """Return the numbers of people harmed in a sentence, in order.

    Parameters
    ----------
    sentence : Sentence
    lang : str
    triggers : sequence of Trigger, default ()
        Those of the sentence; some are words of harm themselves.

    Examples
    --------
    >>> from eventgeo.text.sentences import split_sentences
    >>> [sentence] = split_sentences("Between 10 and 12 people died and dozens were wounded.", "en")
    >>> [(toll.harm, toll.low, toll.high, toll.who) for toll in find_tolls(sentence, "en")]
    [('killed', 10, 12, 'people'), ('injured', 24, None, '')]
    """
    view = view_tolls(sentence, lang, triggers)
    return () if view is None else read_tolls(view)


def read_tolls(view: TollView) -> tuple[Toll, ...]:
    """Return the tolls of a sentence already viewed."""
    tolls: list[Toll] = []
    used: set[int] = set()
    real = {at for found in view.rules.real.find(view.norms) for at in range(found.start, found.end)}
    unreal = [(cue.start, cue.end) for cue in view.rules.unreal.find(view.norms) if cue.start not in real]
    before: tuple[HarmWord, Counted] | None = None
    for word in view.words:
        if _is_shared(view, word) or _is_standing(view, word):
            continue
        shared = before[1] if before and _is_told_with(view, word, *before) else None
        counted = shared or _count(view, word, used)
        if counted is None or _is_mixed(view, counted) or _is_weapon(view, word, counted):
            continue
        before = word, counted
        used.update(range(counted.start, counted.number_end))
        if not any(_governs(view, *cue, word, counted) for cue in unreal) and not _is_natural(
            view, word, counted
        ):
            tolls.append(_toll(view, word, counted))
    tolls.extend(_other_figures(view, tolls, used))
    tolls.extend(_nobody(view, tolls))
    return tuple(sorted(tolls, key=lambda toll: (toll.place, toll.start)))


def _count(view: TollView, word: HarmWord, used: set[int]) -> Counted | None:
    """Return whom the word tells of: after an active verb or a noun of harm, before a participle."""
    norms, lists = view.norms, view.rules.lists
    before = _left_of_adverbs(view, word.start)
    passive = before > 0 and norms[before - 1] in lists["passive"]
    perfect = before > 0 and norms[before - 1] in lists["perfect"]
    shapes = word.shapes
    sure = _is_sure(view, word)
    if "toll" in shapes:
        found = after(view, word.end, view.rules.reach["toll"], used, past_prepositions=True)
        if found is not None:
            return found
    if "named" in shapes:
        found = count_subject(view, word.start, used, one=False) if "noun" in shapes else None
        if found is not None and found.end >= word.start - 1:
            return found
    heads = "head" in shapes or ("named" in shapes and has_genitive(view, word.end))
    if ("object" in shapes and not passive) or heads:
        found = after(view, word.end, view.rules.reach["after"], used, of=heads, sure=sure)
        if found is None and word.harm != "displaced":
            one = one_after(view, word.end)
            found = one and with_more(view, one, used)
        if found is not None:
            return replace(found, active="object" in shapes)
    looks_before = bool(shapes & {"noun", "subject"}) and (
        passive or not perfect or "object" not in shapes or "subject" in shapes
    )
    if looks_before:
        alone = word.harm != "displaced"
        finite = alone and "subject" in shapes and "object" not in shapes
        found = count_subject(view, word.start, used, one=alone, sure=sure, finite=finite)
        if found is not None:
            return found
    inverted = norms[word.start] in lists["inverted"] or (passive and bool(lists["inverted"]))
    if inverted and shapes & {"noun", "subject"}:
        return after(view, word.end, view.rules.reach["inverted"], used) or one_after(view, word.end)
    if "noun" in shapes and word.start not in used:
        noun = counted_noun(view, word.start)
        return noun and replace(noun, who=())  # "قتيلين" tells number and harm, not who
    return None


def _left_of_adverbs(view: TollView, at: int) -> int:
    """Return the token after the auxiliary of a verb: past adverbs between ("ont également été tués")."""
    for _ in range(2):
        if at > 0 and (
            view.norms[at - 1] in view.rules.lists["adverbs"]
            or view.norms[at - 1].endswith(view.rules.endings["adverbs"])
        ):
            at -= 1
    return at


def _is_sure(view: TollView, word: HarmWord) -> bool:
    """Say whether the word tells of living beings only: "tué", but not "abattu", which a drone may be."""
    if word.harm not in ("killed", "injured"):
        return False
    return view.rules.lists["also_of_things"].isdisjoint(view.norms[word.start : word.end])


def _is_shared(view: TollView, word: HarmWord) -> bool:
    """Say whether two words of harm share one number: "20 personnes tuées ou blessées" says neither."""
    joined = view.rules.lists["joined_harms"]
    for other in view.words:
        if other.harm == word.harm or {word.harm, other.harm} != {"killed", "injured"}:
            continue
        first, second = sorted((word, other), key=lambda found: found.start)
        if first.end <= second.start and " ".join(view.norms[first.end : second.start]) in joined:
            return True
    return False


def _is_told_with(view: TollView, word: HarmWord, other: HarmWord, counted: Counted) -> bool:
    """Say whether a participle tells of those of another before: "trois personnes blessées et évacuées"."""
    joined = view.rules.lists["auxiliaries"] | view.rules.lists["adverbs"] | view.rules.lists["and"]
    noun_end = phrase_end(view.tokens, view.norms, other.end, view.rules, view.blocked)
    gap = view.norms[noun_end : word.start]
    if not gap or "," in gap or not joined.issuperset(gap):
        return False
    if {word.harm, other.harm} in ({"killed", "injured"}, {"killed", "displaced"}):
        return False
    return (
        word.harm != other.harm
        and "noun" in word.shapes
        and "noun" in other.shapes
        and counted.start < other.start
    )


def _is_weapon(view: TollView, word: HarmWord, counted: Counted) -> bool:
    """Say whether what is told of is a weapon stopped: "deux ceintures d'explosifs ont été neutralisées"."""
    if word.start not in view.stopped:
        return False
    tokens = [at for start, end in counted.who for at in range(start, min(end, start + 2))]
    return not any(is_person(view.norms[at], view.rules) for at in tokens)


def _is_standing(view: TollView, word: HarmWord) -> bool:
    """Say whether people only are so, as a state that lasts: "740,000 people are displaced"."""
    before = view.norms[word.start - 1] if word.start > 0 else ""
    return word.harm == "displaced" and before in view.rules.lists["standing"]


def _is_mixed(view: TollView, counted: Counted) -> bool:
    """Say whether dead and injured are counted together: "20 مدنيا بين قتيل وجريح"."""
    at = counted.end
    if at >= len(view.norms) or view.norms[at] not in view.rules.lists["uncounted_after"]:
        return False
    harms = {word.harm for word in view.words if at < word.start <= at + 3}
    return {"killed", "injured"} <= harms


def _is_natural(view: TollView, word: HarmWord, counted: Counted) -> bool:
    """Say whether people died as no attack has it: "twelve children died, mostly of hypothermia"."""
    if word.harm != "killed":
        return False
    first, last = min(counted.start, word.start), max(counted.end, word.end)
    for cause in view.natural:
        if cause.start >= first and counted.active:
            continue  # "killed 12 patients with cholera"
        gap = range(last, cause.start)
        if cause.end <= first:
            gap = range(cause.end, first) if first - cause.end <= 1 else range(0, _CAUSE + 1)
        ends = any(view.norms[at] in view.rules.lists["apart"] or at in view.blocked for at in gap)
        if len(gap) <= _CAUSE and not ends:
            return True
    return False


def _governs(view: TollView, cue_start: int, cue_end: int, word: HarmWord, counted: Counted) -> bool:
    """Say whether a cue of what may be or was to be stands before the word, with no mark between."""
    if cue_start < word.start < cue_end:
        return True  # "pour tuer"
    if cue_end <= counted.start < word.start:
        return False  # "l'hommage sera rendu aux deux soldats tués"
    gap = view.norms[cue_end : word.start]
    verbal = bool(word.shapes & {"object", "subject"})
    reach = view.rules.reach["unreal"] if verbal else view.rules.reach["unreal"] // 2
    return cue_end <= word.start and len(gap) <= reach and "," not in gap


def _toll(view: TollView, word: HarmWord, counted: Counted) -> Toll:
    low, high = counted.low, counted.high
    after = view.rules.lists["at_least_after"]
    ends = [(end, end + length) for end in {counted.end, word.end} for length in (2, 3)]
    if any(" ".join(view.norms[start:end]) in after for start, end in ends):
        low, high = low or high, None
    who = ", ".join(view.text(start, end) for start, end in counted.who if end > start)
    if not who and word.end < len(view.norms):
        who = _who_after(view, word.end)
    return Toll(
        harm=word.harm,
        low=low,
        high=high,
        place=view.tokens[word.start].start,
        who=who,
        start=counted.start,
        end=counted.end,
        word_start=word.start,
        word_end=word.end,
        active=counted.active or _is_result(view, min(counted.start, word.start)),
    )


def _is_result(view: TollView, at: int) -> bool:
    """Say whether the toll is told as what an event before it brought: "faisant 12 morts", "left 12 dead"."""
    return not view.rules.lists["results"].isdisjoint(view.norms[max(0, at - 3) : at])


def _who_after(view: TollView, at: int) -> str:
    """Return whom a noun of harm tells of after it: "12 morts parmi les civils", "trois blessés civils"."""
    norms, lists = view.norms, view.rules.lists
    among = next((n for n in (3, 2, 1) if " ".join(norms[at : at + n]) in lists["among"]), 0)
    if among:
        at += among
        passed = lists["articles"] | lists["of"]
        while at < len(norms) and norms[at] in passed:
            at += 1
        return view.text(at, phrase_end(view.tokens, norms, at, view.rules, view.blocked))
    return view.text(at, at + 1) if is_person(norms[at], view.rules) else ""


def _other_figures(view: TollView, tolls: Sequence[Toll], used: set[int]) -> Iterator[Toll]:
    """Yield further figures for a toll by other sources: "12 morts selon la police, 15 selon l'hôpital"."""
    according = {found.start for found in view.according}
    for quantity in view.quantities:
        known = [toll for toll in tolls if toll.last <= quantity.start]
        if quantity.end not in according or quantity.start in used or quantity.article:
            continue
        if known and view.people(quantity) is not None:
            last = max(known, key=lambda toll: toll.last)
            yield replace(
                last, low=quantity.low, high=quantity.high, start=quantity.start, end=quantity.end,
                word_start=quantity.start, word_end=quantity.end, place=view.tokens[quantity.start].start,
            )  # fmt: skip


def _nobody(view: TollView, tolls: Sequence[Toll]) -> Iterator[Toll]:
    """Yield where the text says that nobody was harmed: "sans faire de victimes", "no one was killed"."""
    for found in view.zeros:
        following = view.norms[found.end] if found.end < len(view.norms) else ""
        if following in view.rules.lists["restricting"] or is_person(following, view.rules):
            continue  # "aucune victime civile" says nothing of others
        for harm in found.value:
            taken = (toll for toll in tolls if toll.first < found.end and found.start < toll.last)
            if harm not in {toll.harm for toll in taken}:
                yield Toll(
                    harm=harm, low=0, high=0, place=view.tokens[found.start].start, start=found.start,
                    end=found.end, word_start=found.start, word_end=found.end,
                )  # fmt: skip
