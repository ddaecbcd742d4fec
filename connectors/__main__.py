"""`python -m connectors` serves the gateway; `migrate` prepares its database, `staff-token` lets staff in."""

import argparse
import re
import sys

from chassis import logs, web
from chassis.tokens import TokenSigner
from connectors.app import create_gateway_app
from connectors.bootstrap import build, migrate
from connectors.handoff.models import Role, Staff
from connectors.handoff.staff_tokens import StaffTokens
from connectors.settings import GatewaySettings

_ACCOUNT = re.compile(r"[A-Za-z0-9_.@-]{1,64}")
_MOST_HOURS = 24 * 31


def main(arguments: list[str]) -> int:
    logs.configure(process="gateway")
    given = _parser().parse_args(arguments)
    settings = GatewaySettings()
    if given.command == "migrate":
        migrate(settings)
    elif given.command == "staff-token":
        signer = TokenSigner(settings.signing_key.get_secret_value())
        staff = Staff(given.account, given.name or given.account, Role(given.role))
        sys.stdout.write(StaffTokens(signer).issue(staff, hours=given.hours) + "\n")
    else:
        app = create_gateway_app(build(settings))
        web.serve(app, host=settings.host, port=settings.gateway_port)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m connectors")
    commands = parser.add_subparsers(dest="command")
    commands.add_parser("migrate")
    token = commands.add_parser("staff-token")
    token.add_argument("account", type=_account)
    token.add_argument("--role", choices=[role.value for role in Role], default=Role.AGENT.value)
    token.add_argument("--name", type=_name, help="what other staff see; the account without it")
    token.add_argument("--hours", type=_hours, default=12)
    return parser


def _account(value: str) -> str:
    if not _ACCOUNT.fullmatch(value):
        raise argparse.ArgumentTypeError(f"1 to 64 letters, digits, _ . @ -, not {value!r}")
    return value


def _name(value: str) -> str:
    if not 1 <= len(value) <= 64:
        raise argparse.ArgumentTypeError("1 to 64 characters")
    return value


def _hours(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= _MOST_HOURS:
        raise argparse.ArgumentTypeError(f"1 to {_MOST_HOURS}, not {value!r}")
    return int(value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
