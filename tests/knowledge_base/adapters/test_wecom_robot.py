"""Notices by a WeCom group robot, over a real socket."""

from datetime import datetime

import pytest
from pydantic import SecretStr

from chassis.clock import OFFICE_ZONE
from knowledge_base.adapters.wecom_robot import WecomRobot
from knowledge_base.errors import NoticeFailed
from knowledge_base.notice import Notice, NoticeChannel, NoticeState
from tests.standins.loopback import free_port, served
from tests.standins.wecom_robot import KEY, WecomRobotStandIn

AT = datetime(2030, 3, 1, 9, 30, tzinfo=OFFICE_ZONE)


def notice(text: str = "李编辑送审了《规划》第 2 版。") -> Notice:
    return Notice(
        id=7,
        channel=NoticeChannel.WECOM,
        subject="【知识库】待审",
        text=text,
        state=NoticeState.WAITING,
        attempts=0,
        due_at=AT,
        created_at=AT,
    )


def robot(port: int, *, key: str = KEY, seconds: float = 5.0) -> WecomRobot:
    address = f"http://127.0.0.1:{port}/cgi-bin/webhook/send?key={key}"
    return WecomRobot(SecretStr(address), seconds=seconds)


def test_a_notice_is_one_text_that_fits() -> None:
    group = WecomRobotStandIn()
    with served(group.app) as port:
        robot(port).send(notice())
        robot(port).send(notice("长" * 3000))
    assert group.texts[0] == "【知识库】待审\n李编辑送审了《规划》第 2 版。"
    assert group.texts[1].endswith("长…")


@pytest.mark.parametrize(("code", "for_good"), [(93000, True), (45009, False), (-1, False)])
def test_whether_trying_again_helps_is_told(code: int, *, for_good: bool) -> None:
    with (
        served(WecomRobotStandIn(errcode=code).app) as port,
        pytest.raises(NoticeFailed, match=str(code)) as failed,
    ):
        robot(port).send(notice())
    assert failed.value.for_good is for_good


@pytest.mark.parametrize(
    "group",
    [
        WecomRobotStandIn(broken=True),
        WecomRobotStandIn(failing=True),
        WecomRobotStandIn(delay_seconds=1.0),
    ],
)
def test_a_robot_that_fails_is_tried_again_and_its_key_stays_secret(group: WecomRobotStandIn) -> None:
    with served(group.app) as port, pytest.raises(NoticeFailed) as failed:
        robot(port, seconds=0.3).send(notice())
    assert not failed.value.for_good
    assert KEY not in str(failed.value)
    assert KEY not in repr(robot(port))


def test_a_robot_that_is_not_there_is_tried_again() -> None:
    with pytest.raises(NoticeFailed) as failed:
        robot(free_port()).send(notice())
    assert not failed.value.for_good
