"""A file is read, looked at and put right before anything of it is stored; then it is a draft, proposed."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from chassis.staff import NotAllowed
from knowledge_base.errors import (
    AddressInvalid,
    CorrectionImpossible,
    DocumentRefused,
    LoadChanged,
    LoadNotOpen,
    LoadUnknown,
    NothingToLoad,
    RegionUnknown,
    SameAsPublished,
    TooManyLoads,
)
from knowledge_base.ingest.corrections import Correction, Kind
from knowledge_base.load import DuplicateKind, LoadState, NewFile
from knowledge_base.models import Document, DocumentKind, VersionState
from tests.knowledge_base.publish.load_parts import EDITOR, OTHER, PAPER, VIEWER, Desk


@pytest.fixture(params=["sqlite_engine", "postgresql_engine"])
def engine(request: pytest.FixtureRequest) -> Engine:
    chosen: Engine = request.getfixturevalue(request.param)
    return chosen


@pytest.fixture
def desk(engine: Engine) -> Desk:
    return Desk.on(engine)


@pytest.fixture
def quick(sqlite_engine: Engine) -> Desk:
    """For what does not depend on the database."""
    return Desk.on(sqlite_engine)


def packed(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_a_file_waits_is_read_and_can_be_looked_at(desk: Desk) -> None:
    load = desk.send()
    assert load.state is LoadState.WAITING
    assert desk.loads.look(load.id).preview is None
    assert desk.reader.read_waiting() == 1
    load = desk.store.load(load.id)
    assert (load.state, load.title) == (LoadState.READY, "越秀区社区花园管理办法")
    preview = desk.preview(load)
    assert [section.path[-1] for section in preview.sections] == ["第一章 登记", "第二章 养护"]
    assert preview.parsed.head.number == "越园〔2030〕3号"
    assert desk.documents.documents() == []
    assert desk.loads.original(load.id)[0] == "越秀区社区花园管理办法"
    assert desk.loads.file(load.id) == ("paper.txt", PAPER.encode())


def test_a_draft_is_a_version_with_a_proposal_and_has_no_readers(desk: Desk) -> None:
    load = desk.read()
    load = desk.loads.draft(load.id, EDITOR, revision=load.revision)
    assert load.state is LoadState.DRAFTED
    assert load.document_id
    [version] = desk.documents.versions(load.document_id)
    assert (version.number, version.state, version.file_name) == (1, VersionState.DRAFT, "paper.txt")
    proposal = desk.approvals.proposal(load.proposal_id or 0)
    assert proposal is not None
    assert proposal.head is not None
    assert (proposal.document_id, proposal.number) == (load.document_id, 1)
    assert proposal.author.account == EDITOR.account
    assert proposal.terms.region == "440104"
    assert desk.noted() == ["load_add", "proposal_open", "load_draft"]


def test_the_same_step_again_changes_nothing(desk: Desk) -> None:
    first, again = desk.send(), desk.send()
    assert first.id == again.id
    desk.reader.read_waiting()
    ready = desk.store.load(first.id)
    done = desk.loads.draft(first.id, EDITOR, revision=ready.revision)
    assert desk.loads.draft(first.id, EDITOR, revision=ready.revision) == done
    assert len(desk.documents.versions(done.document_id or "")) == 1


def test_a_draft_that_broke_off_is_finished_by_doing_it_again(desk: Desk) -> None:
    load = desk.read()
    seen = desk.preview(load)
    desk.loads.synchroniser.draft(seen.parsed, name="paper.txt")
    done = desk.loads.draft(load.id, EDITOR, revision=load.revision)
    assert done.number == 1


def test_what_a_killed_process_was_reading_is_read_at_the_next_start(desk: Desk) -> None:
    load = desk.send()
    claimed = desk.store.claim("one that was killed")
    assert claimed is not None
    assert desk.reader.read_waiting() == 0
    desk.reader.begin()
    assert desk.reader.read_waiting() == 1
    assert desk.store.load(load.id).state is LoadState.READY


def test_a_reader_that_lost_its_file_keeps_nothing(desk: Desk) -> None:
    load = desk.send()
    desk.store.claim("slow")
    desk.loads.cancel(load.id, EDITOR)
    assert not desk.store.progress(load.id, "slow", done=1, total=2)
    desk.store.refuse(load.id, "slow", "x", at=desk.clock.now())
    assert desk.store.load(load.id).state is LoadState.CANCELLED


def test_a_cancelled_load_is_thrown_away(desk: Desk) -> None:
    load = desk.read()
    cancelled = desk.loads.cancel(load.id, EDITOR)
    assert cancelled.state is LoadState.CANCELLED
    assert desk.loads.cancel(load.id, EDITOR) == cancelled
    with pytest.raises(LoadNotOpen):
        desk.loads.file(load.id)
    with pytest.raises(LoadNotOpen):
        desk.loads.draft(load.id, EDITOR, revision=cancelled.revision)
    assert desk.noted() == ["load_add", "load_cancel"]


def test_a_file_that_cannot_be_read_says_why(desk: Desk) -> None:
    load = desk.read("paper.docx", b"no archive at all")
    assert load.state is LoadState.REFUSED
    assert "对不上" in load.message


def test_stopping_lets_the_file_wait_again(quick: Desk) -> None:
    load = quick.send()
    quick.reader.stop()
    assert quick.reader.read_waiting() == 0
    assert quick.store.load(load.id).state is LoadState.WAITING


def test_corrections_hold_and_come_back_with_the_paper(desk: Desk) -> None:
    load = desk.read()
    changes = [
        Correction(Kind.RENAME_SECTION, desk.anchor(load, "第二章 养护"), value="第二章 日常养护"),
        Correction(Kind.SET_HEAD, field="published_on", value="2030-01-20"),
    ]
    load = desk.loads.correct(load.id, changes, EDITOR, revision=load.revision)
    drafted = desk.loads.draft(load.id, EDITOR, revision=load.revision)
    assert "第二章 日常养护" in (desk.documents.versions(drafted.document_id or "")[0].text)
    proposal = desk.approvals.proposal(drafted.proposal_id or 0)
    assert proposal is not None
    assert proposal.head is not None
    assert proposal.head.published_on == date(2030, 1, 20)

    later = desk.read("new.txt", PAPER.replace("3人", "4人"))
    preview = desk.preview(later)
    assert [section.path[-1] for section in preview.sections] == ["第一章 登记", "第二章 日常养护"]
    assert preview.parsed.head.published_on == date(2030, 1, 20)
    assert preview.unapplied == ()

    other = desk.read("other.txt", PAPER.replace("第二章 养护", "第二章 管护"))
    assert [correction.was for correction in desk.preview(other).unapplied] == ["第二章 养护"]


def test_the_second_of_two_people_is_told(desk: Desk) -> None:
    load = desk.read()
    change = Correction(Kind.SET_HEAD, field="issuer", value="越秀区园艺站")
    desk.loads.correct(load.id, [change], EDITOR, revision=load.revision)
    with pytest.raises(LoadChanged):
        desk.loads.correct(
            load.id, [Correction(Kind.SET_HEAD, field="title", value="别的")], OTHER, revision=load.revision
        )
    with pytest.raises(LoadChanged):
        desk.loads.draft(load.id, OTHER, revision=load.revision)
    assert desk.loads.correct(load.id, [change], EDITOR, revision=load.revision).revision == load.revision + 1


def test_a_correction_is_taken_back(desk: Desk) -> None:
    load = desk.read()
    merge = Correction(Kind.MERGE_WITH_PREVIOUS, desk.anchor(load, "第二章 养护"))
    load = desk.loads.correct(load.id, [merge], EDITOR, revision=load.revision)
    assert len(desk.preview(load).sections) == 1
    load = desk.loads.take_back(load.id, 0, EDITOR, revision=load.revision)
    assert len(desk.preview(load).sections) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        Correction(Kind.SET_TEXT, "nowhere", value="x"),
        Correction(Kind.SET_CELL, "nowhere", cell="a,b", value="x"),
        Correction(Kind.SET_HEAD, field="region", value="999999"),
    ],
)
def test_what_cannot_be_is_not_kept(quick: Desk, wrong: Correction) -> None:
    load = quick.read()
    with pytest.raises(CorrectionImpossible):
        quick.loads.correct(load.id, [wrong], EDITOR, revision=load.revision)
    assert quick.store.load(load.id).revision == load.revision


def test_a_cell_is_named_by_row_and_column(quick: Desk) -> None:
    text = "# 越秀区花园清单\n## 一、清单\n| 花园 | 面积 |\n|---|---|\n| 东园 | 120 |\n| 西园 | 90 |\n"
    load = quick.read("list.md", text)
    [section] = [section for section in quick.preview(load).sections if section.table]
    change = Correction(Kind.SET_CELL, section.anchor or "", cell="1,1", value="95")
    load = quick.loads.correct(load.id, [change], EDITOR, revision=load.revision)
    [table] = [section.table for section in quick.preview(load).sections if section.table]
    assert table.rows == (("东园", "120"), ("西园", "95"))


def test_what_is_there_already_is_told_before_anything_is_stored(desk: Desk) -> None:
    first = desk.read()
    second = desk.read("copy.txt", PAPER)
    assert kinds(desk, second.id) == [DuplicateKind.SAME_FILE]
    third = desk.read("other.txt", PAPER.replace("3人", "4人"))
    assert DuplicateKind.SAME_NUMBER_LOAD in kinds(desk, third.id)
    drafted = desk.loads.draft(first.id, EDITOR, revision=first.revision)
    assert kinds(desk, second.id) == [
        DuplicateKind.SAME_FILE,
        DuplicateKind.SAME_NUMBER_LOAD,
        DuplicateKind.SAME_TEXT,
        DuplicateKind.SAME_DOCUMENT,
    ]
    renamed = desk.read("renamed.txt", PAPER.replace("花园管理办法", "绿地管理办法"))
    assert kinds(desk, renamed.id)[-1] is DuplicateKind.SAME_NUMBER
    found = desk.loads.look(renamed.id).duplicates[-1]
    assert found.document_id == drafted.document_id


def kinds(desk: Desk, load_id: int) -> list[DuplicateKind]:
    return [duplicate.kind for duplicate in desk.loads.look(load_id).duplicates]


def test_a_text_that_is_published_needs_no_approval(desk: Desk) -> None:
    load = desk.read()
    drafted = desk.loads.draft(load.id, EDITOR, revision=load.revision)
    desk.documents.publish(drafted.document_id or "", 1)
    again = desk.read("again.txt")
    with pytest.raises(SameAsPublished):
        desk.loads.draft(again.id, EDITOR, revision=again.revision)


def test_a_known_document_keeps_its_head_until_it_is_published(quick: Desk) -> None:
    load = quick.read()
    drafted = quick.loads.draft(load.id, EDITOR, revision=load.revision)
    quick.documents.publish(drafted.document_id or "", 1)
    later = quick.read("new.txt", PAPER.replace("3人", "4人"))
    change = Correction(Kind.SET_HEAD, field="issuer", value="越秀区园艺总站")
    later = quick.loads.correct(later.id, [change], EDITOR, revision=later.revision)
    second = quick.loads.draft(later.id, EDITOR, revision=later.revision)
    assert (second.document_id, second.number) == (drafted.document_id, 2)
    known = quick.documents.document(second.document_id or "")
    assert known is not None
    assert known.issuer == "广州市越秀区园艺局"
    proposal = quick.approvals.proposal(second.proposal_id or 0)
    assert proposal is not None
    assert proposal.head is not None
    assert proposal.head.issuer == "越秀区园艺总站"


def test_what_a_person_settled_wins_over_the_shipped_head(sqlite_engine: Engine) -> None:
    shipped = Document(
        "garden", "越秀区社区花园管理办法", "园艺局", "440104", DocumentKind.RULE, "越园〔2030〕3号"
    )
    desk = Desk.on(sqlite_engine, shipped=(shipped,))
    load = desk.read()
    change = Correction(Kind.SET_HEAD, field="issuer", value="越秀区园艺总站")
    load = desk.loads.correct(load.id, [change], EDITOR, revision=load.revision)
    drafted = desk.loads.draft(load.id, EDITOR, revision=load.revision)
    assert drafted.document_id == "garden"
    proposal = desk.approvals.proposal(drafted.proposal_id or 0)
    assert proposal is not None
    assert proposal.head is not None
    assert (proposal.head.issuer, proposal.head.kind) == ("越秀区园艺总站", DocumentKind.RULE)


def test_a_zip_gives_a_load_for_each_document(desk: Desk) -> None:
    archive = packed({"甲.txt": PAPER.encode(), "乙.md": b"# x", "图.png": b"x"})
    sent = desk.loads.send([NewFile("all.zip", archive)], EDITOR)
    assert [load.name for load in sent.loads] == ["甲.txt", "乙.md"]
    assert [name for name, _ in sent.refused] == ["图.png"]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.exe", b"x"), ("a.zip", b"PK broken"), ("empty.zip", packed({"a.png": b"x"}))],
)
def test_what_nobody_could_read_is_refused_at_once(quick: Desk, name: str, content: bytes) -> None:
    sent = quick.loads.send([NewFile(name, content)], EDITOR)
    assert sent.loads == ()
    assert sent.refused[-1][0] in (name, "a.png")


def test_a_saved_page_keeps_its_address(quick: Desk) -> None:
    page = f"<html><body>{''.join(f'<p>{line}</p>' for line in PAPER.splitlines() if line)}</body></html>"
    file = NewFile("page.html", page.encode(), address="https://www.example.gov.cn/a?b=1")
    [load] = quick.loads.send([file], EDITOR).loads
    quick.reader.read_waiting()
    load = quick.store.load(load.id)
    drafted = quick.loads.draft(load.id, EDITOR, revision=load.revision)
    proposal = quick.approvals.proposal(drafted.proposal_id or 0)
    assert proposal is not None
    assert proposal.head is not None
    assert proposal.head.url == "https://www.example.gov.cn/a?b=1"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "example.com", "https://", "https://[x"])
def test_only_the_address_of_a_web_page_is_taken(quick: Desk, address: str) -> None:
    with pytest.raises(AddressInvalid):
        quick.loads.send([NewFile("a.html", b"<html>", address=address)], EDITOR)


def test_a_paper_without_a_region_asks_for_one(quick: Desk) -> None:
    plain = PAPER.replace("广州市越秀区", "青禾区").replace("越秀区", "青禾区")
    load = quick.read("a.txt", plain)
    with pytest.raises(DocumentRefused) as refused:
        quick.loads.draft(load.id, EDITOR, revision=load.revision)
    assert "地区" in refused.value.message
    change = Correction(Kind.SET_HEAD, field="region", value="440309")
    load = quick.loads.correct(load.id, [change], EDITOR, revision=load.revision)
    drafted = quick.loads.draft(load.id, EDITOR, revision=load.revision)
    assert quick.documents.document(drafted.document_id or "").region == "440309"  # type: ignore[union-attr]


def test_a_given_region_must_be_one(quick: Desk) -> None:
    with pytest.raises(RegionUnknown):
        quick.loads.send([NewFile("a.txt", b"x", region="999999")], EDITOR)


def test_names_lose_their_folders(quick: Desk) -> None:
    assert quick.send("C:\\papers\\../" + "x" * 300 + ".txt").name == "x" * 196 + ".txt"


def test_only_editors_load(quick: Desk) -> None:
    load = quick.read()
    calls: list[Any] = [
        lambda: quick.loads.send([NewFile("b.txt", b"x")], VIEWER),
        lambda: quick.loads.cancel(load.id, VIEWER),
        lambda: quick.loads.correct(load.id, [], VIEWER, revision=1),
        lambda: quick.loads.take_back(load.id, 0, VIEWER, revision=1),
        lambda: quick.loads.draft(load.id, VIEWER, revision=load.revision),
    ]
    for call in calls:
        with pytest.raises(NotAllowed):
            call()


def test_nothing_and_what_is_not_there_are_said(quick: Desk) -> None:
    with pytest.raises(NothingToLoad):
        quick.loads.send([], EDITOR)
    with pytest.raises(LoadUnknown):
        quick.loads.look(99)
    with pytest.raises(LoadUnknown):
        quick.loads.original(99)


def test_a_queue_has_an_end(quick: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge_base.adapters.load_store.MOST_WAITING", 1)
    quick.send()
    with pytest.raises(TooManyLoads):
        quick.send("other.txt", "另一份")


def test_loads_are_listed_the_latest_first(desk: Desk) -> None:
    ids = [desk.send(f"{n}.txt", f"{PAPER}{n}").id for n in range(3)]
    assert [load.id for load in desk.loads.page(states=(), before=None, limit=2)] == ids[:0:-1]
    assert [load.id for load in desk.loads.page(states=(), before=ids[1], limit=2)] == ids[:1]
    assert desk.loads.page(states=[LoadState.READY], before=None, limit=9) == []
