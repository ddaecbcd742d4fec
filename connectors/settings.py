"""Settings of the gateway."""

import re

from pydantic import Field, SecretStr, ValidationInfo, field_validator

from chassis.settings import ServiceSettings
from chassis.staff import Role

MAX_TEXT_CHARACTERS = 1000
MAX_COMMENT_CHARACTERS = 500
MAX_AGENT_TEXT_CHARACTERS = 2000
MAX_NOTE_CHARACTERS = 500
DEFAULT_LANGUAGE = "zh-CN"
LANGUAGES = frozenset({DEFAULT_LANGUAGE, "zh-HK", "zh-TW", "yue"})

_ADDRESS = re.compile(r"https?://[^/?#@\s]+")
_ON_THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "0.0.0.0", "::"})  # noqa: S104 — compared, not bound
_ISSUER = re.compile(r"https://[^/?#@\s]+[^?#\s]*|http://(127\.0\.0\.1|localhost)(:\d+)?(/[^?#\s]*)?")


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
    backoffice_timeout_seconds: float = Field(default=1.5, gt=0)
    upload_seconds: float = Field(default=120.0, gt=0)
    file_check_seconds: float = Field(default=60.0, gt=0)
    notices_seconds: float = Field(default=10.0, gt=0)
    desk_round_seconds: float = Field(default=15.0, gt=0)
    heartbeat_seconds: float = Field(default=60.0, gt=0)
    absence_seconds: float = Field(default=180.0, gt=0)
    wait_window_hours: float = Field(default=4.0, gt=0)
    human_first_topics: str = ""
    requests_per_agent_per_minute: int = Field(default=600, gt=0)
    public_url: str = ""
    sign_in_minutes: int = Field(default=120, gt=0)
    oidc_issuer: str = ""
    oidc_client_id: str = "civicdesk"
    oidc_client_secret: SecretStr = SecretStr("")
    oidc_scopes: str = "openid profile phone"
    oidc_name_claim: str = "name"
    oidc_identity_number_claim: str = "identity_number"
    oidc_phone_claim: str = "phone_number"
    oidc_timeout_seconds: float = Field(default=5.0, gt=0)
    staff_idle_minutes: int = Field(default=60, gt=0)
    staff_session_hours: int = Field(default=12, gt=0)
    staff_oidc_issuer: str = ""
    staff_oidc_client_id: str = "civicdesk-console"
    staff_oidc_client_secret: SecretStr = SecretStr("")
    staff_oidc_scopes: str = "openid profile"
    staff_oidc_account_claim: str = "preferred_username"
    staff_oidc_name_claim: str = "name"
    staff_oidc_role_claim: str = "roles"
    staff_oidc_role_map: str = ""
    desk_timeout_seconds: float = Field(default=10.0, gt=0)
    desk_upload_seconds: float = Field(default=120.0, gt=0)

    @field_validator("public_url")
    @classmethod
    def is_an_address(cls, value: str) -> str:
        value = value.rstrip("/")
        if value and not _ADDRESS.fullmatch(value):
            raise ValueError(f"CIVICDESK_PUBLIC_URL is not an address without a path: {value!r}")
        return value

    @field_validator("oidc_issuer", "staff_oidc_issuer")
    @classmethod
    def is_an_issuer(cls, value: str, info: ValidationInfo) -> str:
        """Identity numbers and roles pass here: nothing but HTTPS, or this machine."""
        if value and not _ISSUER.fullmatch(value):
            name = f"CIVICDESK_{(info.field_name or '').upper()}"
            raise ValueError(f"{name} must be an https address: {value!r}")
        return value

    @field_validator("staff_oidc_role_map")
    @classmethod
    def is_a_role_map(cls, value: str) -> str:
        read_role_map(value)
        return value

    @property
    def staff_roles(self) -> dict[str, Role]:
        """Which role each word of the office's role claim stands for."""
        return read_role_map(self.staff_oidc_role_map)

    @property
    def human_first(self) -> frozenset[str]:
        """The topics with which a person is offered at once."""
        return frozenset(topic.strip() for topic in self.human_first_topics.split(",") if topic.strip())

    @property
    def turn_lease_seconds(self) -> float:
        """How long a turn may hold its conversation before it counts as lost."""
        return self.engine_timeout_seconds + 5.0

    @property
    def addresses(self) -> tuple[str, ...]:
        """Under which addresses a browser may sign in here; by the first we name ourselves."""
        if self.public_url:
            return (self.public_url,)
        hosts = ("127.0.0.1", "localhost") if self.host in _ON_THIS_MACHINE else (self.host,)
        return tuple(f"http://{host}:{self.gateway_port}" for host in hosts)


def read_role_map(text: str) -> dict[str, Role]:
    """`policy-writers=editor,policy-heads=publisher` as a mapping.

    Raises:
        ValueError: an entry without `=`, or a role that we do not have.
    """
    entries = [entry.strip() for entry in text.split(",") if entry.strip()]
    for entry in entries:
        word, separator, role = entry.rpartition("=")
        if not (word.strip() and separator) or role.strip() not in set(Role):
            raise ValueError(f"CIVICDESK_STAFF_OIDC_ROLE_MAP has {entry!r}, not word=role")
    pairs = (entry.rpartition("=") for entry in entries)
    return {word.strip(): Role(role.strip()) for word, _, role in pairs}
