"""What the items of the shipped catalogue ask for, and by when they are due."""

from datetime import date

import pytest

from actions.rules.deadline import deadline
from actions.rules.merging import merged_materials
from actions.wire.catalogue import Applicant, FieldKind, Mode, ServiceItem, Way
from tests.actions.backoffice.seeded import BY_NAME, ITEMS, doubled, each_item

FRIDAY = date(2026, 11, 20)
SIGNED_IN = {"name", "identity-number", "phone"}
OF_COMPANIES = {"company", "credit-code"}
APPLICABLE = [item for item in ITEMS if item.applicable]
each_applicable = pytest.mark.parametrize("item", APPLICABLE, ids=lambda item: item.code)


@each_applicable
def test_what_can_be_applied_for_says_all_that_it_takes(item: ServiceItem) -> None:
    own = [field for field in item.fields if field.code not in SIGNED_IN | OF_COMPANIES]
    assert 1 <= len(item.conditions) <= 3
    assert item.materials
    assert item.limits
    assert item.channels
    assert {field.code for field in item.fields if field.prefilled} == SIGNED_IN
    assert 1 <= len(own) <= 4


@pytest.mark.parametrize("item", [one for one in ITEMS if not one.applicable], ids=lambda item: item.code)
def test_a_service_without_application_says_where_it_is(item: ServiceItem) -> None:
    assert item.about
    assert item.channels
    assert [*item.conditions, *item.materials, *item.fields, *item.modes] == []


@pytest.mark.parametrize("name", ["职业指导", "就业政策法规咨询", "创业开业指导"])
def test_advice_is_not_applied_for(name: str) -> None:
    assert not BY_NAME[name].applicable


@each_applicable
def test_companies_name_themselves(item: ServiceItem) -> None:
    if item.applicants == [Applicant.COMPANY]:
        required = {field.code for field in item.fields if field.required}
        assert required >= OF_COMPANIES


@each_item
def test_modes_are_what_materials_and_terms_allow(item: ServiceItem) -> None:
    promised = any(material.promise_allowed for material in item.materials)
    deferred = any(material.deferrable_working_days for material in item.materials)
    assert promised == (item.commitment is not None) == (Mode.COMMITMENT in item.modes)
    assert deferred == (Mode.DEFERRED_MATERIAL in item.modes)


@pytest.mark.parametrize(
    ("mode", "at_least"),
    [
        (Mode.COMMITMENT, 5),
        (Mode.DEFERRED_MATERIAL, 3),
        (Mode.INSTANT_APPROVAL, 2),
        (Mode.PROACTIVE_BENEFIT, 1),
    ],
)
def test_every_mode_can_be_tried_out(mode: Mode, at_least: int) -> None:
    assert len([item for item in APPLICABLE if mode in item.modes]) >= at_least


def test_hardship_can_be_promised_in_place_of_its_proof() -> None:
    asked = [one for one in BY_NAME["就业困难人员认定"].materials if one.held_by is None]
    assert [(one.code, one.promise_allowed) for one in asked] == [("hardship-proof", True)]


def test_a_promise_still_holds_when_items_of_a_package_are_put_together() -> None:
    together = merged_materials(
        [BY_NAME[name] for name in ("失业登记", "失业保险金申领", "就业困难人员认定")]
    )
    proof = next(one for one in together if one.code == "termination-proof")
    assert (proof.promise_allowed, proof.deferrable_working_days) == (True, 10)
    assert not doubled([one.code for one in together])


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("创业担保贷款申请", "loan-applicant"),
        ("养老保险关系转移接续", "pension-transfer-kind"),
        ("存档人员党员组织关系的接转", "party-direction"),
    ],
)
def test_where_the_limit_depends_on_the_case_the_form_asks_for_it(name: str, field: str) -> None:
    choices = next(one.choices for one in BY_NAME[name].fields if one.code == field)
    assert choices == [limit.case for limit in BY_NAME[name].limits]


@pytest.mark.parametrize(
    ("name", "way", "said", "due"),
    [
        ("失业登记", Way.ONLINE, "", date(2026, 11, 24)),
        ("失业登记", Way.WINDOW, "", date(2026, 11, 20)),
        ("失业保险金申领", Way.ONLINE, "", None),
        ("失业保险金申领", Way.WINDOW, "", date(2026, 11, 27)),
        ("就业困难人员认定", Way.ONLINE, "", date(2026, 12, 4)),
        ("创业担保贷款申请", Way.ONLINE, "个人办", date(2026, 11, 24)),
        ("创业担保贷款申请", Way.ONLINE, "小微企业办", date(2026, 11, 27)),
        ("养老保险关系转移接续", Way.ONLINE, "城镇职工基本养老保险关系转移接续", date(2026, 12, 11)),
        ("养老保险关系转移接续", Way.ONLINE, "城镇职工和城乡居民基本养老保险衔接", None),
        ("工伤认定申请", Way.ONLINE, "", date(2026, 12, 20)),
        ("就业见习补贴申领（高校毕业生等）", Way.ANY, "", None),
        ("职工正常退休（职）申请", Way.ONLINE, "", None),
    ],
)
def test_accepted_on_a_friday_it_is_due_on(name: str, way: Way, said: str, due: date | None) -> None:
    assert deadline(BY_NAME[name].limits, accepted_on=FRIDAY, way=way, said={said}).on == due


def test_every_kind_of_field_is_asked_for_somewhere() -> None:
    assert {field.kind for item in ITEMS for field in item.fields} == set(FieldKind)
