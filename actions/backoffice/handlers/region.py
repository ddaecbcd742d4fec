"""The region that is asked about."""

import re

from actions.errors import RegionMalformed

_REGION = re.compile(r"\d{6}", re.ASCII)


def checked_region(region: str | None) -> str | None:
    """The region as it came.

    Raises:
        RegionMalformed: not a GB/T 2260 code.
    """
    if region is not None and not _REGION.fullmatch(region):
        raise RegionMalformed(repr(region[:20]))
    return region
