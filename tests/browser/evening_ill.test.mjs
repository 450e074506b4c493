// A teacher falls ill: to another date, to a new one of her own, given back, or a colleague stands in; each family gets one message, and the screen in
// the hall follows, also after it lost the network. And a desk that two teachers share.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openEvening, parentPage } from './an_evening.mjs';
import { idleTeacher } from './households.mjs';
import { School } from './lodge.mjs';
import { Mailbox } from './mailbox.mjs';
import { enter } from './page_steps.mjs';
import { makeScreen } from './pages_of_the_night.mjs';

let school, mailbox, evening, admin, office, hall, parent;
before(async () => {
  mailbox = await Mailbox.open();
  school = await School.open(mailbox.settings);
  evening = await openEvening(school);
  admin = evening.replace('/parents/', '/admin/');
  office = await school.page('office');
  await office.goto(`${admin}/dates/new`);  // a week later, as the form proposes
  await enter(office, {}, `form[action="${admin}/dates/new"]`);
  const { hall: address } = await makeScreen(office, admin);
  hall = await school.page();
  await hall.goto(address);
  parent = await parentPage(school);
});
after(async () => {
  await school?.close();
  mailbox?.close();
});

const board = () => hall.locator('[data-part=board]');
const shows = (words) => board().getByText(words, { exact: true }).first().waitFor({ state: 'attached' });
const showsNoMore = (words) => board().getByText(words, { exact: true }).first().waitFor({ state: 'detached' });

/// Books the nth teacher of the list at the nth time of the first date; answers the teacher's name.
async function book(teacher, slot) {
  await parent.goto(`${evening}?more=1`);
  const box = parent.locator('label.see', { has: parent.locator('input[name=see]') }).nth(teacher);
  const name = await box.locator('strong').textContent();
  const before = mailbox.mails(school.parent.email).length;
  for (const ticked of await parent.locator('input[name=see]:checked').all()) await ticked.uncheck();
  await box.locator('input').check();
  await parent.locator('button[name=how][value=hand]').click();
  await parent.locator('section.teacher .slots').first().locator('.slot').nth(slot).locator('input').check();
  await parent.locator('.book-bar button').click();
  await parent.waitForURL(/done=booked/);
  await mailbox.next(school.parent.email, before);
  return name;
}

/// What the family sees of its appointment with this teacher.
async function appointment(name) {
  await parent.goto(`${evening}/booked`);
  return parent.locator('.stops > li', { hasText: name });
}

/// Lets the office say that a teacher cannot come on the first date, and what becomes of the appointments.
async function isIll(name, how, colleague, on) {
  await office.goto(`${admin}/teachers`);
  await office.locator('table').first().locator('tr', { hasText: name }).getByRole('link', { name: /^Cannot come/ }).click();
  await office.getByLabel(how).check();
  if (colleague) await office.getByLabel('Colleague', { exact: true }).selectOption({ label: colleague });
  if (on) await office.getByLabel('The other date').selectOption({ label: on });
  await office.getByRole('button', { name: 'Show whom it touches' }).click();
  await office.waitForURL(/away$/);
  await office.locator('h1', { hasText: 'cannot come' }).waitFor();
  const touched = await office.locator('main').innerText();
  assert.ok(touched.includes(school.parent.name), touched);
  await office.getByRole('button', { name: 'Do it and tell them' }).click();
  await office.getByText('Saved.').waitFor();
}

/// The one mail that came of it.
async function onlyMail(act) {
  const before = mailbox.mails(school.parent.email).length;
  await act();
  const mail = await mailbox.next(school.parent.email, before);
  await new Promise((done) => setTimeout(done, 1500));
  assert.equal(mailbox.mails(school.parent.email).length, before + 1, 'one message and no more');
  return mail;
}

