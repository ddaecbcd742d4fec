"""Visits to a window: booked, looked at, changed, cancelled."""
