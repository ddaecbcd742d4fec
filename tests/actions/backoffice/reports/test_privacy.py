"""What is told is readable for those whom it concerns, and for nobody who holds the database alone."""

from fastapi import FastAPI
from sqlalchemy import select

from actions.backoffice.tables.writes import audit
from tests.actions.backoffice.reports.samples import (
    CLERK,
    FACTS,
    NAMED,
    Inspector,
    Reporter,
    everything_stored,
)


def trail(app: FastAPI) -> list[tuple[str, str]]:
    with app.state.office.engine.connect() as connection:
        rows = connection.execute(select(audit).order_by(audit.c.id)).all()
    return [(row.actor, row.action) for row in rows if row.subject.startswith(("report:", "warning:"))]


def test_database_tells_nothing_of_who_reported_what(
    app: FastAPI, visitor: Reporter, inspector: Inspector
) -> None:
    report = visitor.reports(named=True, gathering=True)
    report = visitor.adds(report, "工头的电话是13900139000。").json()
    inspector.does(report, "take", note="联系了陈经理")
    [warning] = inspector.warnings()
    inspector.acknowledges(warning)
    stored = everything_stored(app)
    secrets = [*NAMED.values(), FACTS["employer"], "鸿运", FACTS["place"], FACTS["told"]]
    for secret in [*secrets, "13900139000", "陈经理", "已派人去看"]:
        assert secret.encode() not in stored


def test_code_is_nowhere_in_the_database(app: FastAPI, visitor: Reporter) -> None:
    code = visitor.reports()["code"]
    stored = everything_stored(app)
    assert code.encode() not in stored
    assert code.replace("-", "").encode() not in stored


def test_audit_trail_of_an_anonymous_report_names_nobody(
    app: FastAPI, li: Reporter, inspector: Inspector
) -> None:
    report = li.reports(gathering=True)
    report = li.adds(report).json()
    li.withdraws(report)
    assert trail(app) == [
        ("anonymous", "report.submit"),
        ("anonymous", "warning.raised"),
        ("anonymous", "report.add"),
        ("anonymous", "report.withdraw"),
    ]


def test_audit_trail_of_a_named_report_names_the_person(app: FastAPI, li: Reporter) -> None:
    li.reports(named=True)
    assert trail(app) == [("person:li", "report.submit")]


def test_line_masks_who_reported_and_opening_leaves_a_trace(
    app: FastAPI, visitor: Reporter, inspector: Inspector
) -> None:
    report = visitor.reports(named=True)
    [one] = inspector.line()
    assert (one["name"], one["phone"]) == ("李**", "138****8000")
    assert trail(app)[1:] == []
    opened = inspector.opens(report["number"])
    assert (opened["name"], opened["phone"]) == (NAMED["name"], NAMED["phone"])
    assert trail(app)[1:] == [(f"staff:{CLERK}", "report.read")]


def test_anonymous_report_shows_nobody_to_the_staff(visitor: Reporter, inspector: Inspector) -> None:
    opened = inspector.opens(visitor.reports()["number"])
    assert (opened["name"], opened["phone"], opened["report"]["code"]) == (None, None, None)
    assert visitor.conversation
    assert visitor.conversation not in str(opened)
