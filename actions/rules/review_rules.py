"""The limits of reviews and of what follows from bad ones: for each region its own, and a default."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from actions.wire.base import RegionCode, Wire

Days = Annotated[int, Field(ge=1, le=365)]
Name = Annotated[str, Field(min_length=1, max_length=100)]


class ReviewRules(Wire):
    """Those of a region. `demo`: no document supports them.

    `contact_hours` run on working days only. `escalates_to` are roles: after the first broken limit, after
    the second, and so on; the last one keeps it.
    """

    office: Name
    hotline: Name
    changeable_days: Days
    contact_hours: int = Field(ge=1, le=24 * 30)
    reply_working_days: Days
    fix_rating_days: Days
    appeal_working_days: Days
    appeal_decision_working_days: Days
    takes_in: Name
    escalates_to: list[Name] = Field(min_length=1)
    demo: bool

    def role_after(self, broken: int) -> str:
        """Who answers for it after so many broken limits."""
        if not broken:
            return self.takes_in
        return self.escalates_to[min(broken, len(self.escalates_to)) - 1]


class RegionalReviewRules(Wire):
    default: ReviewRules
    regions: Mapping[RegionCode, ReviewRules]

    def of(self, region: str | None) -> ReviewRules:
        return self.regions.get(region or "", self.default)
