"""The life of a report, and people at the same time, on every kind of database."""

from collections import Counter as Tally
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import httpx
import pytest
from sqlalchemy import Table, func, select

from actions.backoffice.bootstrap import build
from actions.backoffice.settings import BackofficeSettings
from actions.backoffice.tables.reports import report_timeline, reports, warned_reports
from tests.actions.backoffice.counter import Counter
from tests.actions.backoffice.filing.moved_clock import MovedClock
from tests.actions.backoffice.reports.samples import Inspector, Reporter, notices, refusal

FEW = 8
REPORTERS = 100
THREADS = 20


@pytest.fixture
def office(every_settings: BackofficeSettings) -> Iterator[Counter]:
    app = build(every_settings, MovedClock())
    yield Counter(app)
    app.state.office.engine.dispose()


def at_once(calls: Sequence[Callable[[], httpx.Response]], *, threads: int = FEW) -> list[httpx.Response]:
    with ThreadPoolExecutor(threads) as pool:
        return [done.result() for done in [pool.submit(call) for call in calls]]


def count(office: Counter, table: Table) -> int:
    with office.app.state.office.engine.connect() as connection:
        found: int = connection.scalar(select(func.count()).select_from(table))
    return found


def test_report_lives_its_life(office: Counter) -> None:
    reporter, inspector = Reporter(office), Inspector(office)
    report = reporter.reports(people=12, evidence=reporter.sends_files(1))
    report = reporter.adds(report, evidence=reporter.sends_files(1)).json()
    taken = inspector.does(report, "take")
    moved = inspector.does(taken, "transfer", to="六榕街")
    closed = inspector.does(moved, "close")
    assert Reporter(office).reads(report["number"], code="00000-00000").status_code == 404
    assert reporter.reads(report["number"]).json() == closed
    assert [entry["state"] for entry in closed["timeline"]] == [
        "received",
        "received",
        "taken",
        "transferred",
        "closed",
    ]
    [warning] = inspector.warnings()
    assert inspector.acknowledges(warning).is_success
    assert len(notices(office)) == 3


def test_a_hundred_who_report_at_once_are_filed_once_each(office: Counter) -> None:
    """Each twice with one key, as a caller does who had no answer in time."""
    people = [Reporter(office) for _ in range(REPORTERS)]
    calls = [
        partial(person.tries_to_report, key=f"intent-{place}")
        for place, person in enumerate(people)
        for _ in range(2)
    ]
    replies = at_once(calls, threads=THREADS)
    assert Tally(reply.status_code for reply in replies) == {201: 2 * REPORTERS}
    for first, second in zip(replies[::2], replies[1::2], strict=True):
        assert first.content == second.content
    filed = [reply.json() for reply in replies[::2]]
    numbers = sorted(report["number"] for report in filed)
    assert numbers == [f"JB20261122-{number:06}" for number in range(1, REPORTERS + 1)]
    assert len({report["code"] for report in filed}) == REPORTERS
    assert count(office, reports) == count(office, report_timeline) == REPORTERS
    [warning] = Inspector(office).warnings()
    assert sorted(warning["reports"]) == numbers
    assert count(office, warned_reports) == REPORTERS


def test_of_many_who_take_one_report_one_wins(office: Counter) -> None:
    report = Reporter(office).reports()
    clerks = [Inspector(office, f"clerk.{number}") for number in range(FEW)]
    replies = at_once([partial(clerk.tries, report, "take") for clerk in clerks])
    assert Tally(reply.status_code for reply in replies) == {200: 1, 409: FEW - 1}
    assert len(notices(office)) == 1


def test_withdrawal_and_step_at_once_do_not_both_happen(office: Counter) -> None:
    reporter, inspector = Reporter(office), Inspector(office)
    for _ in range(FEW):
        report = reporter.reports()
        replies = at_once([partial(reporter.withdraws, report), partial(inspector.tries, report, "take")])
        assert Tally(reply.status_code for reply in replies) == {200: 1, 409: 1}
        assert len(reporter.reads(report["number"]).json()["timeline"]) == 2


def test_codes_tried_out_at_once_are_all_counted(office: Counter) -> None:
    report = Reporter(office).reports()
    wrong = "11111-11111" if report["code"] != "11111-11111" else "22222-22222"
    tries = [partial(Reporter(office).reads, report["number"], code=wrong)] * (2 * FEW)
    replies = at_once(tries)
    assert Tally(refusal(reply)[0] for reply in replies) == {
        "report_unknown": 5,
        "code_attempts_too_many": 2 * FEW - 5,
    }
