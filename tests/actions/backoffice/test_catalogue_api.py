"""The catalogue over its real database: versions, optimistic locking, what contradicts itself."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select

from actions.backoffice.tables.writes import audit
from tests.actions.backoffice.counter import Counter
from tests.actions.backoffice.samples import ITEM

PATH = f"/items/{ITEM['code']}"
CLERK = "clerk.wong"


def change(counter: Counter, *, version: int | None, **parts: Any) -> Any:
    headers = {"If-Match": f'"{version}"'} if version else {}
    return counter.put(PATH, {**ITEM, **parts}, staff=CLERK, headers=headers)


def error_code(response: Any) -> str:
    return str(response.json()["error"]["code"])


def test_a_new_item_is_in_the_catalogue_of_its_region(every_counter: Counter) -> None:
    assert change(every_counter, version=None).json()["version"] == 1
    for query, there in [("?region=440104", True), ("", True), ("?region=440309", False)]:
        items = every_counter.get(f"/catalogue{query}").json()["items"]
        assert (ITEM["code"] in [item["code"] for item in items]) is there


def test_every_version_stays_readable(every_counter: Counter) -> None:
    change(every_counter, version=None)
    assert change(every_counter, version=1, name="新的名字").json()["version"] == 2
    assert every_counter.get(PATH).json()["name"] == "新的名字"
    assert every_counter.get(f"{PATH}?version=2").json()["name"] == "新的名字"
    assert every_counter.get(f"{PATH}?version=1").json()["name"] == ITEM["name"]
    assert every_counter.get(PATH).headers["ETag"] == '"2"'


@pytest.mark.parametrize("version", [None, 1, 3])
def test_who_has_not_read_the_newest_changes_nothing(every_counter: Counter, version: int | None) -> None:
    change(every_counter, version=None)
    change(every_counter, version=1, name="新的名字")
    refused = change(every_counter, version=version, name="旧的想法")
    assert (refused.status_code, error_code(refused)) == (409, "version_conflict")
    assert every_counter.get(PATH).json()["name"] == "新的名字"


def test_of_two_who_change_at_the_same_moment_one_wins(every_counter: Counter) -> None:
    change(every_counter, version=None)
    with ThreadPoolExecutor(8) as pool:
        names = [f"名字{number}" for number in range(8)]
        replies = list(pool.map(lambda name: change(every_counter, version=1, name=name), names))
    assert sorted(reply.status_code for reply in replies) == [200] + [409] * 7
    [won] = [reply.json() for reply in replies if reply.status_code == 200]
    assert every_counter.get(PATH).json() == won


def test_of_two_who_add_at_the_same_moment_one_wins(every_counter: Counter) -> None:
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda _: change(every_counter, version=None), range(8)))
    assert sorted(reply.status_code for reply in replies) == [200] + [409] * 7


def test_the_trail_names_the_clerk_and_what_changed(every_counter: Counter) -> None:
    change(every_counter, version=None)
    change(every_counter, version=1, name="新的名字")
    with every_counter.app.state.office.engine.connect() as connection:
        query = select(audit).where(audit.c.subject == f"item:{ITEM['code']}").order_by(audit.c.id.desc())
        last = connection.execute(query).first()
    assert last is not None
    assert (last.actor, last.action) == (f"staff:{CLERK}", "item.changed")
    assert last.detail == '{"version": 2, "changed": ["name", "version"]}'


def test_only_staff_change_items(counter: Counter) -> None:
    refused = counter.put(PATH, ITEM, citizen="li")
    assert (refused.status_code, error_code(refused)) == (403, "not_allowed")


@pytest.mark.parametrize("path", ["/items/440104-none", f"{PATH}?version=9"])
def test_what_is_not_there_is_said_so(counter: Counter, path: str) -> None:
    change(counter, version=None)
    refused = counter.get(path)
    assert (refused.status_code, error_code(refused)) == (404, "item_unknown")


def test_a_changed_item_that_is_not_there_is_unknown(counter: Counter) -> None:
    assert error_code(change(counter, version=1)) == "item_unknown"


@pytest.mark.parametrize("region", ["越秀", "44010", "４４０１０４"])
def test_a_malformed_region_is_refused(counter: Counter, region: str) -> None:
    assert error_code(counter.get(f"/catalogue?region={region}")) == "region_unknown"


def test_an_item_that_contradicts_itself_is_refused_in_plain_words(counter: Counter) -> None:
    refused = change(counter, version=None, modes=["commitment"])
    assert (refused.status_code, error_code(refused)) == (422, "item_invalid")
    assert refused.json()["error"]["message"] == "可以承诺办理，但没有写告知承诺的内容。"


def test_an_item_is_put_at_its_own_address(counter: Counter) -> None:
    assert error_code(counter.put("/items/440104-other", ITEM, staff=CLERK)) == "item_invalid"


@pytest.mark.parametrize("match", ["1", '"0"', '"x"', 'W/"1"', '"12345678901"'])
def test_a_malformed_version_is_refused(counter: Counter, match: str) -> None:
    assert error_code(counter.put(PATH, ITEM, staff=CLERK, headers={"If-Match": match})) == "invalid_request"


def test_a_text_with_a_nul_character_is_refused(counter: Counter) -> None:
    for part in (
        {"name": "测\0试"},
        {"also": ["测\0试"]},
        {"basis": [{"document_id": "a\0", "section": ""}]},
    ):
        assert error_code(change(counter, version=None, **part)) == "invalid_request"
