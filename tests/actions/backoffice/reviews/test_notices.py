"""What is to be told to conversations."""

from fastapi import FastAPI
from sqlalchemy import text

from actions.backoffice.repository.cases import CaseRepository
from actions.backoffice.repository.notices import NoticeRepository
from actions.backoffice.writes import WriteSession
from tests.actions.backoffice.counter import Counter


def _tell(app: FastAPI, *words: str) -> None:
    office = app.state.office
    notices = NoticeRepository(office.cipher, CaseRepository())

    def work(session: WriteSession) -> None:
        for said in words:
            notices.add(session.connection, "c1", said, "review", session.now)

    office.writer.run("system", work)


def test_notices_are_read_on_from_the_last_one(every_counter: Counter) -> None:
    _tell(every_counter.app, "一", "二", "三")
    first, second = every_counter.get("/notices?limit=2").json()["notices"]
    assert [first["text"], second["text"]] == ["一", "二"]
    [third] = every_counter.get(f"/notices?after={second['id']}").json()["notices"]
    assert (third["text"], third["conversation_id"], third["topic"]) == ("三", "c1", "review")
    assert every_counter.get(f"/notices?after={third['id']}").json()["notices"] == []


def test_a_notice_is_not_stored_in_plain(every_counter: Counter) -> None:
    _tell(every_counter.app, "窗口已经道歉")
    with every_counter.app.state.office.engine.connect() as connection:
        stored = connection.execute(text("SELECT text FROM backoffice_notices")).scalar_one()
    assert "窗口".encode() not in bytes(stored)
