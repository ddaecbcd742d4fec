"""The office's time: Asia/Shanghai."""

from datetime import UTC, date, datetime, timedelta

from chassis.clock import FixedClock, ShiftedClock, SystemClock


def test_a_fixed_clock_stands_still() -> None:
    clock = FixedClock(datetime(2026, 1, 5, 9, 30, tzinfo=UTC))
    assert clock.now() == clock.now() == datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


def test_today_is_the_day_at_the_office() -> None:
    evening_in_utc = FixedClock(datetime(2025, 12, 31, 17, 0, tzinfo=UTC))
    assert evening_in_utc.today() == date(2026, 1, 1)


def test_the_system_clock_knows_its_zone() -> None:
    assert SystemClock().now().utcoffset() == timedelta(hours=8)
    assert SystemClock().today() == SystemClock().now().date()


def test_a_shifted_clock_is_days_ahead() -> None:
    clock = ShiftedClock(FixedClock(datetime(2026, 2, 27, 9, 30, tzinfo=UTC)), days=3)
    assert clock.now() == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    assert clock.today() == date(2026, 3, 2)
