"""Settings of the action server.

The two calls an action may make (answer, contacts) stay under Rasa's time-out for an action of 12 s, that
under the gateway's wait of 15 s, and that under the 60 s that Rasa holds a conversation's lock.
"""

from pydantic import Field

from chassis.settings import ServiceSettings


class DialogueSettings(ServiceSettings):
    """How long the actions wait for others."""

    knowledge_timeout_seconds: float = Field(default=8.0, gt=0, le=8.0)
    backoffice_timeout_seconds: float = Field(default=1.5, gt=0, le=2.0)
    contacts_kept_seconds: float = Field(default=300.0, gt=0)
    contacts_retry_seconds: float = Field(default=30.0, gt=0)
