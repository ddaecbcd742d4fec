"""Files from the request to the encrypted row, and everything that leaves no row at all."""

from collections.abc import AsyncIterator, Iterator
from io import BytesIO
from pathlib import Path
from threading import Barrier, Thread
from typing import Any
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from PIL import Image
from sqlalchemy import Engine, func, select

from actions.backoffice.bootstrap import Office, build
from actions.backoffice.files.refusal import Reason
from actions.backoffice.handlers.file_keeping import FileTexts
from actions.backoffice.repository.files import FileRepository
from actions.backoffice.settings import BackofficeSettings
from actions.backoffice.tables.base import metadata
from actions.backoffice.tables.files import file_allowances, files
from actions.backoffice.tables.writes import audit
from actions.errors import FileUnknown
from chassis.database import create_engine
from tests.actions.backoffice.counter import Counter
from tests.actions.backoffice.files import samples

OURS = "conversation-1"
OTHERS = "conversation-2"
TEXT = "三月工资没有发，欠六千元。".encode()


@pytest.fixture
def office(app: FastAPI) -> Office:
    found: Office = app.state.office
    return found


def send(
    counter: Counter, content: bytes | AsyncIterator[bytes], *, name: str = "工资条.txt", **options: Any
) -> Any:
    headers = {"X-File-Name": quote(name, safe="")}
    options = {"conversation": OURS, **options}
    return counter.post("/files", content=content, headers=headers, **options)


def sent(counter: Counter, content: bytes = TEXT, **options: Any) -> dict[str, Any]:
    response = send(counter, content, **options)
    assert response.status_code == 201, response.text
    stored: dict[str, Any] = response.json()
    return stored


def refusal(response: Any) -> tuple[int, str]:
    return response.status_code, response.json()["error"]["code"]


def listed(counter: Counter, conversation: str = OURS) -> list[str]:
    found = counter.get("/files", conversation=conversation).json()["files"]
    return [file["id"] for file in found]


def rows(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
        }


def test_a_file_is_kept_and_given_back_to_its_conversation(counter: Counter) -> None:
    stored = sent(counter, name="三月/工资条.doc")
    assert stored | {"id": "", "created_at": ""} == {
        "id": "",
        "name": "工资条.txt",
        "media_type": "text/plain",
        "bytes": len(TEXT),
        "created_at": "",
        "made": False,
    }
    assert listed(counter) == [stored["id"]]
    response = counter.get(f"/files/{stored['id']}", conversation=OURS)
    assert response.content == TEXT
    assert response.headers["Content-Type"].startswith("text/plain")
    assert response.headers["Content-Disposition"].startswith("attachment; ")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "private, no-store"


def test_of_a_photograph_no_place_is_kept(counter: Counter) -> None:
    stored = sent(counter, samples.photograph(), name="IMG_1.pdf")
    assert (stored["name"], stored["media_type"]) == ("IMG_1.jpg", "image/jpeg")
    kept = counter.get(f"/files/{stored['id']}", conversation=OURS).content
    assert dict(Image.open(BytesIO(kept)).getexif()) == {}
    assert len(kept) == stored["bytes"]


def test_nobody_else_reaches_a_file(counter: Counter) -> None:
    path = f"/files/{sent(counter)['id']}"
    assert refusal(counter.get(path, conversation=OTHERS)) == (404, "file_unknown")
    assert refusal(counter.get(path)) == (403, "not_allowed")
    assert refusal(counter.delete(path, conversation=OTHERS)) == (404, "file_unknown")
    assert listed(counter, OTHERS) == []


def test_staff_read_any_file_and_it_is_on_record(counter: Counter, office: Office) -> None:
    id_ = sent(counter)["id"]
    assert counter.get(f"/files/{id_}", staff="clerk").content == TEXT
    with office.engine.connect() as connection:
        query = select(audit.c.actor, audit.c.action).where(audit.c.subject == f"file:{id_}")
        seen = connection.execute(query.order_by(audit.c.id)).all()
    assert [tuple(row) for row in seen] == [
        (f"conversation:{OURS}", "file.stored"),
        ("staff:clerk", "file.read"),
    ]


