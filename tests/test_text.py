"""Geometry of text: apply, compose and the way back to the source, over arbitrary edits."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanr.errors import CleanrError, EditError
from cleanr.text.edits import Edit, OffsetMap, apply, compose

TEXTS = st.text("abcdefgh\n ", max_size=24)


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> tuple[Edit, ...]:
    """Sorted edits of ``text`` that do not overlap; empty ones, insertions and neighbours that touch are among them."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=10)))
    new = st.text("XYZ", max_size=3)
    return tuple(Edit(start, end, draw(new)) for start, end in zip(cuts[::2], cuts[1::2], strict=False))


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, tuple[Edit, ...]]:
    text = draw(TEXTS)
    return text, draw(edits_of(text))


@st.composite
def edited_twice(draw: st.DrawFn) -> tuple[str, tuple[Edit, ...], tuple[Edit, ...]]:
    text, first = draw(edited())
    return text, first, draw(edits_of(apply(first, text)))


def spliced(edits: tuple[Edit, ...], text: str) -> str:
    """The yardstick for `apply`: the last edit first, so that no position moves."""
    for start, end, new in reversed(edits):
        text = text[:start] + new + text[end:]
    return text


# --- apply -----------------------------------------------------------------------------------------------------------


@given(edited())
def test_apply_does_what_splicing_from_the_end_does(case: tuple[str, tuple[Edit, ...]]) -> None:
    text, edits = case
    assert apply(edits, text) == spliced(edits, text)
    assert apply(iter(edits), text) == spliced(edits, text)


@given(TEXTS)
def test_no_edits_change_nothing(text: str) -> None:
    assert apply((), text) == text


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(3, 5, ""), Edit(0, 1, "")],  # unsorted
        [Edit(0, 3, ""), Edit(2, 4, "")],  # overlapping
        [Edit(3, 2, "")],  # backwards
        [Edit(0, 6, "")],  # past the end
        [Edit(6, 6, "x")],
        [Edit(-1, 2, "")],  # before the start
    ],
)
def test_wrong_edits_say_where_they_are(edits: list[Edit]) -> None:
    with pytest.raises(EditError, match=rf"{edits[-1].start}:{edits[-1].end}") as error:
        apply(edits, "hello")
    assert isinstance(error.value, CleanrError)


# --- compose ---------------------------------------------------------------------------------------------------------


@given(edited_twice())
def test_composed_edits_do_both(case: tuple[str, tuple[Edit, ...], tuple[Edit, ...]]) -> None:
    text, first, second = case
    assert apply(compose(first, second), text) == apply(second, apply(first, text))


@given(edited_twice())
def test_composed_edits_are_sorted_apart_and_real(case: tuple[str, tuple[Edit, ...], tuple[Edit, ...]]) -> None:
    text, first, second = case
    edits = compose(first, second)
    assert all(0 <= edit.start <= edit.end <= len(text) for edit in edits)
    assert all(one.end <= other.start for one, other in itertools.pairwise(edits))
    if first and second:
        assert all(edit.start < edit.end or edit.new for edit in edits)


@given(edited_twice())
def test_composing_touches_nothing_that_neither_list_touches(
    case: tuple[str, tuple[Edit, ...], tuple[Edit, ...]],
) -> None:
    """Where no edit of the first list stands and the second changes nothing, the composed edits change nothing."""
    text, first, _ = case
    composed = compose(first, (Edit(0, 0, ""),))
    changed = {at for start, end, _ in composed for at in range(start, end)}
    assert changed <= {at for start, end, _ in first for at in range(start, end)}
    assert apply(composed, text) == apply(first, text)


@given(edited())
def test_no_edits_are_neutral(case: tuple[str, tuple[Edit, ...]]) -> None:
    _, edits = case
    assert compose(edits, ()) == edits == compose((), edits)


@given(st.data())
def test_composition_is_associative(data: st.DataObject) -> None:
    text, first, second = data.draw(edited_twice())
    third = data.draw(edits_of(apply(second, apply(first, text))))
    left, right = compose(compose(first, second), third), compose(first, compose(second, third))
    assert apply(left, text) == apply(right, text)


# --- the way back ----------------------------------------------------------------------------------------------------


@given(edited())
def test_positions_lead_back_in_order_and_into_the_source(case: tuple[str, tuple[Edit, ...]]) -> None:
    text, edits = case
    offsets = OffsetMap(edits)
    sources = [offsets.to_source(position) for position in range(len(apply(edits, text)) + 1)]
    assert sources == sorted(sources)
    assert all(0 <= source <= len(text) for source in sources)


@given(edited())
def test_characters_that_no_edit_touches_lead_back_to_themselves(case: tuple[str, tuple[Edit, ...]]) -> None:
    text, edits = case
    offsets, result = OffsetMap(edits), apply(edits, text)
    written = {at for start, new in _written(edits) for at in range(start, start + len(new))}
    for position in set(range(len(result))) - written:
        assert text[offsets.to_source(position)] == result[position]


@given(edited())
def test_written_characters_lead_back_to_what_they_replace(case: tuple[str, tuple[Edit, ...]]) -> None:
    _, edits = case
    offsets = OffsetMap(edits)
    for (start, new), edit in zip(_written(edits), edits, strict=True):
        assert all(offsets.to_source(start + at) == edit.start for at in range(len(new)))


def _written(edits: tuple[Edit, ...]) -> list[tuple[int, str]]:
    """Where each replacement stands in the edited text."""
    shift, written = 0, []
    for start, end, new in edits:
        written.append((start + shift, new))
        shift += len(new) - (end - start)
    return written
