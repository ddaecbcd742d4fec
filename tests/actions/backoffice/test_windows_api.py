"""Windows by street, and which of their slots can be booked."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from actions.backoffice.bootstrap import migrate
from actions.backoffice.repository.windows import WindowRepository
from actions.backoffice.window_seeding import SeededWindow, seed_windows
from chassis.clock import OFFICE_ZONE
from chassis.regions import RegionRegistry
from tests.actions.backoffice.visits import FRIDAY_NINE, NOW, PLACES, WINDOW, Visits


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, sqlite_template: bytes) -> Iterator[Visits]:
    """Put together once: that takes longer than the tests."""
    opened = Visits.open_on_sqlite(tmp_path_factory.mktemp("visits"), sqlite_template)
    yield opened
    opened.close()


@pytest.fixture
def visits(office: Visits) -> Visits:
    office.begin_anew("li")
    return office


def streets(visits: Visits, query: str) -> list[str]:
    return [window["street"] for window in visits.counter.get(f"/windows?{query}").json()["windows"]]


def test_every_street_that_we_know_has_a_window(visits: Visits) -> None:
    for region in RegionRegistry.load().covered():
        whole_names = {name for name in region.streets if name.endswith(("街", "街道"))}
        assert set(streets(visits, f"region={region.code}")) == whole_names


@pytest.mark.parametrize("written", ["北京街", "北京街道", "北京", " 北京街 ", "北京街道办事处"])
def test_a_street_is_found_however_it_is_called(visits: Visits, written: str) -> None:
    assert streets(visits, f"street={written}") == ["北京街"]


def test_a_street_of_another_district_is_not_here(visits: Visits) -> None:
    assert streets(visits, "region=440104&street=民治") == []


def test_what_is_invented_says_so(visits: Visits) -> None:
    for window in visits.counter.get("/windows").json()["windows"]:
        assert window["demo"]
        assert "演示地址" in window["address"]
        assert window["hours"] == "工作日 09:00—12:00、14:00—17:00"


def test_a_malformed_region_is_refused(visits: Visits) -> None:
    assert visits.counter.get("/windows?region=越秀").json()["error"]["code"] == "region_unknown"


def test_only_what_has_not_begun_today_is_offered(visits: Visits) -> None:
    today = visits.slots("on=2026-03-05")
    assert today["slots"][0]["starts"] == "10:30:00"
    assert today["note"] == ""


def test_no_slots_on_a_day_off_and_slots_on_a_make_up_day(visits: Visits) -> None:
    visits.clock.moment = datetime(2026, 9, 18, 9, tzinfo=OFFICE_ZONE)
    found = visits.slots("from=2026-09-19&to=2026-10-10")
    days = [int(slot["on"][8:]) for slot in found["slots"] if slot["starts"] == "09:00:00"]
    assert days == [20, 21, 22, 23, 24, 28, 29, 30, 8, 9, 10]
    assert visits.slots("on=2026-09-19") == {"slots": [], "note": "这几天没有可以约的时段，请换一天看看。"}


def test_a_year_without_holidays_published_has_no_slots_and_that_is_told(visits: Visits) -> None:
    visits.clock.moment = datetime(2099, 12, 30, 9, tzinfo=OFFICE_ZONE)
    found = visits.slots("from=2099-12-30&to=2100-01-04")
    assert found["slots"] == []
    assert "2099年的放假安排还没有公布" in found["note"]
    assert "2100年的放假安排还没有公布" in found["note"]
    refused = visits.book("li", f"{WINDOW}.20991231t0900")
    assert refused.json()["error"]["code"] == "calendar_unknown"
    assert "2099年的放假安排还没有公布" in refused.json()["error"]["message"]


def test_nothing_is_offered_too_far_ahead_and_that_is_told(visits: Visits) -> None:
    found = visits.slots("from=2026-04-01&to=2026-12-31")
    assert max(slot["on"] for slot in found["slots"]) <= "2026-04-04"
    assert found["note"] == "现在只能约30天以内的时段。"
    assert visits.slots("on=9999-12-31") == {"slots": [], "note": "现在只能约30天以内的时段。"}


def test_without_days_the_week_to_come_is_shown(visits: Visits) -> None:
    assert {slot["on"] for slot in visits.slots("")["slots"]} == {
        "2026-03-05", "2026-03-06", "2026-03-09", "2026-03-10", "2026-03-11",
    }  # fmt: skip
    assert visits.slots("from=9999-12-31")["slots"] == []


def test_places_left_are_shown(visits: Visits) -> None:
    assert visits.free(FRIDAY_NINE) == PLACES
    visits.book("li", FRIDAY_NINE)
    assert visits.free(FRIDAY_NINE) == PLACES - 1


def test_an_unknown_window_is_told(visits: Visits) -> None:
    assert visits.counter.get("/windows/none/slots").json()["error"]["code"] == "window_unknown"


def test_a_window_that_is_not_in_the_file_any_more_keeps_its_appointments(
    visits: Visits, tmp_path_factory: pytest.TempPathFactory
) -> None:
    visits.book("li", FRIDAY_NINE)
    shorter = tmp_path_factory.mktemp("seed") / "windows.yml"
    shorter.write_text(
        """
every: {name: "{street}窗口", address: 1号, periods: [["09:00", "10:00"]], slot_minutes: 30, capacity: 1,
  demo: true}
windows: [{code: 440104-renmin, region: "440104", street: 人民街}]
""",
        encoding="utf-8",
    )
    seed_windows(visits.office.writer, WindowRepository(), shorter)
    assert streets(visits, "") == ["人民街"]
    assert visits.counter.get(f"/windows/{WINDOW}/slots").status_code == 404
    assert visits.book("li", f"{WINDOW}.20260306t0930").json()["error"]["code"] == "slot_unknown"
    assert [held["window"]["code"] for held in visits.held("li")] == [WINDOW]


def test_seeding_again_leaves_what_was_booked(visits: Visits) -> None:
    visits.book("li", FRIDAY_NINE)
    migrate(visits.office.settings)
    assert visits.free(FRIDAY_NINE) == PLACES - 1
    assert len(visits.held("li")) == 1


@pytest.mark.parametrize("minutes", [5, 240])
def test_a_window_has_one_to_twenty_six_slots_a_day(minutes: int) -> None:
    entry = {"code": "w", "region": "440104", "street": "街", "name": "窗口", "address": "1号"}
    hours = {"periods": [["09:00", "12:00"]], "slot_minutes": minutes, "capacity": 1, "demo": True}
    with pytest.raises(ValueError, match="slots a day"):
        SeededWindow.model_validate(entry | hours)


def test_the_week_begins_now(visits: Visits) -> None:
    visits.clock.moment = NOW + timedelta(days=1)
    assert min(slot["on"] for slot in visits.slots("")["slots"]) == "2026-03-06"
