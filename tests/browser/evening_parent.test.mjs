// A parent on a phone books by "find me times" and by hand, changes, gives back and takes that back: with a finger, with the
// keyboard alone, and without JavaScript. Each page on the way is held to axe in both themes, and to 360 px.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { School, phone } from './lodge.mjs';
import { openEvening, parentPage } from './an_evening.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let school, evening;
before(async () => {
  school = await School.open();
  evening = await openEvening(school);
});
after(async () => { await school?.close(); });

async function isFit(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document));
  assert.deepEqual(found.violations.map((one) => `${one.id}: ${one.nodes[0].html}`), [], page.url());
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(wider <= 0, `${page.url()} is ${wider} px too wide`);
}

/// Presses Tab until `what` has the focus.
async function tabTo(page, what) {
  const handle = await what.elementHandle();
  for (let i = 0; i < 300; ++i) {
    if (await handle.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail('Tab does not reach it');
}

const byFinger = { tick: (page, what) => what.check(), press: (page, what) => what.click() };
const byKeyboard = {
  async tick(page, what) {
    await tabTo(page, what);
    if (!await what.isChecked()) await page.keyboard.press('Space');
  },
  async press(page, what) {
    await tabTo(page, what);
    await page.keyboard.press('Enter');
  },
};

async function giveAllBack(page) {
  await page.goto(`${evening}/booked`);
  for (let button = page.getByRole('button', { name: 'Give back' }).first(); await button.count();) {
    await button.click();
    await page.getByText('Given back.').waitFor();
  }
}

async function findTimes(page, hand, look = async () => {}) {
  await page.goto(`${evening}?more=1`);
  await look();
  const teachers = page.locator('input[name=see]');
  for (let i = 0; i < 3; ++i) await hand.tick(page, teachers.nth(i));
  await hand.press(page, page.getByRole('button', { name: 'Find me times' }));
  await page.getByText('Held for you until').waitFor();
  await look();
  await hand.press(page, page.getByRole('button', { name: /^Book 3 appointments/ }));
  await page.getByText('Booked.').waitFor();
  await look();
  assert.equal(await page.locator('.stops > li').count(), 3);
}

test('a parent finds times and books them at 360 px, and every page is fit in both themes', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const page = await parentPage(school, { viewport: phone, colorScheme });
    await findTimes(page, byFinger, () => isFit(page));
    await page.getByRole('link', { name: /^Change/ }).first().click();
    await page.getByRole('button', { name: 'Move it to this time' }).waitFor();
    await isFit(page);
    await giveAllBack(page);
    await isFit(page);
    await page.context().close();
  }
});

test('by the keyboard alone', async () => {
  const page = await parentPage(school, { viewport: phone });
  await findTimes(page, byKeyboard);
  await giveAllBack(page);
  await page.context().close();
});

