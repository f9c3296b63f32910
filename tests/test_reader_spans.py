"""From tags to spans and back; tables of vectors packed small; heads in numpy as in torch."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from eventgeo.tagging.reader.heads import DISTANCES, Heads, distance_steps, softmax
from eventgeo.tagging.reader.labels import PAIR_LAYERS, SPAN_LAYERS, LabelledSpan, encode_spans, tags_of
from eventgeo.tagging.reader.packing import PackedRows, pack_matrix, pack_rows, unpack_matrix
from eventgeo.tagging.reader.spans import best_spans, labels_of, scored_spans


@st.composite
def marked(draw) -> tuple[str, int, list[LabelledSpan]]:
    """Return a layer, a number of tokens, and spans that do not overlap, in order."""
    layer = draw(st.sampled_from(SPAN_LAYERS))
    cuts = sorted(draw(st.sets(st.integers(0, 30), max_size=12)))
    spans = [
        LabelledSpan(start=start, end=end, label=draw(st.sampled_from(labels_of(layer))))
        for start, end in itertools.pairwise(cuts)
        if draw(st.booleans())
    ]
    return layer, 30, spans


@given(marked())
def test_what_is_encoded_is_decoded(case):
    layer, length, spans = case
    tags = encode_spans(spans, length, layer)
    certain = np.eye(len(tags_of(layer)), dtype=np.float32)[tags]
    assert best_spans(certain, layer) == spans


@given(
    arrays(np.float32, (12, len(tags_of("place"))), elements=st.floats(-6, 6, width=32)),
    st.sampled_from([0.1, 0.5, 0.9]),
)
def test_spans_are_in_order_apart_and_likely_enough(scores, threshold):
    probabilities = softmax(scores)
    spans = scored_spans(probabilities, threshold=threshold)
    assert all(0 <= span.start < span.end <= 12 for span in spans)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    assert all(threshold - 1e-6 <= span.total <= 1 + 1e-6 for span in spans)
    inside = {at for span in spans for at in range(span.start, span.end)}
    assert inside == {at for at in range(12) if 1 - probabilities[at, 0] >= threshold}


def test_of_spans_that_overlap_the_first_wins():
    spans = [LabelledSpan(start=0, end=3, label="actor"), LabelledSpan(start=2, end=4, label="actor")]
    assert encode_spans(spans, 5, "actor") == [1, 2, 2, 0, 0]


@given(arrays(np.float32, (5, 64), elements=st.floats(-100, 100, width=32)))
def test_packed_rows_are_near_what_they_were(table):
    packed = pack_rows(table)
    found = PackedRows(packed).rows(np.array([[4, 0], [2, 2]]))
    assert found.shape == (2, 2, 64)
    step = np.abs(table).max(axis=1) / 127 + 1e-6
    assert (np.abs(found[0, 0] - table[4]) <= step[4]).all()
    assert (np.abs(found[1, 1] - table[2]) <= step[2]).all()


@given(
    arrays(np.int8, (4, 3, 32), elements=st.integers(-8, 7)),
    arrays(np.float16, (4, 3, 1), elements=st.sampled_from([0.5, -0.25, 0.0078125])),
)
def test_what_was_in_four_bits_is_stored_in_four_bits_exactly(numbers, steps):
    numbers[:, :, 0] = -8  # as the packing chooses its steps: the largest number is eight of them
    table = (numbers.astype(np.float32) * steps.astype(np.float32)).reshape(4, 96)
    packed = pack_rows(table)
    assert packed["values"].dtype == np.uint8
    assert packed["values"].nbytes == table.size // 2
    assert np.array_equal(PackedRows(packed).rows(np.arange(4)), table)


@pytest.mark.parametrize("size", [33, 64])
def test_rows_of_zeros_stay_zeros(size):
    assert not PackedRows(pack_rows(np.zeros((3, size), dtype=np.float32))).rows(np.arange(3)).any()


def test_distance_steps_grow_with_the_distance_on_either_side():
    steps = distance_steps([100], list(range(201)))[0]
    assert (np.diff(steps) >= 0).all()
    assert steps[100] == len(DISTANCES)
    assert (steps.min(), steps.max()) == (0, 2 * len(DISTANCES))


def test_heads_in_numpy_say_what_those_in_torch_say(tiny_encoder):
    import torch

    from eventgeo.tagging.flair_quiet import quiet_flair

    with quiet_flair():
        from eventgeo.tagging.reader.network import MODALITY, ReaderNetwork

        network = ReaderNetwork(tiny_encoder).eval()
    chance = np.random.default_rng(3)
    for parameter in (*network.heads.parameters(), *network.pairs.parameters()):
        parameter.data = torch.from_numpy(chance.normal(0, 0.5, parameter.shape).astype(np.float32))
    state = {name: value.numpy() for name, value in network.state_dict().items()}
    heads = Heads({name: value for name, value in state.items() if name.startswith(("heads.", "pairs."))})
    vectors = chance.normal(size=(40, heads.size)).astype(np.float32)
    with torch.no_grad():
        for layer in (*SPAN_LAYERS, MODALITY):
            theirs = network.heads[layer](torch.from_numpy(vectors)).softmax(dim=-1).numpy()
            assert np.allclose(heads.tag_probabilities(layer, vectors), theirs, atol=1e-5)
        triggers, arguments = [0, 7, 39], [39, 3, 8, 7]
        for layer in PAIR_LAYERS:
            ours = heads.role_probabilities(layer, vectors, triggers, arguments)
            left = torch.from_numpy(vectors[np.repeat(triggers, len(arguments))])
            right = torch.from_numpy(vectors[arguments * len(triggers)])
            steps = torch.from_numpy(distance_steps(triggers, arguments).ravel())
            theirs = network.pairs[layer](left, right, steps).softmax(dim=-1).numpy()
            assert np.allclose(ours.reshape(theirs.shape), theirs, atol=1e-5)


@pytest.mark.parametrize(("triggers", "arguments"), [([], [1]), ([1], []), ([], [])])
def test_no_pairs_have_no_roles(triggers, arguments):
    found = Heads({}).role_probabilities("place_role", np.zeros((2, 8), np.float32), triggers, arguments)
    assert found.shape == (len(triggers), len(arguments), len(tags_of("place_role")))


@given(arrays(np.float32, (4, 64), elements=st.floats(-100, 100, width=32)))
def test_packed_matrices_are_near_what_they_were(matrix):
    found = unpack_matrix(**pack_matrix(matrix))
    step = np.abs(matrix.reshape(4, 2, 32)).max(axis=2).repeat(32, axis=1) / 127 + 1e-6
    assert (np.abs(found - matrix) <= step).all()


@given(
    arrays(np.int8, (4, 2, 32), elements=st.integers(-8, 7)),
    arrays(np.float16, (4, 2, 1), elements=st.sampled_from([0.5, -0.25, 0.0078125])),
)
def test_matrices_that_were_in_four_bits_are_packed_exactly(numbers, steps):
    numbers[:, :, 0] = -8
    matrix = (numbers.astype(np.float32) * steps.astype(np.float32)).reshape(4, 64)
    packed = pack_matrix(matrix)
    assert packed["values"].shape == (4, 2, 16)
    assert np.array_equal(unpack_matrix(**packed), matrix)


def test_a_matrix_without_whole_blocks_is_not_packed():
    assert pack_matrix(np.ones((2, 33), dtype=np.float32)) is None
