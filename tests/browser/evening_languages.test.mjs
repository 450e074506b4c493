// A parent of two children books at 360 px in Polish: by hand and by "find me times", with a finger and by the keyboard alone,
// with JavaScript and without; no page and no mail on the way has a word of English. In Urdu the same pages are mirrored, and
// what is written in Latin letters and digits still reads from the left.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openEvening } from './an_evening.mjs';
import { finger, keyboard } from './hands.mjs';
import { textsOf } from './known_data.mjs';
import { School, phone } from './lodge.mjs';
import { Mailbox } from './mailbox.mjs';
import { Tongue } from './tongue.mjs';

const names = { en: 'English', pl: 'Polski', ur: 'اردو' };
let school, mailbox, evening, reader;
before(async () => {
  mailbox = await Mailbox.open();
  school = await School.open(mailbox.settings);
  evening = await openEvening(school);
  reader = await school.page(undefined, { viewport: phone });  // shows mails
});
after(async () => {
  await school?.close();
  mailbox?.close();
});

/// The demo's parent, who chose a language at the first page and came in by the letter.
async function arrive(tag, hand, options = {}) {
  const page = await school.page(undefined, { viewport: phone, ...options });
  await page.goto('/');
  if (tag !== 'en') {
    const answer = page.waitForEvent('load');
    await hand.press(page, page.getByRole('button', { name: names[tag], exact: true }));
    await answer;
  }
  await page.goto(`/parents/letter?code=${school.parent.letter_code}`);
  await hand.press(page, page.locator('form[action="/parents/letter"] button[type=submit]'));
  await page.waitForURL((url) => url.pathname === '/parents');
  return page;
}

const root = (page) => page.evaluate(() => ({ lang: document.documentElement.lang, dir: document.documentElement.dir }));

async function fits(page) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(over <= 0, `${page.url()} scrolls sideways by ${over} px`);
}

/// The first teacher of each child who has a time.
function oneOfEachChild(page) {
  return [0, 1].map((child) => page.locator('fieldset.child').nth(child).locator('input[name=see]').first());
}

/// Ticks whom to see and presses the button that says so ("find" or "hand").
async function choose(page, hand, how) {
  for (const box of await page.locator('input[name=see]:checked').all()) await box.uncheck();  // asked for by a teacher
  for (const box of oneOfEachChild(page)) await hand.tick(page, box);
  await hand.press(page, page.locator(`button[name=how][value=${how}]`));
}

async function giveAllBack(page, told = async () => {}) {
  await page.goto(`${evening}/booked`);
  for (let left = await page.locator('.stops > li').count(); left > 0; --left) {
    await page.locator('.stop-acts form button').first().click();
    await page.waitForURL(/done=cancelled/);
    await page.locator('.stops > li').nth(left - 1).waitFor({ state: 'detached' });
    await told();
  }
}

