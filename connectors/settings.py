"""Settings of the gateway."""

from pydantic import Field

from chassis.settings import ServiceSettings

MAX_TEXT_CHARACTERS = 1000
MAX_COMMENT_CHARACTERS = 500
DEFAULT_LANGUAGE = "zh-CN"
LANGUAGES = frozenset({DEFAULT_LANGUAGE, "zh-HK", "zh-TW", "yue"})


class GatewaySettings(ServiceSettings):
    """How long the gateway waits, and how much it lets through."""

    engine_timeout_seconds: float = Field(default=15.0, gt=0)
    turn_wait_seconds: float = Field(default=30.0, gt=0)
    conversation_token_days: int = Field(default=30, gt=0)
    messages_per_conversation_per_minute: int = Field(default=30, gt=0)
    requests_per_address_per_minute: int = Field(default=300, gt=0)
    limit_loopback: bool = False
    max_body_bytes: int = Field(default=64_000, gt=0)
    events_poll_seconds: float = Field(default=15.0, gt=0)
    streams_per_conversation: int = Field(default=6, gt=0)

    @property
    def turn_lease_seconds(self) -> float:
        """How long a turn may hold its conversation before it counts as lost."""
        return self.engine_timeout_seconds + 5.0
