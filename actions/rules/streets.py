"""The names of streets, however somebody writes them."""

import re

from actions.rules.readers.written import half_width

_FORM = re.compile(r"(?:街道|街)?(?:办事处|办)?$")


def bare_street(name: str) -> str:
    """北京街, 北京街道 and 北京 are the same street: 北京."""
    return _FORM.sub("", half_width(name).strip())
