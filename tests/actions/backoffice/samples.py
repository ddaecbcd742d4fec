"""Items and people made up for the tests."""

from typing import Any

ITEM: dict[str, Any] = {
    "code": "440104-test-item",
    "name": "测试事项",
    "region": "440104",
    "about": "只用来测试。",
    "applicants": ["person"],
}
LI: dict[str, Any] = {
    "subject": "li",
    "name": "李阿姨",
    "identity_number": "11010519491231002X",
    "phone": "13800138000",
}
