"""Names of persons in a sentence, so that "Jean Paris" or "M. Bordeaux" is no town.

A person is a given name with the capitalised words after it, a title or role with a name, or a surname that
the lexicon knows. The lists are data: ``lexicons/given_names.toml``, section ``persons`` of ``places.toml``.
"""

from __future__ import annotations

from collections.abc import Sequence

from eventgeo.model import Token
from eventgeo.tagging.place_lexicon import PlaceLexicon

_PARTICLES = frozenset((
    "de", "du", "d'", "des", "le", "la", "al", "el", "ben", "bin", "ibn", "ould", "ag", "van", "von", "der",
    "den", "di", "da", "dos", "del", "al-", "bint", "ul", "ur", "e", "y",
))  # fmt: skip
_LONGEST = 5
ARABIC_ARTICLES = frozenset(
    ["al", "el", "an", "ar", "as", "ash", "at", "az", "ad", "ez", "es", "er", "ed", "esh", "edh"]
)


def is_name_word(token: Token) -> bool:
    """Tell whether `token` is written as a name: "Alep", "al-Bab"; also "N'" of "N'Djamena".

    Examples
    --------
    >>> from eventgeo.text.tokens import tokenize
    >>> [is_name_word(token) for token in tokenize("Alep al-Bab ville")]
    [True, True, False]
    """
    text = token.text
    if text[:1].isupper():
        return True
    article, hyphen, name = text.partition("-")
    return bool(hyphen) and article in ARABIC_ARTICLES and name[:1].isupper()


def find_persons(tokens: Sequence[Token], lexicon: PlaceLexicon) -> list[tuple[int, int]]:
    """Return the token ranges of person names, in order, not overlapping.

    Examples
    --------
    >>> from eventgeo.tagging.place_lexicon import place_lexicon
    >>> from eventgeo.text.tokens import tokenize
    >>> find_persons(tokenize("Selon Jean Castex et M. Bordeaux, à Nice"), place_lexicon("fr"))
    [(1, 3), (6, 7)]
    """
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(tokens):
        end = _person_end(tokens, at, lexicon)
        if end is None or _names_a_site(tokens, at, end, lexicon) or stands_at_place(tokens, at, lexicon):
            at += 1
        else:
            found.append((at, end))
            at = end
    return found


def _person_end(tokens: Sequence[Token], at: int, lexicon: PlaceLexicon) -> int | None:
    token = tokens[at]
    if not is_name_word(token) or lexicon.names.match(tokens, at):
        return None
    words = lexicon.of(token.norm)
    if _is_given(token, lexicon):
        end = _extend(tokens, at + 1, lexicon)
        return end if end > at + 1 or "surnames.words" in words else None
    if "surnames.words" in words:
        return max(_extend(tokens, at + 1, lexicon), at + 1)
    if at and (before := _title_before(tokens, at, lexicon)):
        end = max(_extend(tokens, at + 1, lexicon), at + 1)
        return end if before == "title" or end > at + 1 else None
    return None


def stands_at_place(tokens: Sequence[Token], first: int, lexicon: PlaceLexicon) -> bool:
    """Tell whether a name such as "Cheikh Zouweid" or "Abu Kamal" stands where places do: "à", "near"."""
    start = first - 1 if first and "persons.place_titles" in lexicon.of(tokens[first - 1].norm) else first
    if "persons.place_titles" not in lexicon.of(tokens[start].norm) or not start:
        return False
    before = lexicon.of(tokens[start - 1].norm)
    of_place = (
        "grammar.of" in lexicon.of(tokens[start - 1].norm)
        and start > 1
        and (
            tokens[start - 2].norm in lexicon.kind_nouns
            or "relation_nouns.words" in lexicon.of(tokens[start - 2].norm)
        )
    )
    return of_place or "prepositions.strong" in before or "relation_nouns.words" in before


def _names_a_site(tokens: Sequence[Token], first: int, last: int, lexicon: PlaceLexicon) -> bool:
    """Tell whether a site is named after the person: "place Yitzhak Rabin", "Saadallah al-Jabiri Square"."""
    if first and "name_heads.direct" in lexicon.of(tokens[first - 1].norm):
        return True
    if first and lexicon.kind_nouns.get(tokens[first - 1].norm) == "facility" and last - first > 1:
        return True
    if (
        lexicon.nouns_follow
        and last < len(tokens)
        and lexicon.kind_nouns.get(tokens[last].norm) == "facility"
    ):
        return True
    return any(t.text[:1].isupper() and "name_heads.after" in lexicon.of(t.norm) for t in tokens[first:last])


def _title_before(tokens: Sequence[Token], at: int, lexicon: PlaceLexicon) -> str:
    before = tokens[at - 1]
    if before.text == "." and at > 1 and "persons.titles" in lexicon.of(tokens[at - 2].norm):
        return "title"
    words = lexicon.of(before.norm)
    if "persons.titles" in words:
        return "title"
    return "role" if "persons.roles" in words else ""


def _is_given(token: Token, lexicon: PlaceLexicon) -> bool:
    if "persons.given" in lexicon.of(token.norm):
        return True
    parts = token.norm.split("-")
    return len(parts) > 1 and all("persons.given" in lexicon.of(part) for part in parts)


def _extend(tokens: Sequence[Token], at: int, lexicon: PlaceLexicon) -> int:
    """Return the end of the name words and inner particles from `at` on."""
    end, cursor = at, at
    while cursor < len(tokens) and cursor < at + _LONGEST:
        token = tokens[cursor]
        if token.start - tokens[cursor - 1].end > 1:
            break
        words = lexicon.of(token.norm)
        if token.text[:1].isupper() and ("words.function" in words and token.norm not in _PARTICLES):
            break
        if is_name_word(token) and "words.calendar" not in words:
            if cursor > at and lexicon.names.match(tokens, cursor):
                break
            end = cursor + 1
        elif token.norm not in _PARTICLES:
            break
        cursor += 1
    return end
