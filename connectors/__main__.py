"""`python -m connectors` serves the gateway; `python -m connectors migrate` prepares its database."""

import sys

from chassis import logs, web
from connectors.app import create_gateway_app
from connectors.bootstrap import build, migrate
from connectors.settings import GatewaySettings


def main(arguments: list[str]) -> int:
    logs.configure(process="gateway")
    settings = GatewaySettings()
    if arguments == ["migrate"]:
        migrate(settings)
        return 0
    if arguments:
        sys.stderr.write("usage: python -m connectors [migrate]\n")
        return 2
    web.serve(create_gateway_app(build(settings)), host=settings.host, port=settings.gateway_port)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
