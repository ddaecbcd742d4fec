"""Notices by e-mail: one message to the addresses that are set, over TLS unless told otherwise."""

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Literal

from pydantic import SecretStr

from knowledge_base.errors import NoticeFailed
from knowledge_base.notice import Notice

Security = Literal["starttls", "tls", "none"]

_SECONDS = 10.0
_FOR_GOOD = 500
"""Replies from here on say that the same again will be refused again (RFC 5321)."""


@dataclass(frozen=True)
class SmtpMail:
    """`ca_file`: whose certificates are believed, where the mail server's are the office's own."""

    host: str
    port: int
    security: Security
    sender: str
    recipients: tuple[str, ...]
    user: str = ""
    password: SecretStr = field(default=SecretStr(""), repr=False)
    ca_file: Path | None = None
    seconds: float = _SECONDS

    def send(self, notice: Notice) -> None:
        """Raises: NoticeFailed."""
        try:
            with self._connected() as server:
                if self.user:
                    server.login(self.user, self.password.get_secret_value())
                refused = server.send_message(self._message(notice), self.sender, list(self.recipients))
        except smtplib.SMTPRecipientsRefused as error:
            raise _failed(max(code for code, _ in error.recipients.values()), "no recipient") from error
        except smtplib.SMTPResponseException as error:
            raise _failed(error.smtp_code, type(error).__name__) from error
        except (smtplib.SMTPException, OSError) as error:
            raise NoticeFailed(f"mail server {self.host!r}: {type(error).__name__}") from error
        if refused:
            raise NoticeFailed(f"refused: {sorted(refused)}", for_good=True)

    def _connected(self) -> smtplib.SMTP:
        trusted = ssl.create_default_context(cafile=str(self.ca_file) if self.ca_file else None)
        if self.security == "tls":
            return smtplib.SMTP_SSL(self.host, self.port, timeout=self.seconds, context=trusted)
        server = smtplib.SMTP(self.host, self.port, timeout=self.seconds)
        if self.security == "starttls":
            try:
                server.starttls(context=trusted)
            except BaseException:
                server.close()
                raise
        return server

    def _message(self, notice: Notice) -> EmailMessage:
        """The same notice has the same id, by which mailboxes know one that comes twice."""
        message = EmailMessage()
        message["Subject"] = " ".join(notice.subject.split())
        message["From"] = self.sender
        message["To"] = ", ".join(self.recipients)
        message["Date"] = format_datetime(notice.created_at)
        domain = self.sender.rpartition("@")[2]
        message["Message-ID"] = f"<notice-{notice.id}-{notice.created_at:%Y%m%d%H%M%S}@{domain}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(notice.text)
        return message


def _failed(code: int, what: str) -> NoticeFailed:
    return NoticeFailed(f"mail server: {what} {code}", for_good=code >= _FOR_GOOD)
