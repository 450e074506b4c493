// The few steps that lead to a page.

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

/// A Tuesday in term some weeks ahead; each test takes another week or room, so that none is in another's way.
export function tuesday(weeks) {
  const day = new Date();
  day.setUTCDate(day.getUTCDate() + ((2 - day.getUTCDay() + 7) % 7) + 7 * weeks);
  return day.toISOString().slice(0, 10);
}

export function moved(date, days) {
  const day = new Date(`${date}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}
