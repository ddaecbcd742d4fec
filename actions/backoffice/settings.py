"""Settings of the back office."""

from pydantic import Field, SecretStr

from chassis.settings import ServiceSettings

DATABASE = "backoffice"


class BackofficeSettings(ServiceSettings):
    """`data_key` encrypts personal data; `clock_ahead_days` moves the clock for trials and trainings.

    `proof_days` are for handing in what a withdrawn promise stood for. `appointments_per_person` counts those
    still to come. `sweep_seconds` lie between two rounds of the sweep.
    `loose_file_days` are for files that belong to nothing. `clamd` is `host:port` or the path of a socket.
    """

    data_key: SecretStr = SecretStr("")
    draft_days: int = Field(default=7, ge=1, le=365)
    proof_days: int = Field(default=14, ge=1, le=365)
    appointment_days_ahead: int = Field(default=30, ge=1, le=365)
    appointments_per_person: int = Field(default=2, ge=1, le=20)
    replies_kept_days: int = Field(default=30, ge=1, le=3650)
    sweep_seconds: float = Field(default=600.0, gt=0)
    clock_ahead_days: int = Field(default=0, ge=0, le=3650)
    files_per_conversation: int = Field(default=20, ge=1, le=1000)
    file_megabytes_per_conversation: int = Field(default=60, ge=1, le=2000)
    loose_file_days: int = Field(default=30, ge=1, le=3650)
    clamd: str = Field(default="", pattern=r"^(|/.+|[^/\s]+:\d{1,5})$")
    clamd_seconds: float = Field(default=10.0, gt=0)

    @property
    def database_address(self) -> str:
        return self.database_url_for(DATABASE)
