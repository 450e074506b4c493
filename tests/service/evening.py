"""A parents' evening, set up as the office does."""

import datetime


def open_evening(office, title, years, **fields):
    """Publishes one on a Saturday two weeks ahead, when no lesson is in the way, that is open for booking; answers its id."""
    form = office.get("/admin/evenings/new")
    today = datetime.date.today()
    saturday = today + datetime.timedelta(days=14 + (5 - today.weekday()) % 7)
    usual = next(f for f in form.parsed.forms if "title" in f["fields"])["fields"]
    typed = {**usual, "title": title, "date": saturday.isoformat(), "opens_at": f"{today - datetime.timedelta(days=1)}T18:00",
             "closes_at": f"{saturday}T08:00", "from": fields.pop("starts"), "to": fields.pop("ends"), **fields}
    made = office.post("/admin/evenings/new", [*typed.items(), *(("year_group", year) for year in years), ("class_teachers", "yes")], follow=False)
    assert made.status == 303, made.text
    link = made.headers["location"].split("?")[0]
    page = office.get(f"{link}/publish")
    done = office.submit(page, {}, next(f for f in page.parsed.forms if "version" in f["fields"]))
    assert "done=published" in done.path, done.text
    return link.rsplit("/", 1)[1]
