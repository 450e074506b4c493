// The screen in the hall follows an arrival at the door and a teacher who runs late, and keeps what it last showed when
// the network is gone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openEvening, tonight } from './an_evening.mjs';
import { School } from './lodge.mjs';
import { makeNight } from './pages_of_the_night.mjs';

let school, night;
before(async () => {
  school = await School.open();
  const made = { evening: await openEvening(school, 'Evening of tonight', ...tonight()) };
  await makeNight(school, made);
  night = made.night;
});
after(async () => { await school?.close(); });

test('the screen follows an arrival, a teacher who runs late, and survives a lost network', async () => {
  const hall = await school.page();
  await hall.goto(night.hall);
  const board = hall.locator('[data-part=board]');
  assert.ok(!(await board.textContent()).includes(night.child), 'it shows nobody\'s name');

  const office = await school.page('office');
  await office.goto(`${night.admin}/door`);
  await office.locator('#name').fill(night.child);
  await office.getByRole('button', { name: 'Find' }).click();
  await office.getByRole('button', { name: 'They have arrived' }).first().click();
  await office.getByText('They are here').first().waitFor();
  await board.getByText('is here').first().waitFor({ state: 'attached' });

  const teacher = await school.page('teacher');
  await teacher.goto(night.staff);
  await teacher.getByRole('button', { name: 'Running late: 5 minutes more' }).click();
  await board.getByText('5 minutes late').first().waitFor({ state: 'attached' });

  const shown = await board.textContent();
  await hall.context().setOffline(true);
  await hall.locator('.hall-stale').waitFor();
  assert.match(await hall.locator('.hall-stale').textContent(), /No connection/);
  assert.equal(await board.textContent(), shown);
  await hall.context().setOffline(false);
  await hall.locator('.hall-stale').waitFor({ state: 'hidden' });
});

test('without JavaScript the screen turns its pages by itself', async () => {
  const hall = await school.page(undefined, { javaScriptEnabled: false });
  await hall.goto(night.hall);
  assert.match(await hall.content(), /<meta http-equiv="refresh"/);
  assert.ok(await hall.locator('table.hall-board:not([hidden])').isVisible());
});
