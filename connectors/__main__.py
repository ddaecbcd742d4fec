"""`python -m connectors` serves the gateway; its other commands prepare the database and let staff in."""

import argparse
import sys

from chassis import logs, web
from chassis.staff import Person, Role, StaffTokens
from chassis.tokens import TokenSigner
from connectors.app import create_gateway_app
from connectors.bootstrap import DATABASE, build, migrate
from connectors.console import command
from connectors.settings import GatewaySettings

_MOST_HOURS = 24 * 31
_SECONDS_PER_HOUR = 3600


def main(arguments: list[str]) -> int:
    logs.configure(process="gateway")
    given = _parser().parse_args(arguments)
    settings = GatewaySettings()
    if given.command == "migrate":
        migrate(settings)
    elif given.command == "staff-token":
        signer = TokenSigner(settings.signing_key.get_secret_value())
        roles = frozenset(map(Role, given.roles or [Role.AGENT]))
        staff = Person(given.account, given.name or given.account, roles)
        token = StaffTokens(signer).issue(staff, lifetime_seconds=given.hours * _SECONDS_PER_HOUR)
        sys.stdout.write(token + "\n")
    elif given.command in command.COMMANDS:
        return command.run(given, settings, database_url=settings.database_url_for(DATABASE))
    else:
        app = create_gateway_app(build(settings))
        web.serve(app, host=settings.host, port=settings.gateway_port)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m connectors")
    commands = parser.add_subparsers(dest="command")
    commands.add_parser("migrate")
    token = commands.add_parser("staff-token")
    token.add_argument("account", type=command.account_name)
    token.add_argument("--role", dest="roles", action="append", choices=list(map(str, Role)))
    token.add_argument("--name", type=command.person_name, help="what others see; the account without it")
    token.add_argument("--hours", type=_hours, default=12)
    command.add_parsers(commands)
    return parser


def _hours(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= _MOST_HOURS:
        raise argparse.ArgumentTypeError(f"1 to {_MOST_HOURS}, not {value!r}")
    return int(value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
