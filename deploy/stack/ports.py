"""Ports in use, and by whom, before anything starts."""

import errno
import socket
from collections import Counter
from pathlib import Path

from deploy.stack.errors import PortsTaken
from deploy.stack.messages import say
from deploy.stack.processes import ProcessSpec

LISTEN = "0A"


def require_free_ports(processes: tuple[ProcessSpec, ...], *, host: str) -> None:
    """Raises PortsTaken that names every port, its holder, and the setting that changes it."""
    counts = Counter(process.port for process in processes)
    problems = [
        say("error.port_twice", port=process.port, process=process.name, setting=process.port_setting)
        for process in processes
        if counts[process.port] > 1
    ]
    problems += [
        say(
            "error.port_taken",
            port=process.port,
            process=process.name,
            setting=process.port_setting,
            holder=_holder(process.port),
        )
        for process in processes
        if not _free(host, process.port)
    ]
    if problems:
        example = f"{processes[0].port_setting}={processes[0].port + 100}"
        raise PortsTaken("\n".join([*problems, say("error.port_advice", example=example)]))


def _free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise PortsTaken(
                say("error.port_refused", host=host, port=port, reason=error.strerror)
            ) from error
    return True


def _holder(port: int) -> str:
    """The process that listens on a port, as far as this user may see it."""
    wanted = {f"socket:[{inode}]" for inode in _listening_inodes(port)}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            links = {str(link.readlink()) for link in (folder / "fd").iterdir()}
            if links & wanted:
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                return say("holder.known", pid=folder.name, command=command.strip()[:120])
        except OSError:
            continue
    return say("holder.unknown")


def _listening_inodes(port: int) -> list[str]:
    inodes = []
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        if not Path(table).exists():
            continue
        for row in Path(table).read_text(encoding="ascii").splitlines()[1:]:
            fields = row.split()
            if fields[3] == LISTEN and int(fields[1].rsplit(":", 1)[1], 16) == port:
                inodes.append(fields[9])
    return inodes
