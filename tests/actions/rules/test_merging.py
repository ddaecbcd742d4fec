"""What several items ask for together, and what becomes of each material."""

from typing import Any

from actions.rules.materials import is_possible, open_materials, settled
from actions.rules.merging import merged_conditions, merged_fields, merged_materials
from actions.wire.applications import MaterialChoice, MergedMaterial
from actions.wire.catalogue import (
    Applicant,
    CheckScope,
    CommitmentTerms,
    Condition,
    FieldKind,
    FormField,
    Material,
    Mode,
    ServiceItem,
)

TERMS = CommitmentTerms(
    legal_basis="某项规定",
    proof="某个证明",
    proof_content="某件事",
    how_to_promise="在线签名",
    consequences=["撤销"],
    checked_by="某个办事处",
    check_scope=CheckScope.ALL,
)


def an_item(code: str, *, promises: bool = True, **parts: Any) -> ServiceItem:
    return ServiceItem(
        code=code,
        name=code,
        region="440104",
        about="",
        applicants=[Applicant.PERSON],
        modes=[Mode.COMMITMENT] if promises else [],
        commitment=TERMS if promises else None,
        **parts,
    )


def a_material(code: str = "proof", **parts: Any) -> Material:
    return Material(code=code, name=code, **parts)


def merge_one(*materials: Material, **parts: Any) -> MergedMaterial:
    items = [an_item(f"item{n}", materials=[material], **parts) for n, material in enumerate(materials)]
    [merged] = merged_materials(items)
    return merged


def test_what_two_items_ask_is_asked_once_in_their_order() -> None:
    fields = [FormField(code=code, label=code, prompt=code, kind=FieldKind.TEXT) for code in "abc"]
    questions = [Condition(code=code, question=code, unmet=code) for code in "xyz"]
    items = [
        an_item("one", fields=fields[:2], conditions=questions[:2]),
        an_item("two", fields=fields[1:], conditions=questions[1:]),
    ]
    assert merged_fields(items) == fields
    assert merged_conditions(items) == questions


def test_field_is_required_where_one_item_requires_it() -> None:
    optional = FormField(code="a", label="a", prompt="a", kind=FieldKind.TEXT, required=False)
    required = optional.model_copy(update={"required": True})
    items = [an_item("one", fields=[optional]), an_item("two", fields=[required])]
    assert merged_fields(items) == [required]


def test_material_of_two_items_is_asked_once_and_names_both() -> None:
    assert merge_one(a_material(), a_material()).items == ["item0", "item1"]


def test_strictest_item_rules() -> None:
    merged = merge_one(
        a_material(required=False, promise_allowed=True, deferrable_working_days=10),
        a_material(promise_allowed=False, deferrable_working_days=5),
    )
    assert (merged.required, merged.promise_allowed, merged.deferrable_working_days) == (True, False, 5)


def test_material_that_one_item_needs_at_once_cannot_follow_later() -> None:
    assert merge_one(a_material(deferrable_working_days=5), a_material()).deferrable_working_days is None


def test_item_without_commitment_asks_for_its_papers() -> None:
    assert not merge_one(a_material(promise_allowed=True), promises=False).promise_allowed


def test_what_an_authority_holds_for_one_item_is_not_asked_for_by_another() -> None:
    assert merge_one(a_material(), a_material(held_by="公安")).held_by == "公安"


SHARED = merge_one(a_material("id-card", held_by="公安"))
PROMISED = merge_one(a_material("proof", promise_allowed=True))
DEFERRED = merge_one(a_material("photo", deferrable_working_days=5))
OPTIONAL = merge_one(a_material("extra", required=False, promise_allowed=True))
ALL = [SHARED, PROMISED, DEFERRED, OPTIONAL]


def test_only_what_is_left_is_asked_for() -> None:
    ordinary = settled(ALL, {}, promising=False)
    assert ordinary == {"id-card": MaterialChoice.SHARED}
    assert open_materials(ALL, ordinary) == [PROMISED, DEFERRED]
    promising = settled(ALL, {}, promising=True)
    assert promising == {"id-card": MaterialChoice.SHARED, "proof": MaterialChoice.PROMISED}
    assert open_materials(ALL, promising) == [DEFERRED]


def test_paper_may_be_handed_in_in_spite_of_a_promise() -> None:
    assert settled([PROMISED], {"proof": MaterialChoice.HANDED_IN}, promising=True) == {
        "proof": MaterialChoice.HANDED_IN
    }


def test_promise_that_is_taken_back_leaves_the_material_open() -> None:
    assert settled([PROMISED], {"proof": MaterialChoice.PROMISED}, promising=False) == {}


def test_nothing_but_what_the_item_allows_is_possible() -> None:
    allowed = {
        material.code: {choice for choice in MaterialChoice if is_possible(material, choice, promising=True)}
        for material in ALL
    }
    assert allowed == {
        "id-card": {MaterialChoice.HANDED_IN, MaterialChoice.SHARED},
        "proof": {MaterialChoice.HANDED_IN, MaterialChoice.PROMISED},
        "photo": {MaterialChoice.HANDED_IN, MaterialChoice.LATER},
        "extra": {MaterialChoice.HANDED_IN, MaterialChoice.PROMISED},
    }
