"""Notices by e-mail, against a mail server over a real socket."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from chassis.clock import OFFICE_ZONE
from knowledge_base.adapters.smtp_mail import SmtpMail
from knowledge_base.errors import NoticeFailed
from knowledge_base.notice import Notice, NoticeChannel, NoticeState
from tests.standins.mail_server import PASSWORD, USER, MailServerStandIn, mail_served, write_certificate

AT = datetime(2030, 3, 1, 9, 30, tzinfo=OFFICE_ZONE)
NOTICE = Notice(
    id=7,
    channel=NoticeChannel.EMAIL,
    subject="【知识库】待审：\n《规划》",
    text="李编辑送审了《规划》第 2 版。\n.一行以点开头",
    state=NoticeState.WAITING,
    attempts=0,
    due_at=AT,
    created_at=AT,
)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_certificate(tmp_path_factory.mktemp("mail") / "server.pem")


@pytest.fixture
def server(certificate: Path) -> MailServerStandIn:
    return MailServerStandIn(certificate)


def mail(port: int, certificate: Path) -> SmtpMail:
    return SmtpMail(
        host="127.0.0.1",
        port=port,
        security="starttls",
        sender="desk@example.cn",
        recipients=("a@example.cn", "b@example.cn"),
        user=USER,
        password=SecretStr(PASSWORD),
        ca_file=certificate,
    )


def test_a_notice_goes_out_over_tls(server: MailServerStandIn, certificate: Path) -> None:
    with mail_served(server) as port:
        mail(port, certificate).send(NOTICE)
    [letter] = server.letters
    assert letter.encrypted
    assert (letter.sender, letter.recipients) == ("desk@example.cn", ["a@example.cn", "b@example.cn"])
    assert letter.message["Subject"] == "【知识库】待审： 《规划》"
    assert letter.message.get_content().splitlines() == NOTICE.text.splitlines()
    assert letter.message["Message-ID"] == "<notice-7-20300301093000@example.cn>"
    assert letter.message["Auto-Submitted"] == "auto-generated"


def test_tls_from_the_start_and_none_at_all(server: MailServerStandIn, certificate: Path) -> None:
    server.tls_from_the_start = True
    with mail_served(server) as port:
        replace(mail(port, certificate), security="tls").send(NOTICE)
    plain = MailServerStandIn(certificate)
    with mail_served(plain) as port:
        replace(mail(port, certificate), security="none", user="").send(NOTICE)
    assert [letter.encrypted for letter in server.letters + plain.letters] == [True, False]


def test_without_tls_nothing_is_told(server: MailServerStandIn, certificate: Path) -> None:
    server.offers_tls = False
    with mail_served(server) as port, pytest.raises(NoticeFailed):
        mail(port, certificate).send(NOTICE)
    assert set(server.commands) <= {"EHLO", "QUIT"}


def test_a_server_that_nobody_vouches_for_gets_no_password(
    server: MailServerStandIn, certificate: Path
) -> None:
    with mail_served(server) as port, pytest.raises(NoticeFailed):
        replace(mail(port, certificate), ca_file=None).send(NOTICE)
    assert "AUTH" not in server.commands
    assert server.letters == []


@pytest.mark.parametrize(
    ("replies", "for_good"),
    [
        ({"RCPT": "550 no such user"}, True),
        ({"RCPT": "450 greylisted"}, False),
        ({"AUTH": "535 wrong password"}, True),
        ({"MAIL": "421 too busy"}, False),
        ({"DATA": "554 refused"}, True),
    ],
)
def test_whether_trying_again_helps_is_told(
    server: MailServerStandIn, certificate: Path, replies: dict[str, str], *, for_good: bool
) -> None:
    server.replies = replies
    with mail_served(server) as port, pytest.raises(NoticeFailed) as failed:
        mail(port, certificate).send(NOTICE)
    assert failed.value.for_good is for_good
    assert PASSWORD not in str(failed.value)


@pytest.mark.parametrize("command", ["EHLO", "STARTTLS", "RCPT", "DATA"])
def test_a_server_that_breaks_off_is_tried_again(
    server: MailServerStandIn, certificate: Path, command: str
) -> None:
    server.breaks_off_at = command
    with mail_served(server) as port, pytest.raises(NoticeFailed) as failed:
        mail(port, certificate).send(NOTICE)
    assert not failed.value.for_good


def test_a_server_that_says_nothing_or_is_not_there(server: MailServerStandIn, certificate: Path) -> None:
    server.dawdles = True
    with mail_served(server) as port, pytest.raises(NoticeFailed):
        replace(mail(port, certificate), seconds=0.2).send(NOTICE)
    with pytest.raises(NoticeFailed):
        mail(port, certificate).send(NOTICE)
