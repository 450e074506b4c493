// The office sets up and opens an evening; a teacher falls ill.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { takeRoomAfter } from './an_evening.mjs';
import { School } from './lodge.mjs';

let school;
before(async () => { school = await School.open(); });
after(async () => { await school?.close(); });

test('the office makes an evening, looks it over and publishes it', async () => {
  const page = await school.page('office');
  await page.goto(`${school.base}/admin/evenings/new`);
  await page.getByLabel('Name', { exact: true }).fill('Year 10 evening');
  await page.getByLabel('Year 10', { exact: true }).check();
  await page.getByRole('button', { name: 'Make the evening' }).click();
  await page.getByText('Being set up').waitFor();
  await page.getByRole('link', { name: 'Look it over' }).click();
  await page.getByRole('columnheader', { name: 'Families' }).waitFor();
  await page.getByRole('link', { name: 'Publish' }).click();
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByText('Families can see it from now on').waitFor();
  await page.context().close();
});

test('a teacher falls ill: the office sees whom it touches, and a colleague stands in', async () => {
  const page = await school.page('office');
  await page.goto(`${school.base}/admin/evenings`);
  await page.getByRole('link', { name: 'Years 7 to 9' }).first().click();
  await page.getByRole('link', { name: 'A teacher falls ill' }).click();
  await page.getByRole('link', { name: /^Cannot come/ }).first().click();
  await page.getByLabel('A colleague stands in').check();
  await page.getByLabel('Colleague', { exact: true }).selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Show whom it touches' }).click();
  const sure = page.getByRole('button', { name: /^Do it/ });
  const busy = page.getByText('Somebody has what the evening needs');
  await sure.or(busy).waitFor();
  if (await busy.isVisible()) {  // that colleague has a desk of her own: whoever has none stands in
    await page.goBack();
    await page.getByLabel('They are given back').check();
    await page.getByRole('button', { name: 'Show whom it touches' }).click();
  }
  await sure.click();
  await page.getByText('Saved.').waitFor();
  assert.match(page.url(), /\/teachers/);
  await page.context().close();
});

test('a fire alarm: the office sees whose room it is then, shifts the evening all the same, and finds what is left to settle', async () => {
  const page = await school.page('office');
  await page.goto(`${school.base}/admin/evenings`);
  await page.getByRole('link', { name: 'Years 7 to 9' }).first().click();
  const evening = page.url();
  const link = (locator) => page.locator(locator).first().evaluate((one) => one.href);
  const date = await link('main dl a[href*="/dates/"]:not([href$="/new"])');
  await page.goto(`${evening}/teachers`);
  const desk = await link('main tbody th a');
  await takeRoomAfter(school, page, { desk, date, room: 'M05' });
  await page.goto(`${evening}/letters`);
  await page.goto(await link('ul.list a[href*="/families/"]'));
  await page.locator('select:has(option[value=any])').first().selectOption('any');
  await page.getByRole('button', { name: 'Book', exact: true }).click();
  await page.getByText('Booked.').waitFor();
  await page.goto(evening);
  await page.getByRole('link', { name: 'Everything starts later' }).click();
  await page.getByLabel('Minutes later').fill('15');
  await page.getByRole('button', { name: 'Show whom it touches' }).click();
  await page.getByText(/M05 is booked 7:00 to 8:00 pm, .*The evening has the room until then/).waitFor();
  await page.getByText(/famil(y is|ies are) touched/).waitFor();
  await page.getByRole('button', { name: 'Do it all the same' }).click();
  await page.getByText(/Saved\. \d+ famil(y gets a message|ies get a message each)/).waitFor();
  await page.getByText(/M05 is booked 7:00 to 8:00 pm/).waitFor();
  await page.getByText('4:15 to 7:15 pm').waitFor();
  await page.context().close();
});