def test_on_the_disk_neither_name_nor_content_can_be_read(counter: Counter, tmp_path: Path) -> None:
    sent(counter, name="工资条.txt")
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert TEXT not in kept
    assert "工资条".encode() not in kept


def test_a_repeat_is_kept_once(counter: Counter, office: Office) -> None:
    first = send(counter, TEXT, key="k1")
    before = rows(office.engine)
    again = send(counter, TEXT, key="k1")
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert rows(office.engine) == before
    assert refusal(send(counter, TEXT, key="k1", name="another.txt")) == (422, "idempotency_key_reused")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"MZ\x90\x00 a program", "这种文件收不了"),
        (samples.EICAR, "病毒"),
        (samples.picture_bomb(), "图片太大"),
        (samples.word({"word/a.bin": bytes(100_000_001)}), "展开以后太大"),
        (samples.pdf_with({"/S": "/JavaScript", "/JS": "x"}), "自动运行"),
        (samples.pdf() + samples.word(), "两种格式"),
        (b"a" * 10_000_001, "超过 10 MB"),
        (b"", "空的"),
    ],
    ids=[
        "wrong type",
        "virus",
        "picture bomb",
        "archive bomb",
        "active PDF",
        "polyglot",
        "too large",
        "empty",
    ],
)
def test_what_is_refused_is_explained_and_leaves_nothing(
    counter: Counter, office: Office, tmp_path: Path, content: bytes, words: str
) -> None:
    before, on_disk = rows(office.engine), set(tmp_path.rglob("*"))
    response = send(counter, content)
    assert refusal(response) == (422, "file_refused")
    assert words in response.json()["error"]["message"]
    assert rows(office.engine) == before
    assert set(tmp_path.rglob("*")) == on_disk


def test_every_reason_says_what_to_do() -> None:
    texts = FileTexts.load("files")
    assert set(texts.refused) == set(Reason)
    assert all("请" in said and said.endswith("。") for said in texts.refused.values())


def test_of_200_megabytes_no_more_than_the_limit_is_read(counter: Counter, office: Office) -> None:
    before, taken = rows(office.engine), []

    async def lazily() -> AsyncIterator[bytes]:
        for number in range(200):
            taken.append(number)
            yield bytes(1_000_000)

    assert refusal(send(counter, lazily())) == (413, "body_too_large")
    assert len(taken) <= 12
    assert rows(office.engine) == before


def test_a_body_that_announces_too_much_is_not_read_at_all(counter: Counter) -> None:
    taken = []

    async def lazily() -> AsyncIterator[bytes]:
        taken.append(1)
        yield b"x"

    response = counter.post(
        "/files", content=lazily(), conversation=OURS, headers={"Content-Length": "200000000"}
    )
    assert refusal(response) == (413, "body_too_large")
    assert taken == []


def test_other_routes_take_no_more_than_before(counter: Counter) -> None:
    assert refusal(counter.post("/sweeps", content=bytes(1_000_001))) == (413, "body_too_large")


def test_a_file_needs_a_conversation(counter: Counter) -> None:
    assert refusal(counter.post("/files", content=TEXT)) == (403, "not_allowed")
    assert refusal(counter.get("/files")) == (403, "not_allowed")


@pytest.fixture
def narrow(settings: BackofficeSettings) -> Iterator[Counter]:
    """A back office that takes two files of a conversation, of a megabyte together."""
    few = {"files_per_conversation": 2, "file_megabytes_per_conversation": 1}
    app = build(settings.model_copy(update=few))
    yield Counter(app)
    app.state.office.engine.dispose()


def test_a_conversation_may_send_so_many_files(narrow: Counter) -> None:
    first = sent(narrow)
    sent(narrow)
    response = send(narrow, TEXT)
    assert refusal(response) == (409, "files_too_many")
    assert "2 个" in response.json()["error"]["message"]
    sent(narrow, conversation=OTHERS)
    assert narrow.delete(f"/files/{first['id']}", conversation=OURS).status_code == 200
    sent(narrow)


