"""Reference data: read in again and again, never over what somebody changed or filed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import select

from actions.backoffice.bootstrap import Office, migrate
from actions.backoffice.seeding import seed_catalogue, seed_people
from actions.backoffice.settings import BackofficeSettings
from actions.backoffice.tables.writes import audit
from actions.backoffice.writes import WriteSession
from actions.errors import ItemInvalid, ItemUnknown
from actions.wire.catalogue import ServiceItem
from chassis.clock import SystemClock
from chassis.database import create_engine
from tests.actions.backoffice.samples import ITEM, LI

OTHER = {**ITEM, "code": "440104-other-item", "name": "别的事项"}
EVENT: dict[str, Any] = {
    "code": "440104-test-event",
    "name": "测试",
    "region": "440104",
    "about": "",
    "items": [ITEM["code"]],
}
Seed = Callable[..., None]


@pytest.fixture
def office(every_settings: BackofficeSettings) -> Any:
    opened = Office.open(every_settings, SystemClock())
    yield opened
    opened.engine.dispose()


@pytest.fixture
def seed(office: Office, tmp_path: Path) -> Seed:
    def run(*items: dict[str, Any], events: tuple[dict[str, Any], ...] = ()) -> None:
        folder = tmp_path / "seed"
        (folder / "items").mkdir(parents=True, exist_ok=True)
        write(folder / "items" / "yuexiu-test.yml", {"shared": {}, "items": list(items)})
        write(folder / "life_events.yml", {"life_events": list(events)})
        seed_catalogue(office.writer, office.catalogue, folder)

    return run


def write(path: Path, content: Any) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def listed(office: Office) -> list[ServiceItem]:
    with office.engine.connect() as connection:
        return office.catalogue.items(connection)


def test_the_files_are_the_catalogue(office: Office, seed: Seed) -> None:
    seed(OTHER, ITEM, events=(EVENT,))
    assert [item.code for item in listed(office)] == [OTHER["code"], ITEM["code"]]
    with office.engine.connect() as connection:
        assert [event.code for event in office.catalogue.life_events(connection, "440104")] == [EVENT["code"]]
        assert office.catalogue.life_events(connection, "440309") == []
        found = office.catalogue.life_event(connection, EVENT["code"])
        assert found
        assert found.items == [ITEM["code"]]
        assert office.catalogue.life_event(connection, "none") is None


def test_the_same_files_again_change_nothing(office: Office, seed: Seed) -> None:
    seed(ITEM)
    seed(ITEM)
    assert [item.version for item in listed(office)] == [1]


def test_what_the_files_say_anew_is_the_next_version(office: Office, seed: Seed) -> None:
    seed(ITEM)
    seed({**ITEM, "about": "改过了。"})
    assert [(item.version, item.about) for item in listed(office)] == [(2, "改过了。")]


def test_what_staff_changed_stays(office: Office, seed: Seed) -> None:
    seed(ITEM)
    changed = ServiceItem.model_validate({**ITEM, "version": 2, "about": "窗口改的。"})

    def change(session: WriteSession) -> None:
        office.catalogue.replace(session.connection, changed, by=session.actor, at=session.now)

    office.writer.run("staff:wong", change)
    seed({**ITEM, "about": "改过了。"})
    assert [item.about for item in listed(office)] == ["窗口改的。"]


def test_what_the_files_drop_is_no_longer_listed_but_readable(office: Office, seed: Seed) -> None:
    seed(ITEM, OTHER)
    seed(OTHER)
    assert [item.code for item in listed(office)] == [OTHER["code"]]
    with office.engine.connect() as connection:
        assert not office.catalogue.item(connection, ITEM["code"]).applicable
        assert office.catalogue.item(connection, ITEM["code"], 1).applicable
    seed(OTHER)
    seed(ITEM, OTHER)
    assert [(item.code, item.version) for item in listed(office)] == [(ITEM["code"], 3), (OTHER["code"], 1)]


def test_contradictions_and_dangling_names_are_found_before_anything_is_written(
    office: Office, seed: Seed
) -> None:
    before = listed(office)
    with pytest.raises(ItemInvalid, match="twice"):
        seed(ITEM, ITEM)
    with pytest.raises(ItemInvalid, match="terms_missing"):
        seed({**ITEM, "modes": ["commitment"]})
    with pytest.raises(ItemUnknown, match="440104-none"):
        seed(ITEM, events=({**EVENT, "items": ["440104-none"]},))
    assert listed(office) == before


def test_people_come_with_facts_and_record(office: Office, tmp_path: Path) -> None:
    source = tmp_path / "people.yml"
    promises = [{"case_number": "YX20250301-000001", "recorded_at": "2025-03-01T09:30:00"}]
    write(source, {"people": [{**LI, "facts": {"age": 77}, "false_promises": promises}]})
    for _ in range(2):
        seed_people(office.writer, office.people, source)
    with office.engine.connect() as connection:
        assert office.people.person(connection, "li").name == LI["name"]
        assert office.people.facts(connection, "li") == {"age": 77}
        [promise] = office.people.false_promises(connection, "li")
        assert promise.recorded_at.isoformat() == "2025-03-01T09:30:00+08:00"
        assert not office.people.may_promise(connection, "li")


def test_a_repaired_promise_is_not_broken_again_by_seeding(office: Office, tmp_path: Path) -> None:
    source = tmp_path / "people.yml"
    promises = [{"case_number": "YX20250301-000001", "recorded_at": "2025-03-01T09:30:00"}]
    write(source, {"people": [{**LI, "false_promises": promises}]})
    seed_people(office.writer, office.people, source)
    office.writer.run(
        "staff:wong",
        lambda session: office.people.repair(
            session.connection, "li", by="黄", reason="退了", at=session.now
        ),
    )
    seed_people(office.writer, office.people, source)
    with office.engine.connect() as connection:
        assert office.people.may_promise(connection, "li")


def test_the_shipped_files_leave_a_trail_once(every_settings: BackofficeSettings) -> None:
    migrate(every_settings)
    engine = create_engine(every_settings.database_address)
    with engine.connect() as connection:
        seeded = select(audit.c.subject, audit.c.action).where(audit.c.action.like("%.seeded"))
        lines = connection.execute(seeded).all()
    engine.dispose()
    assert len(lines) == len(set(lines)) > 0
