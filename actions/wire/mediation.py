"""A draft of a request for mediation (调解申请书), made from what its citizen told."""

from datetime import date

from pydantic import Field

from actions.wire.base import RegionCode, Wire


class MediationRequest(Wire):
    """Empty parts are left as blanks to be filled in by hand. `claims`: one sentence each."""

    region: RegionCode
    applicant: str = Field(default="", max_length=50)
    phone: str = Field(default="", max_length=20)
    employer: str = Field(min_length=2, max_length=100)
    employer_address: str = Field(default="", max_length=200)
    employed_since: date | None = None
    claims: list[str] = Field(min_length=1, max_length=10)
    facts: str = Field(min_length=1, max_length=2000)
