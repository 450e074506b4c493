// A teacher books, repeats, changes and gives back a room: on a phone and on a desk, with the keyboard alone, and
// without JavaScript. The school's rule refuses in its own words.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { School, desktop, phone } from './lodge.mjs';
import { soon, tuesday } from './page_steps.mjs';

let school;
before(async () => { school = await School.open(); });
after(async () => { await school?.close(); });

async function chooseFreeCell(page, date, room) {
  await page.goto(`${school.base}/staff/rooms/day/${date}`);
  return page.locator(`td[data-p=AS] a[aria-label*="${room}"]`).first();
}

/// Presses Tab until `what` has the focus.
async function tabTo(page, what, most = 400) {
  const handle = await what.elementHandle();
  for (let i = 0; i < most; ++i) {
    if (await handle.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail('Tab does not reach it');
}

/// Into the grid by Tab, to the cell by the arrow keys.
async function arrowTo(page, what) {
  await tabTo(page, page.locator('table.grid a[tabindex="0"]').first());
  const handle = await what.elementHandle();
  for (let i = 0; i < 200; ++i) {
    const key = await handle.evaluate((target) => {
      const here = document.activeElement;
      if (here === target) return null;
      const rows = target.closest('tr').rowIndex - here.closest('tr').rowIndex;
      if (rows !== 0) return rows > 0 ? 'ArrowDown' : 'ArrowUp';
      return target.closest('td').cellIndex > here.closest('td, th').cellIndex ? 'ArrowRight' : 'ArrowLeft';
    });
    if (key === null) return;
    await page.keyboard.press(key);
  }
  assert.fail('the arrow keys do not reach it');
}

const byMouse = { take: (page, what) => what.click(), press: (page, what) => what.click(), type: (page, what, text) => what.fill(text) };
const byKeyboard = {
  async take(page, what) {
    await arrowTo(page, what);
    await page.keyboard.press('Enter');
  },
  async press(page, what) {
    await tabTo(page, what);
    const tick = await what.evaluate((element) => element.type === 'checkbox' || element.type === 'radio');
    await page.keyboard.press(tick ? 'Space' : 'Enter');
  },
  async type(page, what, text) {
    await tabTo(page, what);
    await page.keyboard.press('Control+A');
    await page.keyboard.type(text);
  },
};

async function bookChangeAndGiveBack(page, hand, date, room) {
  await hand.take(page, await chooseFreeCell(page, date, room));
  await page.waitForURL(/\/staff\/rooms\/book/);
  await hand.type(page, page.getByLabel('What is it for?'), 'Chess club');
  await hand.press(page, page.getByRole('button', { name: 'Book this room' }).last());
  await page.waitForURL(/\/staff\/rooms\/bookings\/\w+/);
  await page.getByText('Booked.').waitFor();
  await page.getByText('Chess club').first().waitFor();

  await hand.press(page, page.getByRole('link', { name: 'Change' }));
  await page.waitForURL(/edit/);
  await hand.type(page, page.getByLabel('What is it for?'), 'Chess tournament');
  await hand.press(page, page.locator('main form button[type=submit]').last());
  await page.waitForURL((url) => !url.pathname.endsWith('/edit'));
  await page.getByText('Chess tournament').first().waitFor();

  await hand.press(page, page.getByRole('link', { name: 'Give it back' }));
  await page.waitForURL(/cancel/);
  await hand.press(page, page.locator('main form button[type=submit]').last());
  await page.waitForURL((url) => !url.pathname.endsWith('/cancel'));
  await page.goto(`${school.base}/staff/rooms/day/${date}`);
  await page.locator(`td[data-p=AS] a[aria-label*="${room}"]`).first().waitFor({ state: 'attached' });
}

test('a teacher books, changes and gives back a room at 1280 px', async () => {
  await bookChangeAndGiveBack(await school.page('teacher'), byMouse, tuesday(school, 0), 'M01');
});

test('a teacher books, changes and gives back a room at 360 px', async () => {
  await bookChangeAndGiveBack(await school.page('teacher', { viewport: phone }), byMouse, tuesday(school, 0), 'M02');
});

test('a teacher books, changes and gives back a room without JavaScript', async () => {
  await bookChangeAndGiveBack(await school.page('teacher', { javaScriptEnabled: false }), byMouse, tuesday(school, 0), 'M03');
});

test('a teacher books, changes and gives back a room with the keyboard alone', async () => {
  await bookChangeAndGiveBack(await school.page('teacher'), byKeyboard, tuesday(school, 0), 'M04');
});

test('a teacher books, changes and gives back a room at 360 px with the keyboard alone', async () => {
  await bookChangeAndGiveBack(await school.page('teacher', { viewport: phone }), byKeyboard, tuesday(school, 0), 'M05');
});

async function repeatWeekly(page, hand, date, room) {
  await hand.take(page, await chooseFreeCell(page, date, room));
  await page.waitForURL(/\/staff\/rooms\/book/);
  await hand.type(page, page.getByLabel('What is it for?'), 'Orchestra');
  await hand.press(page, page.getByLabel('Every week'));
  await hand.press(page, page.getByRole('button', { name: 'Book this room' }).last());
}

for (const [how, room, hand, options] of [
  ['at 1280 px', 'M06', byMouse, {}], ['at 360 px', 'M07', byMouse, { viewport: phone }], ['without JavaScript', 'M08', byMouse, { javaScriptEnabled: false }],
  ['with the keyboard alone', 'H02', byKeyboard, {}], ['at 360 px with the keyboard alone', 'H03', byKeyboard, { viewport: phone }],
]) {
  test(`a repeated booking shows every clash before anything is written ${how}`, async () => {
    const page = await school.page('teacher', options);
    await (await chooseFreeCell(page, tuesday(school, 1), room)).click();
    await page.getByLabel('What is it for?').fill('In the way');
    await page.getByRole('button', { name: 'Book this room' }).last().click();
    await page.getByText('Booked.').waitFor();

    await repeatWeekly(page, hand, tuesday(school, 0), room);
    await page.getByRole('heading', { name: 'Some dates are taken' }).waitFor();
    assert.match(new URL(page.url()).pathname, /\/book$/, 'nothing may be booked before the clash was decided on');
    await page.locator('main').getByText(/booked|taken|lesson/i).first().waitFor();
    await hand.press(page, page.getByRole('button', { name: 'Book these dates' }));
    await page.waitForURL(/\/staff\/rooms\/bookings/);
    await page.getByText('Orchestra').first().waitFor();
  });
}

test('the rule refuses in the words of the school', async () => {
  const page = await school.page('teacher');
  await page.goto(`${school.base}/staff/rooms/book?room=Hall&date=${soon(school)}&period=AS`);
  await page.getByLabel('What is it for?').fill('Assembly');
  await page.getByRole('button', { name: 'Book this room' }).last().click();
  await page.getByText('so that it can be set out. Please ask the office.').waitFor();
  assert.equal(await page.getByLabel('What is it for?').inputValue(), 'Assembly');
});

test('the arrow keys move in the grid', async () => {
  const page = await school.page('teacher', { viewport: desktop });
  await page.goto(`${school.base}/staff/rooms/day/${tuesday(school, 0)}`);
  const links = page.locator('table.grid td a');
  await links.first().focus();
  const began = await page.evaluate(() => document.activeElement.getAttribute('href'));
  await page.keyboard.press('ArrowDown');
  const below = await page.evaluate(() => document.activeElement.getAttribute('href'));
  assert.notEqual(below, began);
});

test('clock times and the last date are asked for only when they matter, without JavaScript too', async () => {
  const page = await school.page('teacher', { javaScriptEnabled: false });
  await page.goto('/staff/rooms/book');
  await page.getByLabel('From').waitFor({ state: 'hidden' });
  await page.getByLabel('Period').selectOption('');
  await page.getByLabel('From').waitFor();
  await page.getByLabel('Until').waitFor({ state: 'hidden' });
  await page.getByLabel('Every week').check();
  await page.getByLabel('Until').waitFor();
});