def test_a_conversation_may_send_so_many_bytes(narrow: Counter) -> None:
    sent(narrow, b"a" * 600_000)
    assert refusal(send(narrow, b"a" * 600_000)) == (409, "files_too_many")
    assert len(listed(narrow)) == 1


def test_whoever_sends_at_the_same_time_gets_no_more(
    every_settings: BackofficeSettings,
) -> None:
    app = build(every_settings.model_copy(update={"files_per_conversation": 2}))
    counter, statuses, together = Counter(app), [], Barrier(5)

    def one() -> None:
        together.wait()
        statuses.append(send(counter, TEXT).status_code)

    threads = [Thread(target=one) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [201, 201, 409, 409, 409]
    assert len(listed(counter)) == 2
    app.state.office.engine.dispose()


def test_a_file_that_belongs_to_something_stays(every_counter: Counter) -> None:
    counter, office = every_counter, every_counter.app.state.office
    ids = [sent(counter)["id"] for _ in range(2)]
    repository = FileRepository(office.cipher)
    with office.engine.begin() as connection:
        repository.attach(connection, ids, OURS, to="report:1")
        repository.attach(connection, ids[:1], OURS, to="report:1")
        assert [file.id for file in repository.attached(connection, "report:1")] == ids
    assert refusal(counter.delete(f"/files/{ids[0]}", conversation=OURS)) == (409, "step_refused")
    assert listed(counter) == ids


def test_a_file_of_another_conversation_cannot_be_attached(every_counter: Counter) -> None:
    counter, office = every_counter, every_counter.app.state.office
    ours, others = sent(counter)["id"], sent(counter, conversation=OTHERS)["id"]
    repository = FileRepository(office.cipher)
    for conversation, ids in ((OURS, [ours, others]), (None, [ours]), (OURS, ["0" * 32])):
        with office.engine.begin() as connection, pytest.raises(FileUnknown):
            repository.attach(connection, ids, conversation, to="report:1")
    with office.engine.connect() as connection:
        assert repository.attached(connection, "report:1") == []


def test_a_file_moved_to_another_row_cannot_be_read(settings: BackofficeSettings, counter: Counter) -> None:
    first, second = sent(counter)["id"], sent(counter, b"another text")["id"]
    engine = create_engine(settings.database_address)
    with engine.begin() as connection:
        content = connection.scalar(select(files.c.content).where(files.c.id == first))
        connection.execute(files.update().where(files.c.id == second).values(content=content))
    engine.dispose()
    assert refusal(counter.get(f"/files/{second}", conversation=OURS)) == (500, "seal_broken")


def test_what_belongs_to_nothing_is_forgotten_after_its_days(settings: BackofficeSettings) -> None:
    app = build(settings)
    loose, used = sent(Counter(app))["id"], sent(Counter(app))["id"]
    office = app.state.office
    with office.engine.begin() as connection:
        FileRepository(office.cipher).attach(connection, [used], OURS, to="review:1")
    assert Counter(app).post("/sweeps").json()["forgotten_files"] == []
    office.engine.dispose()
    later = build(settings.model_copy(update={"clock_ahead_days": 31}))
    assert Counter(later).post("/sweeps").json()["forgotten_files"] == [loose]
    assert listed(Counter(later)) == [used]
    later.state.office.engine.dispose()


def test_a_scanner_that_is_set_and_silent_keeps_files_out(
    settings: BackofficeSettings, tmp_path: Path
) -> None:
    app = build(settings.model_copy(update={"clamd": str(tmp_path / "nobody")}))
    response = send(Counter(app), TEXT)
    assert refusal(response) == (422, "file_refused")
    assert "请过几分钟再传" in response.json()["error"]["message"]
    with app.state.office.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(file_allowances)) == 0
    app.state.office.engine.dispose()
