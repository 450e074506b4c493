// A parent's own language: chosen before signing in and kept after; Urdu runs from the right and mirrors the page; none
// scrolls sideways on a small phone.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { School, desktop, phone } from './lodge.mjs';
import { enter, send } from './page_steps.mjs';

const names = { en: 'English', cy: 'Cymraeg', pl: 'Polski', ur: 'اردو' };
const doors = ['/', '/parents/sign-in', '/parents/letter'];

let school;
before(async () => { school = await School.open(); });
after(async () => { await school?.close(); });

/// A parent's phone, on which this language was chosen at the door.
async function speaking(tag) {
  const page = await school.page(null, { viewport: phone });
  await page.goto('/');
  if (tag !== 'en') await chosen(page, tag);
  return page;
}

async function chosen(page, tag) {
  const answer = page.waitForEvent('load');
  await page.getByRole('button', { name: names[tag], exact: true }).click();
  await answer;
}

async function signedIn(tag) {
  const page = await speaking(tag);
  await send(page, '/parents/letter', { code: school.parent.letter_code }, 'form[action="/parents/letter"]');
  return page;
}

const root = (page) => page.evaluate(() => ({ lang: document.documentElement.lang, dir: document.documentElement.dir }));

/// How far a thing is from the left and from the right of the page, in whole pixels.
function fromSides(page, what) {
  return page.locator(what).first().evaluate((one) => {
    const box = one.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    return { left: Math.round(box.left), right: Math.round(width - box.right) };
  });
}

async function fits(page) {
  for (const width of [320, 360]) {
    await page.setViewportSize({ width, height: phone.height });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(over <= 0, `${page.url()} scrolls sideways by ${over} px at ${width} px`);
  }
  await page.setViewportSize(phone);
}

for (const [tag, dir] of [['cy', 'ltr'], ['pl', 'ltr'], ['ur', 'rtl']]) {
  describe(names[tag], () => {
    test('is chosen before signing in, and kept after', async () => {
      const page = await signedIn(tag);
      assert.deepEqual(await root(page), { lang: tag, dir });
      await page.context().clearCookies({ name: /language/ });
      await page.goto('/parents');
      assert.deepEqual(await root(page), { lang: tag, dir });
      await page.context().close();
    });

    test('is left again for English', async () => {
      const page = await signedIn(tag);
      await page.goto('/parents');
      await chosen(page, 'en');
      assert.deepEqual(await root(page), { lang: 'en', dir: 'ltr' });
      await page.context().close();
    });

    test('fits a small phone at every door', async () => {
      const page = await speaking(tag);
      for (const door of doors) {
        await page.goto(door);
        assert.deepEqual(await root(page), { lang: tag, dir });
        await fits(page);
      }
      await enter(page, { code: '0000000000' }, 'form[action="/parents/letter"]');
      assert.ok(await page.locator('.wrong').count() > 0);
      await fits(page);
      await page.context().close();
    });

    test('fits a small phone once inside', async () => {
      const page = await signedIn(tag);
      for (const inside of ['/parents', '/parents/evenings']) {
        await page.goto(inside);
        await fits(page);
      }
      await page.context().close();
    });
  });
}

test('in Urdu everything begins where it ends in English: at the right', async () => {
  const [english, urdu] = [await speaking('en'), await speaking('ur')];
  for (const page of [english, urdu]) await page.goto('/parents/sign-in');
  for (const what of ['.brand', 'h1', 'main label', 'main input[name=parent]', 'main .hint']) {
    const [from, to] = [await fromSides(english, what), await fromSides(urdu, what)];
    assert.ok(Math.abs(from.left - to.right) <= 1, `${what}: ${JSON.stringify([from, to])}`);
  }
  assert.equal(await urdu.locator('h1').evaluate((one) => getComputedStyle(one).direction), 'rtl');
  for (const page of [english, urdu]) await page.context().close();
});

test('in Urdu the names of a list stand at the right, and what they bear at the left', async () => {
  const page = await signedIn('ur');
  await page.setViewportSize(desktop);
  await page.goto('/parents');
  const strong = await fromSides(page, 'ul.list li strong');
  const pill = await fromSides(page, 'ul.list li .pill');
  assert.ok(strong.right < strong.left, JSON.stringify(strong));
  assert.ok(pill.left < strong.left, JSON.stringify([pill, strong]));
  assert.equal(await page.locator('.who summary span').evaluate((one) => getComputedStyle(one).direction), 'ltr', 'a name in Latin letters');
  await page.context().close();
});
