"""Documents cut into windows: every token is one window's own, and no window is longer than the encoder."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgeo.tagging.reader.windows import MOST_PIECES, TITLE_PIECES, WORD_PIECES, Window, cut_windows
from eventgeo.text.sentences import split_sentences

PLAIN = """
L’armée d’Al-Boukamal a pris Alep mardi 3 nov. 12,5 « » . ! #Syrie @ONU http://a.org/b?c=d
قصفت الطائرات ، 🙂 👨‍👩‍👧
"""
WORDS = st.sampled_from([*PLAIN.split(), "e\u0301te\u0301", "\u200b", "x" * 700, "\n\n"])
TEXTS = st.one_of(st.lists(WORDS, max_size=400).map(" ".join), st.text(max_size=300))


def by_threes(words: Sequence[str]) -> list[int]:
    """Count word pieces of three characters each."""
    return [-(-len(word) // 3) for word in words]


def cut(
    text: str, title: str = "", lang: str = "fr", **options: int
) -> tuple[tuple[str, ...], tuple[Window, ...]]:
    sentences = split_sentences(text, lang)
    tokens = tuple(token.text for sentence in sentences for token in sentence.tokens)
    return tokens, cut_windows(sentences, by_threes, title=title, **options)


@given(
    text=TEXTS,
    title=st.one_of(st.just(""), st.lists(WORDS, max_size=12).map(" ".join)),
    most=st.sampled_from([60, 97, 150, MOST_PIECES]),
    overlap=st.sampled_from([0, 20, 64, 500]),
)
def test_each_token_is_one_windows_own_and_none_is_too_long(text, title, most, overlap):
    tokens, windows = cut(text, title, most_pieces=most, overlap_pieces=overlap)
    owned = [at for window in windows for at in range(*window.own)]
    assert owned == list(range(len(tokens)))
    for before, window in itertools.pairwise(windows):
        assert before.first < window.first <= window.own[0]
    for window in windows:
        assert sum(by_threes(window.words)) <= most
        body = window.words[window.title :]
        read = tokens[window.first : window.first + len(body)]
        assert len(read) == len(body)
        assert all(whole.startswith(word) and word for whole, word in zip(read, body, strict=True))
        assert window.first <= window.own[0] < window.own[1] <= window.first + len(body)


def test_long_documents_go_on_with_what_was_said_before():
    text = " ".join(f"Le {day} mars, des avions ont frappé Idleb." for day in range(1, 300))
    _, windows = cut(text)
    assert len(windows) > 10
    for before, window in itertools.pairwise(windows):
        assert window.own[0] == before.own[1]
        again = window.own[0] - window.first
        assert again > 0, "a window begins without the sentence before"
        assert before.words[-again:] == window.words[:again]


def test_a_title_is_read_before_each_window_unless_it_is_long():
    text = " ".join(["Des avions ont frappé Idleb."] * 100)
    _, windows = cut(text, "Raids sur Idleb")
    assert len(windows) > 2
    assert all(window.words[:4] == ("Raids", "sur", "Idleb", "|") for window in windows)
    _, windows = cut(text, "mot " * TITLE_PIECES)
    assert all(window.title == 0 for window in windows)


@pytest.mark.parametrize("word", ["a" * 5000, "空" * 900, "http://x.org/" + "e\u0301" * 4000])
def test_of_a_word_without_end_the_beginning_is_read(word):
    tokens, windows = cut(f"Raid sur {word} mardi.")
    (window,) = windows
    assert window.own == (0, len(tokens))
    assert max(by_threes(window.words)) <= WORD_PIECES


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b\n"])
def test_nothing_to_read(text):
    tokens, windows = cut(text)
    assert (windows == ()) == (tokens == ())


def test_pieces_that_are_all_too_many_are_read_word_by_word():
    tokens = split_sentences("Raid sur Alep. Douze morts.", "fr")
    windows = cut_windows(tokens, lambda words: [1000] * len(words))
    assert [window.own for window in windows] == [(at, at + 1) for at in range(7)]
