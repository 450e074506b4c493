// A parent of two at 360 px in Polish, with a finger and by the keyboard alone, with JavaScript and without: in by the printed
// letter, booked by hand and by "find me times", in line for a teacher who is full, and through a preference round; no page and
// no mail on the way has a word of English.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Abroad, Listener, doors } from './abroad.mjs';
import { bookSomebodyElse, giveBack, giveOut, openEvening, openRound, sendWishes, teacherOf, workOut } from './an_evening.mjs';
import { finger, keyboard } from './hands.mjs';

let abroad, polish;
before(async () => {
  abroad = await Abroad.open();
  polish = new Listener(abroad, 'pl');
});
after(() => abroad?.close());

const hands = [['a finger', finger], ['the keyboard alone', keyboard]];

/// Each way of working a page, with JavaScript and without.
function everyWay(name, walk) {
  for (const [by, hand] of hands) {
    for (const javaScriptEnabled of [true, false]) {
      test(`${name}, with ${by}, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => walk(hand, { javaScriptEnabled }));
    }
  }
}

const isPolish = (page) => polish.hears(page);
const mails = () => abroad.mailbox.mails(abroad.school.parent.email).length;

describe('gets in by', () => {
  for (const door of Object.keys(doors)) {
    everyWay(door, async (hand, options) => {
      const page = await abroad.arrive('pl', hand, options, door, isPolish);
      await isPolish(page);
      await page.context().close();
    });
  }

  test('no letter at all: a wrong code is told so', async () => {
    const page = await abroad.arrive('pl', finger);
    await page.context().clearCookies({ name: '__Host-lodge' });
    await page.goto('/parents/letter?code=0000000000');
    await page.locator('form[action="/parents/letter"] button[type=submit]').click();
    await page.locator('.wrong').waitFor();
    await isPolish(page);
    await page.context().close();
  });
});

describe('books', () => {
  const ways = {
    async 'find me times'(page, hand) {
      await abroad.choose(page, hand, 'find');
      await page.locator('.held').waitFor();
      assert.ok((await page.locator('.held').textContent()).startsWith(polish.say('Held for you until {until}. Not booked yet.').split('{')[0]));
      await isPolish(page);
      await hand.press(page, page.locator('.book-bar button'));
    },
    async 'by hand'(page, hand) {
      await abroad.choose(page, hand, 'hand');
      const teachers = page.locator('section.teacher');
      await teachers.first().waitFor();
      await isPolish(page);
      await hand.pick(page, teachers.nth(0).locator('input[type=radio]').nth(1));
      await hand.pick(page, teachers.nth(1).locator('input[type=radio]').nth(6));
      await hand.press(page, page.getByRole('button', { name: polish.say('Book these times') }));
    },
  };

  async function booksAndChanges(way, hand, options) {
    const page = await abroad.arrive('pl', hand, options);
    let before = mails();
    const isToldNext = async (subject) => { await polish.isTold(before, subject); before += 1; };
    const isDone = async (words, subject) => {
      await page.locator('.note.fine').waitFor();
      assert.ok((await page.locator('.note.fine').textContent()).includes(polish.say(words)));
      await isPolish(page);
      await isToldNext(subject);
    };

    await page.goto(`${abroad.evening}?more=1`);
    await isPolish(page);
    await ways[way](page, hand);
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
    await abroad.giveAllBack(page, () => isToldNext('Cancelled: your appointments, {evening}'));
    await isPolish(page);
    await page.context().close();
  }

  for (const way of Object.keys(ways)) everyWay(way, (hand, options) => booksAndChanges(way, hand, options));
});

describe('waits for a teacher who is full', () => {
  let full, office, next = 0;
  before(async () => {  // a week after the other one, at which the teachers sit already; each has one time
    full = await openEvening(abroad.school, 'Wieczór', 21, { from: '20:00', to: '20:10' });
    office = await abroad.school.page('office');
  });

  everyWay('is offered a time and takes it', async (hand, options) => {
    const page = await abroad.arrive('pl', hand, options);
    await page.goto(`${full}?more=1`);
    const see = page.locator('label.see').nth(next++);
    const whom = await see.locator('input').inputValue();
    const card = await bookSomebodyElse(abroad.school, office, full.replace('/parents/', '/admin/'), await teacherOf(see));
    await page.reload();
    await isPolish(page);
    await hand.press(page, page.locator(`a[href$="waiting?whom=${whom}"]`));
    await page.locator('button[value=join]').waitFor();
    await isPolish(page);
    await hand.press(page, page.locator('button[value=join]'));
    await page.waitForURL(/done=joined/);
    await isPolish(page);

    const before = mails();
    await giveBack(office, card);
    await polish.isTold(before, 'A time came free: {evening}');
    await page.goto(`${full}/waiting`);
    await isPolish(page);
    await hand.press(page, page.locator('button[value=take]'));
    await page.waitForURL(/done=booked/);
    await isPolish(page);
    await polish.isTold(before + 1, 'Your appointments: {evening}');
    await abroad.giveAllBack(page, async () => {}, full);
    await page.context().close();
  });
});

describe('takes part in a preference round', () => {
  let round;
  before(async () => { round = await openRound(abroad.school, 'Wieczór życzeń', 20, { from: '20:00', to: '20:20' }); });

  for (const javaScriptEnabled of [true, false]) {
    test(`names its wishes, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async () => {
      const page = await abroad.arrive('pl', finger, { javaScriptEnabled });
      await page.goto(`${round}/wishes`);
      await isPolish(page);
      await sendWishes(page, round, 3, { interpreter: 'ukraiński', step_free: true });
      await isPolish(page);
      await page.goto(round);  // the way back to what was sent
      await isPolish(page);
      await page.context().close();
    });
  }

  test('sees what it got, and why not the rest', async () => {
    const office = await abroad.school.page('office');
    await workOut(office, round);
    const page = await abroad.arrive('pl', finger);
    await page.goto(round);
    await isPolish(page);
    await giveOut(office);
    await page.goto(round);
    await page.waitForURL(/\/booked/);
    await isPolish(page);
    assert.equal(await page.locator('.stops > li').count(), 2);
    assert.equal(await page.locator('main .note li').count(), 1);
    for (const one of [page, office]) await one.context().close();
  });
});