test('to another date: one message with the new time, and the screen of the first date leaves the teacher out', async () => {
  const name = await book(0, 3);
  const day = await parent.locator('.stops .day').first().textContent();
  await shows(name);
  const mail = await onlyMail(() => isIll(name, 'They go to another date, with the same teacher'));
  assert.match(mail.subject, /^Changed: your appointments/);
  assert.ok(mail.text.includes(`${name} cannot be there.`) && mail.text.includes('This is how your appointments stand now:'), mail.text);
  await showsNoMore(name);
  const moved = await appointment(name);
  assert.equal(await moved.count(), 1);
  assert.notEqual(await parent.locator('.stops .day').last().textContent(), day);
});

test('given back: one message that says so, with a way to another time', async () => {
  const name = await book(0, 6);
  await shows(name);
  const mail = await onlyMail(() => isIll(name, 'They are given back'));
  assert.ok(mail.text.includes('These appointments cannot take place:') && mail.text.includes('To choose another time:'), mail.text);
  assert.ok(mail.text.includes(evening));
  await showsNoMore(name);
  assert.equal(await (await appointment(name)).count(), 0);
});

test('a colleague stands in: one message, and the screen says who sits there once the network is back', async () => {
  const name = await book(1, 9);  // the first is at the other date only
  const colleague = idleTeacher(school);
  await shows(name);
  await hall.context().setOffline(true);
  await hall.locator('.hall-stale').waitFor();
  const shown = await board().textContent();
  const mail = await onlyMail(() => isIll(name, 'A colleague stands in, at the same times', colleague));
  assert.ok(mail.text.includes(`${colleague} for ${name}`), mail.text);
  assert.match(await hall.locator('.hall-stale').textContent(), /^No connection\. This is how it stood \d+ min ago\.$/);
  assert.equal(await board().textContent(), shown, 'the last state stays');
  await hall.context().setOffline(false);
  await shows(`${colleague} for ${name}`);
  await hall.locator('.hall-stale').waitFor({ state: 'hidden' });
  assert.ok((await (await appointment(name)).textContent()).includes(`${colleague} for ${name}`));
});

test('to a new date of her own: nobody else sits on it, and one message names the day', async () => {
  const name = await book(1, 15);
  const mail = await onlyMail(() => isIll(name, 'They go to another date, with the same teacher', undefined, 'A new date, for this teacher alone'));
  assert.ok(mail.text.includes(`${name} cannot be there.`), mail.text);
  const tables = office.locator('main table');
  assert.equal(await tables.count(), 3, 'a third date');
  assert.equal(await tables.last().locator('tbody tr').count(), 1);
  assert.ok((await tables.last().textContent()).includes(name));
  const day = (await office.locator('main h2').last().textContent()).split(',')[0].replace(/ \d{4}$/, '');
  assert.ok(mail.text.includes(day), `${day} in ${mail.text}`);
  assert.equal(await (await appointment(name)).count(), 1);
});

test('two teachers at one desk: the screen names both, and a time with one is taken with the other', async () => {
  await parent.goto(`${evening}?more=1`);
  const free = parent.locator('label.see', { has: parent.locator('input[name=see]') });
  const [one, other] = [await free.nth(1).locator('strong').textContent(), await free.nth(2).locator('strong').textContent()];
  await office.goto(`${admin}/teachers`);
  await office.locator('table').first().locator('tr', { hasText: one }).locator('th a').click();
  await office.getByLabel('A teacher who sits here too').selectOption({ label: other });
  await office.getByRole('button', { name: 'Save' }).click();
  await office.getByText('Saved.').waitFor();
  await shows(`${one}, ${other}`);
  assert.equal(await book(1, 12), one);
  await parent.goto(`${evening}?more=1`);
  await parent.locator('label.see', { hasText: other }).locator('input').first().check();
  await parent.locator('button[name=how][value=hand]').click();
  const slot = parent.locator('section.teacher .slots').first().locator('.slot').nth(12);
  assert.equal(await slot.locator('input').count(), 0, 'nobody can have it');
  assert.ok((await slot.textContent()).includes('you see'), await slot.textContent());
});
