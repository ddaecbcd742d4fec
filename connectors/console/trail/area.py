"""The trail as a part of the console."""

from chassis.staff import Role
from connectors.console.areas import Area, Group, Link
from connectors.console.trail.pages import router

AREA = Area(
    "trail",
    router,
    links=(
        Link("/desk/trail", Role.ADMIN, Group.OFFICE),
        Link("/desk/trail/verdict", Role.ADMIN, Group.OFFICE),
    ),
)
