"""Figures of a period and of weeks: as plots, as tables beside them, and as a file."""

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from connectors.console.asked.choices import all_or, all_or_region
from connectors.console.asked.columns import columns_of
from connectors.console.asked.files import pass_on
from connectors.console.asked.lists import Chosen, given
from connectors.console.office import path_of
from connectors.console.visit import Viewing
from knowledge_base.desk_wire.asked import Analytics, WeeklyReport, WeeklyReportLine
from knowledge_base.desk_wire.asked_labels import label

router = APIRouter(prefix="/figures")

_DAYS = 30


def _chosen(
    visit: Viewing,
    *,
    first_day: Chosen = "",
    last_day: Chosen = "",
    region: Chosen = "",
    channel: Chosen = "",
) -> dict[str, str]:
    """The last thirty days, where no others are chosen."""
    return {
        "first_day": first_day or (visit.today - timedelta(days=_DAYS - 1)).isoformat(),
        "last_day": last_day or visit.today.isoformat(),
        "region": region,
        "channel": channel,
    }


ChosenHere = Annotated[dict[str, str], Depends(_chosen)]


@router.get("")
async def show_figures(visit: Viewing, chosen: ChosenHere) -> Response:
    figures = await visit.office.get("/analytics", Analytics, **given(chosen))
    return visit.page(
        "asked/figures.html",
        figures=figures,
        chosen=chosen,
        query=given(chosen),
        regions=all_or_region(),
        channels=all_or("channel"),
        columns_of=columns_of,
    )


@router.get("/table.csv")
async def download_figures(visit: Viewing, chosen: ChosenHere) -> Response:
    return await pass_on(visit, "/analytics.csv", **given(chosen))


@router.get("/weeks")
async def show_weeks(visit: Viewing) -> Response:
    weeks = await visit.office.get("/weekly-reports", list[WeeklyReportLine])
    return visit.page("asked/weeks.html", weeks=weeks, six_days=timedelta(days=6))


@router.get("/weeks/{monday}")
async def show_week(visit: Viewing, monday: date) -> Response:
    report = await visit.office.get(path_of("weekly-reports", monday.isoformat()), WeeklyReport)
    return visit.page("asked/week.html", report=report, label=label, columns_of=columns_of)


@router.get("/weeks/{monday}/table.csv")
async def download_week(visit: Viewing, monday: date) -> Response:
    return await pass_on(visit, path_of("weekly-reports", monday.isoformat(), "table.csv"))
