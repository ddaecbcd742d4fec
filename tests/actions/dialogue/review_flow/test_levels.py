"""Words narrow the level to two at most; only its own name chooses one."""

import pytest

from actions.dialogue.review_flow.levels import LEVELS, Heard, hear
from actions.wire.reviews import ReviewLevel

BEST, GOOD, FAIR, BAD, WORST = LEVELS


def test_levels_have_the_official_words_in_the_official_order() -> None:
    assert [*LEVELS] == ["非常满意", "满意", "基本满意", "不满意", "非常不满意"]


@pytest.mark.parametrize(
    ("words", "levels"),
    [
        ("太慢了,差评", (BAD, WORST)),
        ("差评", (BAD, WORST)),
        ("窗口爱答不理，必须给差评", (BAD, WORST)),
        ("我对你们非常不满意", (BAD, WORST)),
        ("不满意", (BAD, WORST)),
        ("好差劲", (BAD, WORST)),
        ("好差劲呀你哋", (BAD, WORST)),
        ("好唔满意", (BAD, WORST)),
        ("服務態度好差", (BAD, WORST)),
        ("等了一上午才办好，不满意", (BAD, WORST)),
        ("不好", (BAD, WORST)),
        ("好满意", (BEST, GOOD)),
        ("好滿意", (BEST, GOOD)),
        ("十分满意", (BEST, GOOD)),
        ("给个好评", (BEST, GOOD)),
        ("不错", (BEST, GOOD)),
        ("办得真快", (BEST, GOOD)),
        ("还行", (GOOD, FAIR)),
        ("基本满意", (GOOD, FAIR)),
        ("一般般吧", (FAIR, BAD)),
        ("麻麻哋", (FAIR, BAD)),
        ("给五星", (BEST,)),
        ("办得真快，打五星", (BEST,)),
        ("服務好好，俾五粒星", (BEST,)),
        ("★★★★", (GOOD,)),
        ("打三星", (FAIR,)),
        ("给一颗星", (WORST,)),
        ("零分", (WORST,)),
        ("满分", (BEST,)),
        ("打4分", (GOOD,)),
    ],
)
def test_first_words_narrow_and_choose_nothing(words: str, levels: tuple[ReviewLevel, ...]) -> None:
    assert hear(words) == Heard(levels)


@pytest.mark.parametrize(
    "words",
    [
        "我要评价",
        "你好",
        "好的",
        "态度好但是太慢",
        "五星期",
        "等了5分钟",
        "没有不满意",
        "好不好",
        "差不多",
        "快点",
    ],
)
def test_what_says_nothing_or_both_narrows_nothing(words: str) -> None:
    assert hear(words) is None


@pytest.mark.parametrize(
    ("words", "level"),
    [("我选不满意", BAD), ("我要评非常满意", BEST), ("给个基本满意", FAIR), ("把差评改成基本满意", FAIR)],
)
def test_level_that_is_chosen_by_its_name_is_chosen(words: str, level: ReviewLevel) -> None:
    assert hear(words) == Heard((level,), chosen=True)


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("满意", GOOD),
        ("就非常不满意吧", WORST),
        ("唔满意", BAD),
        ("基本滿意", FAIR),
        ("五星", BEST),
        ("一星", WORST),
        ("四颗星", GOOD),
        ("第二个", GOOD),
    ],
)
def test_asked_for_a_level_its_name_its_stars_and_its_place_choose_it(words: str, level: ReviewLevel) -> None:
    assert hear(words, asked=LEVELS) == Heard((level,), chosen=True)


@pytest.mark.parametrize(
    ("number", "levels"), [("1", (BEST, WORST)), ("5", (BEST, WORST)), ("2", (GOOD, BAD))]
)
def test_number_alone_could_count_stars_and_is_asked_back(
    number: str, levels: tuple[ReviewLevel, ...]
) -> None:
    assert hear(number, asked=LEVELS) == Heard(levels)


@pytest.mark.parametrize(
    ("words", "level"), [("非常", WORST), ("不满意", BAD), ("后面那个", WORST), ("第一个", BAD)]
)
def test_of_two_levels_one_is_chosen_with_few_words(words: str, level: ReviewLevel) -> None:
    assert hear(words, asked=(BAD, WORST)) == Heard((level,), chosen=True)
