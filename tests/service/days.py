"""Days that lie ahead whenever a test is run, in the year of the demo school."""

import datetime
import unittest

WEEK = datetime.timedelta(weeks=1)


def a_saturday(weeks_ahead=5):
    """When no lesson is in the way, nor a parents' evening of evening.py, which lies two weeks ahead."""
    today = datetime.date.today()
    return today + datetime.timedelta(days=(5 - today.weekday()) % 7) + weeks_ahead * WEEK


def weekend_days(count, weeks_ahead=5):
    """So many Saturdays and Sundays in turn."""
    return [a_saturday(weeks_ahead) + n // 2 * WEEK + datetime.timedelta(days=n % 2) for n in range(count)]


def a_school_monday(school, weeks=1):
    """From next week on: the first of so many in a row that are school days. There is none when the summer holidays are near,
    since the demo has one school year; then the test is skipped."""
    today, found = datetime.date.today(), 0
    monday = today + WEEK - datetime.timedelta(days=today.weekday())
    for ahead in range(8 + weeks):
        found = found + 1 if school.lodge("calendar", "day", monday + ahead * WEEK)["school"] else 0
        if found == weeks:
            return monday + (ahead - weeks + 1) * WEEK
    raise unittest.SkipTest(f"no Monday of {weeks} school weeks in a row lies ahead: the demo's school year ends")
