"""The test bench: one question with its whole trace, and the bars of the judge."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Response

from connectors.console.checks.places import region_choices, region_name, regions_in
from connectors.console.errors import KnowledgeRefused
from connectors.console.visit import Editing, Publishing, Viewing, Visit
from knowledge_base.desk_wire.bench import BarsSaving, BarsView, BenchRequest, ExplainedView
from knowledge_base.desk_wire.checks import BarsBody, ParametersRequest, RunView

router = APIRouter(prefix="/bench")

Bar = Annotated[float, Form(ge=0, le=10)]
Text = Annotated[str, Form(max_length=1000)]


@dataclass(frozen=True)
class _Typed:
    """What stands in the form."""

    question: str = ""
    region: str = ""
    before: str = ""


@router.get("")
async def show_bench(visit: Editing) -> Response:
    return _bench(visit, _Typed())


@router.post("")
async def ask(
    visit: Editing,
    question: Text = "",
    region: Annotated[str, Form(max_length=6)] = "",
    before: Text = "",
) -> Response:
    """`before` is what was asked before, a question a line."""
    typed = _Typed(question, region, before)
    if not question.strip():
        return _bench(visit, typed, missing=True, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    history = [line.strip() for line in before.splitlines() if line.strip()][-10:]
    body = BenchRequest(question=question, region=region or None, history=history)
    try:
        found = await visit.office.post("/bench/question", ExplainedView, body)
    except KnowledgeRefused as error:
        return _bench(visit, typed, error=error.message, status=HTTPStatus(error.status))
    return _bench(visit, typed, found)


@router.get("/bars")
async def show_bars(visit: Viewing) -> Response:
    bars = await visit.office.get("/bench/bars", BarsView)
    return visit.page("checks/bars.html", bars=bars, typed=bars.in_use, reason="", error="")


@router.post("/bars/trial")
async def try_bars(visit: Editing, bar: Bar, maybe: Bar, subject_bar: Bar, beside: Bar) -> Response:
    typed = {"bar": bar, "maybe": maybe, "subject_bar": subject_bar, "beside": beside}
    try:
        body = ParametersRequest(bars=_bars(typed))
        run = await visit.office.post("/checks/parameters", RunView, body)
    except (KnowledgeRefused, ValueError) as error:
        return await _bars_again(visit, typed, "", error)
    return visit.go(f"/desk/checks/{run.id}", said="checks.started")


@router.post("/bars")
async def save_bars(
    visit: Publishing,
    bar: Bar,
    maybe: Bar,
    subject_bar: Bar,
    beside: Bar,
    *,
    revision: Annotated[int, Form(ge=0)],
    reason: Text = "",
) -> Response:
    typed = {"bar": bar, "maybe": maybe, "subject_bar": subject_bar, "beside": beside}
    try:
        body = BarsSaving(bars=_bars(typed), revision=revision, reason=reason)
        await visit.office.put("/bench/bars", BarsView, body)
    except (KnowledgeRefused, ValueError) as error:
        return await _bars_again(visit, typed, reason, error)
    return visit.go("/desk/bench/bars", said="checks.bars_saved")


def _bars(typed: dict[str, float]) -> BarsBody:
    """Raises: ValueError."""
    return BarsBody.model_validate(typed)


async def _bars_again(
    visit: Visit, typed: dict[str, float], reason: str, error: KnowledgeRefused | ValueError
) -> Response:
    """The form with what was typed, and what is wrong with it."""
    status, told = HTTPStatus.UNPROCESSABLE_ENTITY, visit.views.said("checks.bars_out_of_range")
    if isinstance(error, KnowledgeRefused):
        status, told = HTTPStatus(error.status), error.message
    bars = await visit.office.get("/bench/bars", BarsView)
    return visit.page("checks/bars.html", status=status, bars=bars, typed=typed, reason=reason, error=told)


def _bench(
    visit: Visit,
    typed: _Typed,
    found: ExplainedView | None = None,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    error: str = "",
    missing: bool = False,
) -> Response:
    return visit.page(
        "checks/bench.html",
        status=status,
        question=typed.question,
        region=typed.region,
        before=typed.before,
        found=found,
        error=error,
        missing=missing,
        regions=region_choices(),
        region_name=region_name,
        regions_in=regions_in,
    )
