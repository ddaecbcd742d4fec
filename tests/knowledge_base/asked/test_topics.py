import pytest

from knowledge_base.asked.topics import OTHER, topic_of, topics
from knowledge_base.desk_wire.asked_labels import keys, label


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("养老保险转移要多久", "insurance"),
        ("老板拖欠工资怎么投诉", "labour"),
        ("粤菜师傅培训在哪报名", "skills"),
        ("今天天气怎么样", OTHER),
    ],
)
def test_a_question_is_counted_under_the_topic_it_speaks_of(question: str, topic: str) -> None:
    assert topic_of(question) == topic


def test_what_was_found_decides_where_the_words_say_nothing() -> None:
    assert topic_of("那要几天", headings=["专栏6", "失业登记"]) == "employment"


def test_every_topic_has_a_name_for_people() -> None:
    assert [topic.id for topic in topics()] == keys("topic")
    assert label("topic", "gone") == "gone"
