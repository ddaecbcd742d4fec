"""What can go wrong between the actions and the back office, and in the back office itself.

ActionsError
└── BackofficeError
    ├── BackofficeUnavailable    (client side) it did not answer, or not in our format
    └── RegionMalformed          not a six-digit code
"""

from http import HTTPStatus

from chassis.errors import CivicError


class ActionsError(CivicError):
    code = "actions_error"


class BackofficeError(ActionsError):
    code = "backoffice_error"


class BackofficeUnavailable(BackofficeError):
    code = "backoffice_unavailable"
    status = HTTPStatus.SERVICE_UNAVAILABLE
    message = "业务系统暂时连不上,请稍后再试,或拨打 12345。"


class RegionMalformed(BackofficeError):
    code = "region_unknown"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "地区代码应为 6 位数字,例如 440104(广州市越秀区)。"
