"""`/backoffice/v1/review-statistics`, as JSON and as CSV, for staff."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from actions.backoffice.handlers.review_csv import to_csv
from actions.backoffice.handlers.review_statistics import ReviewStatisticsHandler
from actions.backoffice.routes.callers import Region, staff
from actions.errors import AnswerInvalid, NotAllowed, RegionMalformed
from actions.wire.reviews import ReviewStatistics, StatisticsBy
from chassis.web import documented

Since = Annotated[date | None, Query(description="从哪一天起；不写就是三十天以前")]
Until = Annotated[date | None, Query(description="到哪一天为止；不写就是今天")]
By = Annotated[StatisticsBy, Query(description="按什么分组：全部、事项、单位、渠道、周")]
_REFUSALS = documented(AnswerInvalid, NotAllowed, RegionMalformed)
_TABLE = {"description": "表格，UTF-8，带 BOM", "content": {"text/csv": {"schema": {"type": "string"}}}}


def create_router(handler: ReviewStatisticsHandler) -> APIRouter:
    router = APIRouter(tags=["好差评"], dependencies=[Depends(staff)])

    @router.get("/review-statistics", summary="好差评统计", responses=_REFUSALS)
    def statistics(
        region: Region = None, since: Since = None, until: Until = None, by: By = StatisticsBy.ALL
    ) -> ReviewStatistics:
        return handler.count(region=region, since=since, until=until, by=by)

    @router.get(
        "/review-statistics.csv",
        summary="好差评统计的表格",
        response_class=Response,  # one with a type of its own would claim the refusals for it
        responses={**_REFUSALS, 200: _TABLE},
    )
    def table(
        region: Region = None, since: Since = None, until: Until = None, by: By = StatisticsBy.ALL
    ) -> Response:
        counted = handler.count(region=region, since=since, until=until, by=by)
        disposition = {"Content-Disposition": 'attachment; filename="review-statistics.csv"'}
        return Response(to_csv(counted, handler.texts), media_type="text/csv", headers=disposition)

    return router
