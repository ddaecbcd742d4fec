"""Settings of the action server.

The calls an action may make (screening, answer, what is open or whom to call) stay under Rasa's time-out for
an action of 12 s, that under the gateway's wait of 15 s, and that under the 60 s that Rasa holds a
conversation's lock.
"""

from typing import Literal

from pydantic import Field, field_validator

from actions.rules.office_hours import periods_of
from chassis.settings import ServiceSettings


class DialogueSettings(ServiceSettings):
    """How long the actions wait for others."""

    knowledge_timeout_seconds: float = Field(default=8.0, gt=0, le=8.0)
    backoffice_timeout_seconds: float = Field(default=1.5, gt=0, le=2.0)
    backoffice_total_seconds: float = Field(default=2.5, gt=0, le=2.5)
    catalogue_kept_seconds: float = Field(default=60.0, gt=0)
    catalogue_retry_seconds: float = Field(default=10.0, gt=0)
    draft_days: int = Field(default=7, ge=1, le=365)
    contacts_kept_seconds: float = Field(default=300.0, gt=0)
    contacts_retry_seconds: float = Field(default=30.0, gt=0)
    office_hours: str = "09:00-12:00,14:00-17:30"
    office_days: Literal["working", "every"] = "working"

    @field_validator("office_hours")
    @classmethod
    def of_periods(cls, written: str) -> str:
        periods_of(written)
        return written
