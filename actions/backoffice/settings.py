"""Settings of the back office."""

from chassis.settings import ServiceSettings

DATABASE = "backoffice"


class BackofficeSettings(ServiceSettings):
    """All of it is shared with the other services so far."""

    @property
    def database_address(self) -> str:
        return self.database_url_for(DATABASE)
