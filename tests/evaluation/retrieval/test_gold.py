"""A passage is right where it holds the facts, in the right document and, if one is named, section."""

from evaluation.retrieval.gold import Passage, gold
from tests.evaluation.conftest import LONGHUA, YUEXIU, make_question

WHOLE = Passage("whole", YUEXIU, "甲事项5个工作日，乙事项10个工作日。", ("三、服务", "专栏6 提速办"))
HALF = Passage("half", YUEXIU, "甲事项５个 工作日。", ("专栏2",))
LONGER = Passage("longer", YUEXIU, "甲事项15个工作日。")
OTHER = Passage("other", LONGHUA, "甲事项5个工作日，乙事项10个工作日。")


def test_the_passages_with_the_most_facts_are_right() -> None:
    question = make_question(facts=[["5个工作日"], ["10个工作日", "十个工作日"]])
    assert gold(question, [WHOLE, HALF, LONGER, OTHER]) == {"whole"}


def test_where_no_passage_has_all_facts_those_with_one_are_right() -> None:
    question = make_question(facts=[["5个工作日"], ["20个工作日"]])
    assert gold(question, [WHOLE, HALF, LONGER]) == {"whole", "half"}


def test_another_districts_passage_is_never_right() -> None:
    assert gold(make_question(facts=[["5个工作日"]]), [OTHER]) == frozenset()


def test_of_equals_those_in_the_named_section_are_right() -> None:
    question = make_question(facts=[["5个工作日"]], section="专栏6")
    assert gold(question, [WHOLE, HALF]) == {"whole"}


def test_a_section_that_none_of_them_stands_in_excludes_nothing() -> None:
    question = make_question(facts=[["5个工作日"]], section="第九章第九节")
    assert gold(question, [WHOLE, HALF]) == {"whole", "half"}


def test_a_longer_number_is_another_number() -> None:
    assert gold(make_question(facts=[["5个工作日"]]), [LONGER]) == frozenset()
