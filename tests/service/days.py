"""Days that lie ahead whenever a test is run, in the year of the demo school."""

import datetime
import itertools

WEEK = datetime.timedelta(weeks=1)


def a_saturday(weeks_ahead=5):
    """When no lesson is in the way, nor a parents' evening of evening.py, which lies two weeks ahead."""
    today = datetime.date.today()
    return today + datetime.timedelta(days=(5 - today.weekday()) % 7) + weeks_ahead * WEEK


def weekend_days(count, weeks_ahead=5):
    """So many Saturdays and Sundays in turn."""
    return [a_saturday(weeks_ahead) + n // 2 * WEEK + datetime.timedelta(days=n % 2) for n in range(count)]


def soon(school):
    """The first school day after today."""
    coming = (datetime.date.today() + datetime.timedelta(days=n) for n in range(1, 120))
    return next(date for date in coming if school.lodge("calendar", "day", date)["school"])


def a_school_monday(school, weeks=1):
    """After the five next school days, which the demo has bookings on: the first of so many in a row that are school days."""
    is_school_day = lambda date: school.lodge("calendar", "day", date)["school"]
    coming = (datetime.date.today() + datetime.timedelta(days=n) for n in range(200))
    next(itertools.islice(filter(is_school_day, coming), 4, 5), None)
    found = []
    for monday in (date for date in coming if date.weekday() == 0):
        found = [*found, monday] if is_school_day(monday) else []
        if len(found) == weeks:
            return found[0]
    raise AssertionError(f"no Monday of {weeks} school weeks in a row lies ahead")
