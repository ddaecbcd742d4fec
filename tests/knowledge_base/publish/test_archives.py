"""The whole knowledge base goes out and comes back the same, or nothing comes in at all."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, insert, select, text

from chassis.audit import verify
from chassis.clock import OFFICE_ZONE, FixedClock
from chassis.database import create_engine
from knowledge_base.adapters import tables
from knowledge_base.adapters.approval_tables import proposals
from knowledge_base.adapters.archive_store import AREAS, REBUILT, TRANSIENT, SqlArchiveStore, kept_tables
from knowledge_base.adapters.sql_store import SqlDocumentStore
from knowledge_base.errors import ArchiveRefused, ArchiveTargetInUse
from knowledge_base.publish.archive_file import MANIFEST, Manifest
from knowledge_base.publish.archives import Archives
from tests.knowledge_base.publish.curated_parts import AGENT, LI, TOWN, WANG, Town, courses

CLOCK = FixedClock(datetime(2030, 3, 1, 9, 30, tzinfo=OFFICE_ZONE))
NewDatabase = Callable[[], Engine]


@pytest.fixture
def new_database(tmp_path: Path, sqlite_template: bytes) -> Iterator[NewDatabase]:
    """Migrated and empty."""
    engines: list[Engine] = []

    def make() -> Engine:
        path = tmp_path / f"other-{len(engines)}.db"
        path.write_bytes(sqlite_template)
        engines.append(create_engine(f"sqlite:///{path}"))
        return engines[-1]

    yield make
    for engine in engines:
        engine.dispose()


@pytest.fixture
def archives(new_database: NewDatabase) -> Callable[[Engine], Archives]:
    @contextmanager
    def elsewhere() -> Iterator[SqlArchiveStore]:
        yield SqlArchiveStore(new_database())

    return lambda engine: Archives(SqlArchiveStore(engine), CLOCK, elsewhere)


def fill(engine: Engine, folder: Path) -> Town:
    town = Town(engine, folder, CLOCK)
    town.ingest()
    town.approve(courses())
    town.suggestions.suggest(AGENT, question="问", answer="答", region=None, conversation="c-1")
    town.caring.assign(LI, TOWN, "", owner="李工", check_on=date(2030, 9, 1), revision=0)
    return town


@pytest.fixture
def town(sqlite_engine: Engine, tmp_path: Path) -> Town:
    return fill(sqlite_engine, tmp_path / "policies")


@pytest.fixture
def archive(town: Town, archives: Callable[[Engine], Archives], tmp_path: Path) -> Path:
    return taken_out(archives(town.engine), tmp_path / "knowledge.zip")


def taken_out(archives: Archives, path: Path) -> Path:
    with path.open("wb") as file:
        archives.take_out(file, WANG)
    return path


def rows(engine: Engine, *, but: str = "") -> dict[str, list[object]]:
    with engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in kept_tables()
            if table.name != but
        }


def rewritten(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """A copy in which members are other ones, or missing."""
    copy = path.with_name("altered.zip")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = change(member.filename, old.read(member))
            if content is not None:
                new.writestr(member.filename, content)
    return copy


def test_every_table_is_kept_or_can_be_built_anew() -> None:
    defined = {name for area in AREAS for name in area.metadata.tables}
    assert {table.name for table in kept_tables()} == defined - REBUILT - TRANSIENT
    modules = {path.stem for path in Path(tables.__file__).parent.glob("*tables.py")}
    assert modules == {area.__name__.rsplit(".", 1)[1] for area in AREAS}


def test_what_went_out_comes_back_the_same(
    town: Town, archive: Path, archives: Callable[[Engine], Archives], new_database: NewDatabase
) -> None:
    target = new_database()
    manifest, changed = archives(target).bring_in(archive, LI)
    assert changed
    assert manifest.rows["knowledge_point_changes"] == 1
    assert rows(target, but=tables.audit.name) == rows(town.engine, but=tables.audit.name)
    with target.connect() as connection:
        chain = verify(connection, tables.audit)
        names = list(connection.execute(select(tables.audit.c.action).order_by("number")).scalars())
    assert chain.broken_at is None
    assert names[-2:] == ["archive.exported", "archive.imported"]
    assert SqlDocumentStore(target).published_chunks() == town.store.published_chunks()


def test_the_same_archive_again_changes_nothing(
    archive: Path, archives: Callable[[Engine], Archives], new_database: NewDatabase
) -> None:
    target = new_database()
    archives(target).bring_in(archive, LI)
    before = rows(target)
    assert archives(target).bring_in(archive, LI)[1] is False
    assert rows(target) == before


def test_nothing_goes_over_what_is_there(
    town: Town, archive: Path, archives: Callable[[Engine], Archives]
) -> None:
    town.caring.verified(LI, TOWN, "", check_on=None)
    before = rows(town.engine)
    with pytest.raises(ArchiveTargetInUse):
        archives(town.engine).bring_in(archive, LI)
    assert rows(town.engine) == before


def without_a_table(name: str, content: bytes) -> bytes | None:
    return None if name == "tables/knowledge_care.jsonl" else content


def with_another_figure(name: str, content: bytes) -> bytes:
    return content.replace("30期".encode(), "99期".encode()) if name.startswith("tables/") else content


def with_a_line_less(name: str, content: bytes) -> bytes:
    return b"" if name == "tables/knowledge_care.jsonl" else content


def with_a_broken_manifest(name: str, content: bytes) -> bytes:
    return b"{}" if name == MANIFEST else content


def from_a_newer_program(name: str, content: bytes) -> bytes:
    return (
        content.replace(b'"schema_revision": "0', b'"schema_revision": "9') if name == MANIFEST else content
    )


@pytest.mark.parametrize(
    "change",
    [without_a_table, with_another_figure, with_a_line_less, with_a_broken_manifest, from_a_newer_program],
)
def test_an_altered_archive_is_refused_before_anything_is_written(
    change: Callable[[str, bytes], bytes | None],
    archive: Path,
    archives: Callable[[Engine], Archives],
    new_database: NewDatabase,
) -> None:
    target, altered = new_database(), rewritten(archive, change)
    with pytest.raises(ArchiveRefused):
        archives(target).bring_in(altered, LI)
    with pytest.raises(ArchiveRefused):
        archives(target).rehearse(altered)
    assert not any(rows(target).values())


def test_a_chain_that_somebody_rewrote_with_its_manifest_is_refused_and_nothing_stays(
    archive: Path, archives: Callable[[Engine], Archives], new_database: NewDatabase, tmp_path: Path
) -> None:
    """Hashes of the file fit again; those of the audit lines do not."""
    name = f"tables/{tables.audit.name}.jsonl"
    with zipfile.ZipFile(archive) as old:
        manifest = Manifest.model_validate_json(old.read(MANIFEST))
        lines = old.read(name).replace("王主任".encode(), "张主任".encode())
    entries = [
        entry.model_copy(update={"bytes": len(lines), "sha256": hashlib.sha256(lines).hexdigest()})
        if entry.name == tables.audit.name
        else entry
        for entry in manifest.tables
    ]
    other = manifest.model_copy(update={"tables": entries}).model_dump_json().encode()
    altered = rewritten(archive, {name: lines, MANIFEST: other}.get)
    target = new_database()
    with pytest.raises(ArchiveRefused, match="Verdict"):
        archives(target).bring_in(altered, LI)
    assert not any(rows(target).values())


def test_what_is_no_archive_is_refused(
    archives: Callable[[Engine], Archives], new_database: NewDatabase, tmp_path: Path
) -> None:
    text_file, empty_zip = tmp_path / "a.zip", tmp_path / "b.zip"
    text_file.write_text("no zip", encoding="utf-8")
    with zipfile.ZipFile(empty_zip, "w") as file:
        file.writestr("readme.txt", "hello")
    for path in (text_file, empty_zip, tmp_path / "none.zip"):
        with pytest.raises(ArchiveRefused):
            archives(new_database()).bring_in(path, LI)


def test_a_rehearsal_restores_elsewhere_and_changes_nothing_here(
    town: Town, archive: Path, archives: Callable[[Engine], Archives]
) -> None:
    before = rows(town.engine)
    manifest = archives(town.engine).rehearse(archive)
    assert manifest.rows["knowledge_documents"] == 1
    assert rows(town.engine) == before


def test_a_broken_chain_of_our_own_is_not_taken_out(
    town: Town, archives: Callable[[Engine], Archives], tmp_path: Path
) -> None:
    with town.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER knowledge_audit_no_update"))
        connection.execute(text("UPDATE knowledge_audit SET name = '别人' WHERE number = 2"))
    assert archives(town.engine).verify_audit().broken_at == 2
    with pytest.raises(ArchiveRefused):
        taken_out(archives(town.engine), tmp_path / "broken.zip")


def test_the_manifest_says_what_is_in_it(archive: Path) -> None:
    with zipfile.ZipFile(archive) as file:
        manifest = json.loads(file.read(MANIFEST))
        counted = {
            table["name"]: len(file.read(f"tables/{table['name']}.jsonl").splitlines())
            for table in manifest["tables"]
        }
    assert counted == {table["name"]: table["rows"] for table in manifest["tables"]}
    assert manifest["format"] == "civicdesk-knowledge-archive"


def test_it_goes_from_one_database_to_the_other_and_numbers_go_on(
    postgresql_engine: Engine,
    town: Town,
    archives: Callable[[Engine], Archives],
    tmp_path: Path,
) -> None:
    """From SQLite into PostgreSQL, and rehearsed from there."""
    at = CLOCK.now()
    row = {
        "document_id": TOWN,
        "number": 2,
        "state": "draft",
        "revision": 1,
        "region": "440104",
        "replaces": [],
        "author_account": "li",
        "author_name": "李工",
        "created_at": at,
        "changed_at": at,
        "return_reason": "",
        "below_floor_reason": "",
    }
    with town.engine.begin() as connection:
        connection.execute(insert(proposals), [row])
    archive = taken_out(archives(town.engine), tmp_path / "with-proposal.zip")
    archives(postgresql_engine).bring_in(archive, LI)
    assert archives(postgresql_engine).bring_in(archive, LI)[1] is False
    again = taken_out(archives(postgresql_engine), tmp_path / "again.zip")
    archives(town.engine).rehearse(again)
    with postgresql_engine.begin() as connection:
        connection.execute(insert(proposals), [{**row, "state": "superseded"}])
        assert connection.execute(select(func.max(proposals.c.id))).scalar() == 2
