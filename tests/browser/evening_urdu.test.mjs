// In Urdu a parent's pages and mails are mirrored, and what is written in Latin letters and digits still reads from the left.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Abroad, fits, names, root } from './abroad.mjs';
import { finger } from './hands.mjs';
import { textsOf } from './known_data.mjs';
import { phone } from './lodge.mjs';
import { Tongue } from './tongue.mjs';

let abroad;
before(async () => { abroad = await Abroad.open(); });
after(() => abroad?.close());

const urdu = new Tongue('ur');

/// Both languages' pages of one step, the English one first.
async function inBoth(act) {
  for (const tag of ['en', 'ur']) {
    const page = await abroad.arrive(tag, finger);
    await act(page, tag);
    await abroad.giveAllBack(page);
    await page.context().close();
  }
}

/// How far each thing's two sides are from where the line begins and where it ends, in whole pixels.
function places(page, things) {
  return page.evaluate((things) => Object.fromEntries(things.map((what) => {
    const box = document.querySelector(what).getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const rtl = document.documentElement.dir === 'rtl';
    const [left, right] = [Math.round(box.left), Math.round(width - box.right)];
    return [what, { begins: rtl ? right : left, ends: rtl ? left : right }];
  })), things);
}

/// Whatever is Latin words, digits or an address in this page, as drawn: what does not read from the left.
function readsBackwards(page) {
  return page.evaluate(() => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement.checkVisibility() || node.parentElement.closest('option, .unseen, script, style')) continue;
      for (const run of node.textContent.matchAll(/[\p{Script=Latin}\d][\p{Script=Latin}\d'’@:/.+\- \u202f]*[\p{Script=Latin}\d]/gu)) {
        const at = (index) => {
          const range = document.createRange();
          range.setStart(node, index);
          range.setEnd(node, index + 1);
          return range.getBoundingClientRect();
        };
        const drawn = [...run[0]].map((letter, i) => [letter, at(run.index + i)]).filter(([letter, box]) => letter.trim() && box.width);
        const oneLine = drawn.every(([, box]) => Math.abs(box.top - drawn[0][1].top) < 4);
        if (oneLine && drawn.some(([, box], i) => i > 0 && box.left < drawn[i - 1][1].left - 0.5)) found.push(run[0]);
      }
    }
    return found;
  });
}

const steps = {
  async choose(page) {
    await page.goto(`${abroad.evening}?more=1`);
    return ['h1', 'fieldset.child h3 bdi', 'label.see input', 'label.see small', 'select[name^=from-]', '.actions button'];
  },
  async times(page) {
    await page.goto(`${abroad.evening}?more=1`);
    await abroad.choose(page, finger, 'hand');
    await page.locator('section.teacher').first().waitFor();
    return ['h1', 'section.teacher h2', '.slot', '.slot input', '.book-bar button'];
  },
  async basket(page) {
    await page.goto(`${abroad.evening}?more=1`);
    await abroad.choose(page, finger, 'find');
    await page.locator('.held').waitFor();
    return ['h1', '.held', '.stop-row .clock', '.stop-acts', '.book-bar button'];
  },
  async booked(page) {
    await steps.basket(page);
    await page.locator('.book-bar button').click();
    await page.waitForURL(/done=booked/);
    return ['h1', '.note.fine', '.stops .day', '.stop-row .clock', '.stop-acts', '.actions .button'];
  },
};

for (const [name, go] of Object.entries(steps)) {
  test(`${name}: begins where English ends, and what is Latin reads from the left`, async () => {
    const seen = {};
    await inBoth(async (page, tag) => {
      const things = await go(page);
      seen[tag] = await places(page, things);
      assert.deepEqual(await readsBackwards(page), []);
      if (tag === 'ur') {
        assert.deepEqual(await root(page), { lang: 'ur', dir: 'rtl' });
        assert.deepEqual(urdu.leftInEnglish(await textsOf(page)), []);
        await fits(page);
      }
    });
    for (const [what, { begins }] of Object.entries(seen.en)) {
      if (what === 'label.see small') assert.ok(Math.abs(seen.ur[what].ends - seen.en[what].ends) <= 1, what);  // set against the end
      else assert.ok(Math.abs(seen.ur[what].begins - begins) <= 1, `${what}: ${JSON.stringify([seen.en[what], seen.ur[what]])}`);
    }
  });
}

test('the doors: telephone numbers and codes read from the left', async () => {
  const page = await abroad.school.page(undefined, { viewport: phone });
  await page.goto('/');
  const answer = page.waitForEvent('load');
  await page.getByRole('button', { name: names.ur, exact: true }).click();
  await answer;
  for (const door of ['/', '/parents/sign-in', '/parents/letter']) {
    await page.goto(door);
    assert.deepEqual(await readsBackwards(page), [], door);
  }
  assert.equal(await page.locator('#code').evaluate((field) => getComputedStyle(field).direction), 'ltr');
  await page.context().close();
});

test('a mail stands at the right, and what is Latin in it reads from the left', async () => {
  const page = await abroad.arrive('ur', finger);
  const before = abroad.mailbox.mails(abroad.school.parent.email).length;
  await steps.booked(page);
  const mail = await abroad.mailbox.next(abroad.school.parent.email, before);
  await abroad.reader.setContent(mail.html);
  assert.deepEqual(await root(abroad.reader), { lang: 'ur', dir: 'rtl' });
  assert.deepEqual(await readsBackwards(abroad.reader), []);
  assert.deepEqual(urdu.leftInEnglish([mail.subject, ...mail.text.split('\n')]), []);
  await abroad.giveAllBack(page);
  await page.context().close();
});
