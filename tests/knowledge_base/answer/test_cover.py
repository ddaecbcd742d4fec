"""A text is laid out with stretches of its source and with free words; what is left over is seen."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.answer.cover import Ground

GROUND = Ground(source="在网上办灯笼登记,3个工作日办好", free=frozenset({"如果", "也就是", "的"}))


def laid_out(text: str, *, spans: dict[int, int] | None = None) -> list[str]:
    """Pieces, with brackets around what nothing covers."""
    pieces = GROUND.cover(text, spans=spans or {})
    return [piece.text if piece.is_covered else f"[{piece.text}]" for piece in pieces]


def test_long_stretches_are_taken_before_short_ones() -> None:
    assert laid_out("在网上办灯笼登记") == ["在网上办灯笼登记"]


def test_free_words_stand_between_stretches() -> None:
    assert laid_out("如果在网上办,也就是灯笼登记的") == ["如果", "在网上办", "也就是", "灯笼登记", "的"]


def test_what_is_in_neither_is_left_bare() -> None:
    assert laid_out("在公园办好") == ["[在]", "[公]", "[园]", "办好"]


def test_one_character_of_the_source_is_no_stretch() -> None:
    assert laid_out("灯") == ["[灯]"]


def test_one_character_is_enough_where_it_stands_alone_in_both() -> None:
    ground = Ground(source="省、市级", free=frozenset())
    assert [piece.is_covered for piece in ground.cover("省、市级", spans={})] == [True, True]
    assert [piece.is_covered for piece in ground.cover("省级", spans={})] == [False, False]


def test_what_somebody_vouches_for_is_covered() -> None:
    assert laid_out("三个工作日办好", spans={0: 5}) == ["三个工作日", "办好"]


@given(st.text(max_size=60))
def test_every_letter_and_digit_is_in_one_piece(text: str) -> None:
    pieces = list(GROUND.cover(text, spans={}))
    assert all(before.end <= after.start for before, after in pairwise(pieces))
    assert sum(len(piece.text) for piece in pieces) == sum(
        character.isalnum() for character in text if character != "_"
    )
