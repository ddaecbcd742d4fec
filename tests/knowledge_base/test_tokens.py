"""Words as the index and the question both see them."""

import pytest

from knowledge_base.tokens import DICTIONARY, MOST_QUERY_TOKENS, query_tokens, tokens


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("推行告知承诺制", "告知承诺制"),
        ("“好差评”制度", "好差评"),
        ("一网通办", "一网通办"),
        ("容缺办理和秒批", "容缺办理"),
        ("失业登记", "业登"),
        ("失", "失"),
        ("I深圳APP", "app"),
        ("电话12345", "12345"),
        ("COVID-19", "covid"),
    ],
)
def test_terms_pairs_and_words_are_tokens(text: str, token: str) -> None:
    assert token in tokens(text)


def test_width_and_case_make_no_difference() -> None:
    assert tokens("ＡＰＰ5９.９1万人") == tokens("app59.91万人")


@pytest.mark.parametrize("number", ["59.91", "3.5%", "96%", "2025", "12345"])
def test_a_number_is_one_token(number: str) -> None:
    assert len(tokens(number)) == 1
    assert tokens(number)[0] in tokens(f"达到{number}以上")


def test_a_number_is_not_its_parts() -> None:
    assert set(tokens("59.91")).isdisjoint(tokens("59 91"))
    assert set(tokens("3.5%")).isdisjoint(tokens("3.5"))


def test_a_text_without_words_has_no_tokens() -> None:
    assert tokens("?!《》“” ……——") == []


def test_a_long_question_keeps_its_words_before_its_single_characters() -> None:
    found = query_tokens(
        tokens("想问失业登记、工伤认定、退休申请、人才引进、创业贷款、见习补贴和好差评怎么办理")
    )
    assert len(found) <= MOST_QUERY_TOKENS
    assert {"失业登记", "好差评"} & set(found)
    assert len(set(found)) == len(found)


def test_the_dictionary_is_sorted_and_without_repetitions() -> None:
    words = DICTIONARY.read_text(encoding="utf-8").split("\n")[:-1]
    assert words == sorted(set(words))
