"""Asks the back office.

Every method raises `BackofficeError`: a refusal by its own class, in words for people, or
`BackofficeUnavailable`. The methods: `actions/backoffice_subjects/`. How often and how long is tried:
`actions/backoffice_calls.py`.

A write takes the `key` of the intent (`key_of`). Who repeats a write for whatever reason passes the same key.
"""

from actions.backoffice_subjects.applications import ApplicationCalls
from actions.backoffice_subjects.appointments import AppointmentCalls
from actions.backoffice_subjects.cases import CaseCalls
from actions.backoffice_subjects.catalogue import CatalogueCalls
from actions.backoffice_subjects.files import FileCalls
from actions.backoffice_subjects.notices import NoticeCalls
from actions.backoffice_subjects.people import PeopleCalls
from actions.backoffice_subjects.reports import ReportCalls
from actions.backoffice_subjects.reviews import ReviewCalls


class BackofficeClient(
    CatalogueCalls,
    PeopleCalls,
    ApplicationCalls,
    CaseCalls,
    AppointmentCalls,
    ReviewCalls,
    FileCalls,
    ReportCalls,
    NoticeCalls,
):
    """The calls of every subject."""
