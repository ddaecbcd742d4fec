"""Whatever ships in the catalogue can be applied for, by its definition alone."""

import pytest

from actions.wire.catalogue import LifeEvent, ServiceItem
from tests.actions.backoffice.seeded import EVENTS, ITEMS
from tests.actions.dialogue.service_flow.filling import LIANG, carry_on
from tests.actions.dialogue.talk import Talk

APPLICABLE = [item for item in ITEMS if item.applicable]


@pytest.mark.parametrize("item", APPLICABLE, ids=lambda item: item.code)
def test_item_is_filled_in_and_filed(talk: Talk, item: ServiceItem) -> None:
    talk.citizen = LIANG
    talk.say("", "apply_for_service", item=item.code)
    text = carry_on(talk, promise=True)
    assert f"{item.name}：办件编号 YX20261123-000001" in text.replace("【演示数据】", "")


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.code)
def test_package_is_filled_in_once_and_filed_together(talk: Talk, event: LifeEvent) -> None:
    talk.citizen = "demo-lin"
    talk.say("", "start_life_event", event=event.code)
    talk.press("全部")
    text = carry_on(talk, promise=True)
    filed = [item for item in APPLICABLE if item.code in event.items]
    assert text.count("办件编号 YX20261123-") == len(filed)
