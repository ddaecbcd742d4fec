"""Every answer is kept, and none waits for it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, select

from chassis.clock import FixedClock
from knowledge_base.adapters.asked_tables import asked
from knowledge_base.asked.log import AskedLog, Keep, keep_in
from tests.knowledge_base.asked.office import NOW, given

CLOCK = FixedClock(NOW)
SECONDS = 10.0


@contextmanager
def logging(keep: Keep, **options: Any) -> Iterator[AskedLog]:
    log = AskedLog(keep, CLOCK, **{"flush_seconds": 0.01, **options})
    log.start()
    yield log
    log.close()


def test_an_answer_is_kept_masked_with_where_it_came_from(engine: Engine) -> None:
    with logging(keep_in(engine)) as log:
        log.note(
            *given("我叫陈大勇，电话13812345678", region="440104", channel="wechat", conversation_id="c9")
        )
        assert log.flush(seconds=SECONDS)
    with engine.connect() as connection:
        [row] = connection.execute(select(asked)).mappings()
    assert row["question"] == "我叫陈**，电话138****5678"
    assert (row["channel"], row["conversation_id"], row["region"]) == ("wechat", "c9", "440104")
    assert (row["day"], row["hour"], row["at"], row["seconds"]) == (NOW.date(), 10, NOW, 0.25)
    assert (row["status"], row["trace_id"], row["group_id"]) == ("not_in_documents", "t1", None)


def test_trials_are_not_kept() -> None:
    kept: list[dict[str, Any]] = []
    with logging(kept.extend) as log:
        log.note(*given("要几天", explain=True))
    assert kept == []


def test_what_was_noted_is_written_before_the_service_stops() -> None:
    kept: list[dict[str, Any]] = []
    with logging(kept.extend, flush_seconds=60.0) as log:
        for number in range(450):
            log.note(*given(f"第{number}问"))
    assert [entry["question"] for entry in kept] == [f"第{number}问" for number in range(450)]
    assert log.lost == 0


def test_what_could_not_be_written_is_tried_again() -> None:
    kept: list[dict[str, Any]] = []
    failures = iter([OSError("disk"), OSError("disk")])

    def keep(entries: list[dict[str, Any]]) -> None:
        if error := next(failures, None):
            raise error
        kept.extend(entries)

    with logging(keep) as log:
        log.note(*given("要几天"))
        assert log.flush(seconds=SECONDS)
    assert [entry["question"] for entry in kept] == ["要几天"]
    assert log.lost == 0


def test_writing_the_same_answers_again_changes_nothing(engine: Engine) -> None:
    twice: list[dict[str, Any]] = []
    with logging(twice.extend) as log:
        log.note(*given("要几天"))
    keep_in(engine)(twice)
    keep_in(engine)(twice)
    with engine.connect() as connection:
        assert len(connection.execute(select(asked.c.id)).all()) == 1


def test_a_full_queue_loses_with_a_count_and_not_in_silence() -> None:
    going_on, entered = threading.Event(), threading.Event()

    def keep(entries: list[dict[str, Any]]) -> None:
        entered.set()
        going_on.wait(SECONDS)

    with logging(keep, most_waiting=2, room_seconds=0.01) as log:
        log.note(*given("一"))
        assert entered.wait(SECONDS)
        for question in ("二", "三", "四"):
            log.note(*given(question))
        assert log.lost == 1
        assert not log.flush(seconds=0.01)
        going_on.set()


def test_an_answer_that_cannot_be_read_costs_no_other() -> None:
    kept: list[dict[str, Any]] = []
    broken, answer = given("坏的")
    broken.parts = [None]  # type: ignore[list-item]
    with logging(kept.extend) as log:
        log.note(broken, answer)
        log.note(*given("好的"))
    assert [entry["question"] for entry in kept] == ["好的"]
    assert log.lost == 1