describe('in Polish', () => {
  const polish = new Tongue('pl');

  async function isPolish(page) {
    assert.deepEqual(await root(page), { lang: 'pl', dir: 'ltr' });
    assert.deepEqual(polish.leftInEnglish(await textsOf(page)), [], page.url());
    await fits(page);
  }

  /// The next mail says in Polish, to eyes and to a screen reader, what has just been done.
  async function isTold(than, subject) {
    const mail = await mailbox.next(school.parent.email, than);
    assert.ok(mail.subject.startsWith(polish.say(subject).replace('{evening}', '')), mail.subject);
    assert.deepEqual(polish.leftInEnglish(mail.text.split('\n')), []);
    await reader.setContent(mail.html);
    await isPolish(reader);
  }

  const ways = {
    async 'find me times'(page, hand, look) {
      await choose(page, hand, 'find');
      await page.locator('.held').waitFor();
      assert.ok((await page.locator('.held').textContent()).startsWith(polish.say('Held for you until {until}. Not booked yet.').split('{')[0]));
      await look(page);
      await hand.press(page, page.locator('.book-bar button'));
    },
    async 'by hand'(page, hand, look) {
      await choose(page, hand, 'hand');
      const teachers = page.locator('section.teacher');
      await teachers.first().waitFor();
      await look(page);
      await hand.pick(page, teachers.nth(0).locator('input[type=radio]').nth(1));
      await hand.pick(page, teachers.nth(1).locator('input[type=radio]').nth(6));
      await hand.press(page, page.getByRole('button', { name: polish.say('Book these times') }));
    },
  };

  async function booksAndChanges(way, hand, options) {
    const page = await arrive('pl', hand, options);
    await isPolish(page);
    let mails = mailbox.mails(school.parent.email).length;
    const isToldNext = async (subject) => { await isTold(mails, subject); mails += 1; };
    const isDone = async (words, subject) => {
      await page.locator('.note.fine').waitFor();
      assert.ok((await page.locator('.note.fine').textContent()).includes(polish.say(words)));
      await isPolish(page);
      await isToldNext(subject);
    };

    await page.goto(`${evening}?more=1`);
    await isPolish(page);
    await ways[way](page, hand, isPolish);
    await page.waitForURL(/done=booked/);
    await isDone('Booked.', 'Your appointments: {evening}');
    assert.equal(await page.locator('.stops > li').count(), 2);

    await hand.press(page, page.locator('.stop-acts a').first());
    await page.locator('form#times').waitFor();
    await isPolish(page);
    await hand.pick(page, page.locator('form#times input[type=radio]').last());
    await hand.press(page, page.getByRole('button', { name: polish.say('Move it to this time') }));
    await page.waitForURL(/done=changed/);
    await isDone('Changed.', 'Changed: your appointments, {evening}');

    await hand.press(page, page.locator('.stop-acts form button').first());
    await page.waitForURL(/done=cancelled/);
    await isDone('Given back.', 'Cancelled: your appointments, {evening}');
    assert.equal(await page.locator('.stops > li').count(), 1);

    await hand.press(page, page.getByRole('button', { name: polish.say('Undo: book it again') }));
    await page.waitForURL(/done=booked/);
    await isDone('Booked.', 'Your appointments: {evening}');
    await giveAllBack(page, () => isToldNext('Cancelled: your appointments, {evening}'));
    await isPolish(page);
    await page.context().close();
  }

  for (const way of Object.keys(ways)) {
    for (const [by, hand] of [['a finger', finger], ['the keyboard alone', keyboard]]) {
      for (const javaScriptEnabled of [true, false]) {
        test(`${way}, with ${by}, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => booksAndChanges(way, hand, { javaScriptEnabled }));
      }
    }
  }
});

describe('in Urdu', () => {
  const urdu = new Tongue('ur');

  /// Both languages' pages of one step, the English one first.
  async function inBoth(act) {
    for (const tag of ['en', 'ur']) {
      const page = await arrive(tag, finger);
      await act(page, tag);
      await giveAllBack(page);
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
      await page.goto(`${evening}?more=1`);
      return ['h1', 'fieldset.child h3 bdi', 'label.see input', 'label.see small', 'select[name^=from-]', '.actions button'];
    },
    async times(page) {
      await page.goto(`${evening}?more=1`);
      await choose(page, finger, 'hand');
      await page.locator('section.teacher').first().waitFor();
      return ['h1', 'section.teacher h2', '.slot', '.slot input', '.book-bar button'];
    },
    async basket(page) {
      await page.goto(`${evening}?more=1`);
      await choose(page, finger, 'find');
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
    const page = await school.page(undefined, { viewport: phone });
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
    const page = await arrive('ur', finger);
    const before = mailbox.mails(school.parent.email).length;
    await steps.booked(page);
    const mail = await mailbox.next(school.parent.email, before);
    await reader.setContent(mail.html);
    assert.deepEqual(await root(reader), { lang: 'ur', dir: 'rtl' });
    assert.deepEqual(await readsBackwards(reader), []);
    assert.deepEqual(urdu.leftInEnglish([mail.subject, ...mail.text.split('\n')]), []);
    await giveAllBack(page);
    await page.context().close();
  });
});
