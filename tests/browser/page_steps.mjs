// The few steps that lead to a page.
import assert from 'node:assert/strict';

/// Goes to a path of the school that the page's context was made for.
export const at = (page, path) => page.goto(path);

/// Fills the fields of the form that is shown by their names and sends it, also what the browser itself would refuse.
/// null takes every tick away; a field that is not there is added.
export async function enter(page, fields, form = 'main form') {
  const answer = page.waitForEvent('load');
  await page.locator(form).first().evaluate((form, fields) => {
    const hidden = (name, value) => form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
    for (const [name, value] of Object.entries(fields)) {
      const there = [...form.elements].filter((element) => element.name === name);
      for (const field of there) {
        if (field.type === 'checkbox' || field.type === 'radio') field.checked = field.value === value;
        else field.value = value;
      }
      if (!there.length && value !== null) hidden(name, value);
    }
    HTMLFormElement.prototype.submit.call(form);
  }, fields);
  await answer;
}

export async function send(page, path, fields, form) {
  await at(page, path);
  await enter(page, fields, form);
}

/// A parent's language is the one chosen last: where another is looked at, it is chosen anew. No page offers the
/// pseudo-language, so it is put into the form.
export async function speakAsAsked(page) {
  const [asked, spoken] = await page.evaluate(() => [navigator.language, document.documentElement.lang]);
  if (asked !== 'qps' || spoken === 'qps') return;
  await at(page, '/parents');
  const answer = page.waitForEvent('load');
  await page.locator('form[action="/language"]').evaluate((form) => {
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'language', value: 'qps' }));
    HTMLFormElement.prototype.submit.call(form);
  });
  await answer;
}

const isSchoolDay = (school, date) => school.lodge('calendar', 'day', date, '--site', 'larkhill').school;

/// Four Tuesdays in a row that are school days, later than the five next school days, which the demo has bookings on.
function schoolTuesdays(school) {
  let date = new Date().toISOString().slice(0, 10);
  for (let passed = 0, looked = 0; passed < 5 && looked < 120; date = moved(date, 1), ++looked) passed += isSchoolDay(school, date);
  date = moved(date, (9 - new Date(date).getUTCDay()) % 7);
  const found = [];
  for (let looked = 0; found.length < 4 && looked < 30; date = moved(date, 7), ++looked) {
    if (isSchoolDay(school, date)) found.push(date);
    else found.length = 0;
  }
  assert.equal(found.length, 4, 'no four school Tuesdays in a row lie ahead');
  return found;
}

/// The nth of them, from 0; each test takes another or another room, so that none is in another's way.
export function tuesday(school, nth) {
  school.tuesdays ??= schoolTuesdays(school);
  return school.tuesdays[nth];
}

/// The first school day after today, whose times lie ahead at any hour; what asks for two days' notice refuses it.
export function soon(school) {
  let date = moved(new Date().toISOString().slice(0, 10), 1);
  for (let looked = 0; looked < 120 && !isSchoolDay(school, date); ++looked) date = moved(date, 1);
  return date;
}

export function moved(date, days) {
  const day = new Date(`${date}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}
