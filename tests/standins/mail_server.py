"""A mail server that keeps to SMTP: TLS before a password, a sender before recipients, both before the text.

It can be told to refuse, to break off and to dawdle.
"""

import base64
import datetime
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BufferedReader
from ipaddress import ip_address
from pathlib import Path
from typing import cast

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "desk@example.cn", "a-mail-password"


@dataclass
class Letter:
    sender: str
    recipients: list[str]
    message: EmailMessage
    encrypted: bool


@dataclass
class MailServerStandIn:
    """`replies` overrides what is said to a command, such as `{"RCPT": "550 no such user"}`.

    `breaks_off_at` names a command at which the connection is closed.
    """

    certificate: Path
    tls_from_the_start: bool = False
    offers_tls: bool = True
    replies: dict[str, str] = field(default_factory=dict)
    breaks_off_at: str = ""
    dawdles: bool = False
    letters: list[Letter] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate)
        return context


class _Connection(socketserver.BaseRequestHandler):
    """One client, command by command."""

    def setup(self) -> None:
        self.lines: BufferedReader | None = None

    def handle(self) -> None:
        self.standin = cast("_Server", self.server).standin
        self.encrypted = self.standin.tls_from_the_start
        self.signed_in, self.greeted = False, False
        self.sender, self.recipients = "", list[str]()
        if self.standin.dawdles:
            self.standin.over.wait(10)
            return
        try:
            self._read_from(self._wrapped() if self.encrypted else self.request)
            self._say("220 stand-in ready")
            while (line := self._line()) and self._take(line.decode().rstrip("\r\n")):
                pass
        except (OSError, ssl.SSLError):
            return

    def finish(self) -> None:
        """What is wrapped in TLS is another socket than the one that the server closes."""
        if self.lines:
            self.lines.close()
        self.request.close()

    def _read_from(self, connection: socket.socket) -> None:
        if self.lines:
            self.lines.close()
        self.request, self.lines = connection, connection.makefile("rb")

    def _line(self) -> bytes:
        return self.lines.readline() if self.lines else b""

    def _wrapped(self) -> ssl.SSLSocket:
        return self.standin.context().wrap_socket(self.request, server_side=True)

    def _say(self, *lines: str) -> bool:
        self.request.sendall("".join(f"{line}\r\n" for line in lines).encode())
        return True

    def _take(self, line: str) -> bool:
        command, _, rest = line.partition(" ")
        command = command.upper()
        self.standin.commands.append(command)
        if command == self.standin.breaks_off_at:
            return False
        if command in self.standin.replies:
            return self._say(self.standin.replies[command])
        answer = getattr(self, f"_{command.lower()}", None)
        return answer(rest) if answer else self._say("502 unknown command")

    def _ehlo(self, _: str) -> bool:
        self.greeted = True
        offers = ["250-stand-in"]
        if self.standin.offers_tls and not self.encrypted:
            offers.append("250-STARTTLS")
        if self.encrypted:
            offers.append("250-AUTH PLAIN")
        return self._say(*offers, "250 8BITMIME")

    def _starttls(self, _: str) -> bool:
        self._say("220 go ahead")
        self._read_from(self._wrapped())
        self.encrypted, self.greeted = True, False
        return True

    def _auth(self, rest: str) -> bool:
        if not (self.encrypted and self.greeted):
            return self._say("538 encryption required")
        mechanism, _, given = rest.partition(" ")
        expected = base64.b64encode(f"\0{USER}\0{PASSWORD}".encode()).decode()
        self.signed_in = mechanism == "PLAIN" and given == expected
        return self._say("235 welcome" if self.signed_in else "535 wrong password")

    def _mail(self, rest: str) -> bool:
        if not self.greeted or (self.encrypted and not self.signed_in):
            return self._say("530 sign in first")
        self.sender = rest.partition("<")[2].partition(">")[0]
        return self._say("250 ok")

    def _rcpt(self, rest: str) -> bool:
        if not self.sender:
            return self._say("503 sender first")
        self.recipients.append(rest.partition("<")[2].partition(">")[0])
        return self._say("250 ok")

    def _data(self, _: str) -> bool:
        if not self.recipients:
            return self._say("503 recipient first")
        self._say("354 end with a dot")
        body = b""
        while (line := self._line()) not in (b".\r\n", b""):
            body += line.removeprefix(b".")
        message = message_from_bytes(body, policy=policy.default)
        self.standin.letters.append(Letter(self.sender, self.recipients, message, self.encrypted))
        return self._say("250 kept")

    def _rset(self, _: str) -> bool:
        self.sender, self.recipients = "", []
        return self._say("250 ok")

    def _quit(self, _: str) -> bool:
        self._say("221 bye")
        return False


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    address_family = socket.AF_INET

    def __init__(self, standin: MailServerStandIn) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.standin = standin


@contextmanager
def mail_served(standin: MailServerStandIn) -> Iterator[int]:
    """The port on which it takes letters."""
    with _Server(standin) as server:
        thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.02))
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            standin.over.set()
            server.shutdown()
            thread.join()


def write_certificate(path: Path) -> Path:
    """A key and a certificate for 127.0.0.1 that signs itself, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "stand-in")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return path