for (const javaScriptEnabled of [true, false]) {
  test(`by hand, changed, given back and taken again, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async () => {
    const page = await parentPage(school, { viewport: phone, javaScriptEnabled });
    await page.goto(`${evening}?more=1`);
    for (let i = 0; i < 2; ++i) await page.locator('input[name=see]').nth(i).check();
    await page.getByRole('button', { name: 'Choose each time myself' }).click();
    const teachers = page.locator('section.teacher');
    await teachers.nth(0).locator('input[type=radio]').nth(1).check();
    await teachers.nth(1).locator('input[type=radio]').nth(5).check();
    await page.getByRole('button', { name: 'Book these times' }).click();
    await page.getByText('Booked.').waitFor();
    assert.equal(await page.locator('.stops > li').count(), 2);

    await page.getByRole('link', { name: /^Change/ }).first().click();
    await page.locator('input[type=radio]').last().check();
    await page.getByRole('button', { name: 'Move it to this time' }).click();
    await page.getByText('Changed.').waitFor();

    await page.getByRole('button', { name: 'Give back' }).first().click();
    await page.getByText('Given back.').waitFor();
    assert.equal(await page.locator('.stops > li').count(), 1);
    await page.getByRole('button', { name: 'Undo: book it again' }).click();
    await page.getByText('Booked.').waitFor();
    assert.equal(await page.locator('.stops > li').count(), 2);
    await giveAllBack(page);
    await page.context().close();
  });
}

test('a teacher who rings is given a number, asked for without JavaScript and on a phone', async () => {
  const rung = await openEvening(school, 'Evening by telephone', 16, { from: '16:00', to: '18:00', mode: 'telephone' });
  const page = await parentPage(school, { viewport: phone, javaScriptEnabled: false });
  await page.goto(`${rung}?more=1`);
  await page.locator('input[name=see]').first().check();
  await page.getByRole('button', { name: 'Find me times' }).click();
  await page.getByLabel('On which number can the teacher ring you?').fill('ring me');
  await page.getByRole('button', { name: /^Book 1 appointment/ }).click();
  await page.getByRole('link', { name: /Type the telephone number in digits/ }).waitFor();
  assert.equal(await page.locator('#telephone').inputValue(), 'ring me');
  await page.locator('#telephone').fill('01632 960 123');
  await page.getByRole('button', { name: /^Book 1 appointment/ }).click();
  await page.getByText('By telephone, on 01632 960 123').waitFor();

  await page.goto(`${rung}?more=1`);
  await page.locator('input[name=see]').first().check();
  await page.getByRole('button', { name: 'Choose each time myself' }).click();
  assert.equal(await page.locator('#telephone').inputValue(), '01632 960 123', 'it is asked once');
  await page.context().close();
});

test('the basket is changed and booked by its own form, without JavaScript', async () => {
  const basketed = await openEvening(school, 'Evening from the basket', 18, { from: '20:00', to: '22:00', mode: 'telephone' });
  const page = await parentPage(school, { viewport: phone, javaScriptEnabled: false });
  const stops = page.locator('.stops > li'), note = (nth) => stops.nth(nth).locator('textarea'), number = page.locator('#telephone');
  const notes = () => page.locator('.stops textarea').evaluateAll((all) => all.map((one) => one.value));
  const told = async (nth, words) => {
    await stops.nth(nth).locator('summary').click();
    await note(nth).fill(words);
  };
  await page.goto(`${basketed}?more=1`);
  for (let i = 0; i < 3; ++i) await page.locator('input[name=see]').nth(i).check();
  await page.getByRole('button', { name: 'Find me times' }).click();
  await told(0, 'About the first');
  await told(1, 'About the second');
  await number.fill('01632 960 123');

  const third = await page.getByRole('button', { name: /^Leave out/ }).nth(2).getAttribute('value');
  const desk = (await stops.nth(2).locator('input[name=held]').getAttribute('value')).split('.')[1];
  await page.getByRole('button', { name: /^Leave out/ }).nth(2).click();
  await page.getByRole('button', { name: /^Book 2 appointments/ }).waitFor();
  assert.deepEqual([await note(0).inputValue(), await note(1).inputValue(), await number.inputValue()], ['About the first', 'About the second', '01632 960 123']);

  await page.getByRole('button', { name: /^Change/ }).first().click();
  await page.locator('input[type=radio]:enabled:not(:checked)').last().check();
  await page.getByRole('button', { name: 'Keep this time' }).click();
  assert.deepEqual((await notes()).sort(), ['About the first', 'About the second']);

  // As if somebody had been faster with a time of the third.
  await page.goto(`${basketed}/basket?gone=${third}.${desk}.0.taken`);
  await number.fill('01632 960 321');
  await note(1).fill('Anew');
  await page.locator('.instead button').last().click();
  await page.getByRole('button', { name: /^Book 3 appointments/ }).waitFor();
  assert.ok((await notes()).includes('Anew'));
  assert.equal(await number.inputValue(), '01632 960 321');

  await page.getByRole('button', { name: /^Leave out/ }).last().click();
  await number.fill('ring me');
  await page.getByRole('button', { name: /^Leave out/ }).first().click();
  await page.getByRole('link', { name: /Type the telephone number in digits/ }).waitFor();
  assert.equal(await number.inputValue(), 'ring me');
  await page.getByRole('button', { name: /^Book 1 appointment/ }).waitFor();

  await number.fill('01632 960 123');
  // Enter presses a form's first button; Safari passes over one that is not drawn.
  assert.ok(await page.evaluate(() => [...document.querySelector('form#basket').elements].find((one) => one.type === 'submit').getClientRects().length), 'the button that Enter presses is drawn');
  await number.press('Enter');
  await page.getByText('Booked.').waitFor();
  assert.equal(await stops.count(), 1);
  await page.context().close();
});

test('a private calendar address is made, read and stopped', async () => {
  const page = await parentPage(school, { viewport: phone });
  await findTimes(page, byFinger);
  await page.locator('#calendar summary').click();
  await page.getByRole('button', { name: 'Make a private address' }).click();
  const address = await page.locator('#feed').inputValue();
  const read = await fetch(address);
  assert.match(read.headers.get('content-type'), /text\/calendar/);
  assert.match(await read.text(), /BEGIN:VEVENT/);
  await page.getByRole('button', { name: 'Stop this address' }).click();
  await page.waitForLoadState();
  assert.equal((await fetch(address)).status, 404);
  await giveAllBack(page);
  await page.context().close();
});
