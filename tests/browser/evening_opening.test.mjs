// How booking opens, and a teacher who is full: the office sets year groups and chosen families apart, and a parent sees
// when its own booking opens; a family stands in line, is offered what comes free, and takes it. Without JavaScript.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { School, phone } from './lodge.mjs';
import { bookSomebodyElse, giveBack, local, openEvening, parentPage, teacherOf } from './an_evening.mjs';

const plain = { javaScriptEnabled: false, viewport: phone };
let school;
before(async () => { school = await School.open(); });
after(async () => { await school?.close(); });

/// Presses what stands in the way of a change: "are you sure?"
async function sure(page) {
  await page.getByRole('button', { name: 'Yes, do it' }).click();
  await page.getByText('Saved.').waitFor();
}

test('the office lets year groups in one after another and a chosen family before them, and the parent sees it', async () => {
  const evening = await openEvening(school, 'Staggered evening');
  const admin = evening.replace('/parents/', '/admin/');
  const office = await school.page('office', { javaScriptEnabled: false });
  await office.goto(`${admin}/stages`);
  const [early, later, last] = [local(2 * 1440), local(3 * 1440), local(4 * 1440)];
  await office.locator('#opens_at').fill(later);
  await office.locator('#early_from').fill(early);
  await office.locator('summary', { hasText: 'single year groups' }).click();
  for (const year of await office.locator('input[name^=opens_year_]').all()) await year.fill(last);
  await office.getByRole('button', { name: 'Save' }).click();
  const facts = office.locator('dl.facts');
  await facts.getByText(/Year \d+: /).first().waitFor();

  const parent = await parentPage(school, plain);
  await parent.goto(evening);
  const notYet = await parent.locator('.note h2').textContent();
  assert.match(notYet, /You can book from/);

  await office.goto(`${admin}/stages`);
  await office.getByRole('link', { name: 'Choose the families' }).click();
  await office.locator('#find').fill(school.parent.child);
  await office.getByRole('button', { name: 'Find', exact: true }).click();
  const found = office.locator('input[name=add]');
  assert.ok(await found.count() >= 1);
  for (const box of await found.all()) await box.check();
  await office.getByRole('button', { name: 'Add those ticked' }).click();
  await sure(office);
  await office.getByText(/may book early/).waitFor();

  await parent.reload();
  const sooner = await parent.locator('.note h2').textContent();
  assert.notEqual(sooner, notYet, 'the chosen family sees its own time');
  await office.getByRole('button', { name: 'Take everybody off' }).click();
  await sure(office);
  await parent.reload();
  assert.equal(await parent.locator('.note h2').textContent(), notYet);
  await parent.context().close();
  await office.context().close();
});

test('a family waits for a teacher who is full, is offered what comes free, and takes it', async () => {
  // A week after the other one, at which the teachers sit already. Each has one time.
  const evening = await openEvening(school, 'Full evening', 21, { from: '20:00', to: '20:10' });
  const admin = evening.replace('/parents/', '/admin/');
  const parent = await parentPage(school, plain);
  await parent.goto(`${evening}?more=1`);
  const whom = await teacherOf(parent.locator('label.see').first());
  const [teacher] = whom.split(',');
  const office = await school.page('office');
  const card = await bookSomebodyElse(school, office, admin, whom);

  await parent.reload();
  await parent.getByRole('link', { name: /^full: tell me/ }).first().click();
  await parent.getByText('Nobody waits yet.').waitFor();
  await parent.getByRole('button', { name: 'Tell me when a time comes free' }).click();
  await parent.getByText('You are next in line.').waitFor();

  await office.goto(`${admin}/preflight`);
  await office.getByText(`1 family waits for ${teacher}`).waitFor();
  await office.getByRole('link', { name: 'See who waits' }).click();
  await office.getByText(school.parent.child).first().waitFor();

  await giveBack(office, card);
  await parent.goto(evening);
  await parent.getByText('is held for you').first().waitFor();
  await parent.goto(`${evening}/waiting`);
  await parent.getByText(/Held for you until/).waitFor();
  await parent.getByRole('button', { name: /^Book this time/ }).click();
  await parent.getByText('Booked.').waitFor();
  assert.match(await parent.locator('ol.stops').textContent(), new RegExp(teacher.replace('.', '\\.')));
  await office.goto(`${admin}/waiting`);
  await office.getByText('0 families wait').waitFor();
  await parent.context().close();
  await office.context().close();
});
