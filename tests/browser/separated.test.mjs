// Parents who live apart each book for their child and learn nothing of each other: no page, redirect, head, file, answer of
// the API, calendar, letter or mail names the other household, and with the other's times taken by a stranger instead every
// page is the same to the letter.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { openEvening } from './an_evening.mjs';
import { Visit, separated, without } from './households.mjs';
import { School, phone } from './lodge.mjs';
import { Mailbox } from './mailbox.mjs';

const kId = /[0-9a-hjkmnp-tv-z]{26}/g;
const options = { viewport: phone };

/// A school and what happens in it: the mother, and somebody else who is faster — the father, or a stranger.
class Story {
  static async begin(prepare) {
    const story = new Story();
    story.mailbox = await Mailbox.open();
    story.school = await School.open(story.mailbox.settings, prepare);
    story.evening = await openEvening(story.school);
    story.office = await story.school.page('office');
    return story;
  }

  /// The office notes on the family's card that its parents go separate ways.
  async separate({ child, mother }) {
    await this.office.goto(`/admin/families?q=${encodeURIComponent(`${mother.first_name} ${mother.surname}`)}`);
    await this.office.locator('main ul.list a').first().click();
    const card = this.office.locator('section', { has: this.office.getByRole('heading', { name: `${child.first_name} ${child.surname}` }) });
    await card.getByLabel('Who may book').selectOption('separate');
    await card.getByRole('button', { name: 'Save' }).click();
    await this.office.waitForURL(/done=rule/);
  }

  visit(contact) { return Visit.begin(this.school, this.office, contact, options); }

  async choose(visit, how, teachers) {
    await visit.page.goto(`${this.evening}?more=1`);
    for (const box of await visit.page.locator('input[name=see]:checked').all()) await box.uncheck();
    for (const nth of teachers) await visit.page.locator('fieldset.child li').nth(nth).locator('input').check();
    await visit.page.locator(`button[name=how][value=${how}]`).click();
    await visit.page.locator(how === 'find' ? '.held' : 'section.teacher').first().waitFor();
  }

  async pick(visit, picks) {
    for (const [nth, slot] of picks.entries()) await visit.page.locator('section.teacher').nth(nth).locator('.slot').nth(slot).locator('input').check();
  }

  async send(visit, done) {
    await visit.page.locator('.book-bar button').first().click();
    await visit.page.waitForURL(done);
  }

  /// Two teachers, by hand.
  async isFaster(visit) {
    await this.choose(visit, 'hand', [0, 1]);
    await this.pick(visit, [1, 5]);
    await this.send(visit, /done=booked/);
  }

  /// She sees what is taken, loses a time while she looks, takes the nearest, has times found, changes, gives back, undoes.
  async goThrough(mother, other) {
    const { page } = mother;
    const seen = [];
    const look = async (name) => seen.push([name, await page.content()]);
    await page.goto('/parents');
    await look('children');
    await page.goto('/parents/evenings');
    await page.goto(`${this.evening}?more=1`);
    await look('whom to see');
    await this.choose(mother, 'hand', [0, 1]);
    await look('times');
    await this.choose(other, 'hand', [2]);
    await this.pick(other, [9]);
    await this.send(other, /done=booked/);
    await this.choose(mother, 'hand', [2, 3]);
    await look('times, more taken');
    await this.pick(mother, [6, 13]);
    await this.choose(other, 'hand', [3]);
    await this.pick(other, [13]);
    await this.send(other, /done=booked/);
    await this.send(mother, /basket/);
    await look('one time went');
    await page.locator('.instead button').first().click();
    await page.waitForURL(/basket$/);
    await look('the nearest is held');
    await this.send(mother, /done=booked/);
    await look('booked');
    await this.choose(mother, 'find', [0, 1]);
    await look('times found');
    await this.send(mother, /done=booked/);
    await page.locator('.stop-acts a').first().click();
    await page.locator('form#times').waitFor();
    await look('another time');
    await page.locator('form#times input[type=radio]').last().check();
    await this.send(mother, /done=changed/);
    await look('changed');
    await page.locator('.stop-acts form button').first().click();
    await page.waitForURL(/done=cancelled/);
    await look('given back');
    await page.goto(`${this.evening}/booked`);
    await look('what is left');
    return seen;
  }

  /// Files, feed and API, as the mother has them.
  async files(mother) {
    const api = this.evening.replace('/parents/', '/api/v1/');
    const seen = [];
    for (const path of [`${this.evening}/appointments.ics`, '/api/v1/evenings', `${api}/slots`, `${api}/appointments`]) {
      seen.push([path, (await mother.fetch(path)).body]);
    }
    await mother.page.locator('#calendar summary').click();
    await mother.page.locator('form[action="/parents/calendar/make"] button').click();
    seen.push(['feed', (await mother.fetch(await mother.page.locator('#feed').inputValue())).body]);
    return seen;
  }

  household(contact) {
    const admin = this.evening.replace('/parents/', '/admin/');
    return this.office.goto(`${admin}/letters?find=${encodeURIComponent(contact.first_name)}`)
      .then(() => this.office.locator('ul.list li', { hasText: `${contact.first_name} ${contact.surname}` }).locator('a').first().getAttribute('href'))
      .then((href) => href.split('/').at(-1));
  }

  async close() {
    await this.school?.close();
    this.mailbox?.close();
  }
}

let family, together, alone;
before(async () => {
  together = await Story.begin();
  family = separated(together.school);
  alone = await Story.begin((school) => without(school, family.father));
});
after(async () => {
  await together?.close();
  await alone?.close();
});

/// Everything by which the other could be known.
async function marksOf(story, visit, contact, surnameTells) {
  const marks = [visit.name, contact.email, visit.id, await story.household(contact)];
  return surnameTells ? [...marks, contact.surname] : marks;
}

function pagesOf(pdf) {
  return execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8', maxBuffer: 1 << 26 }).split('\f');
}

/// An answer of the API without its ids, in an order that does not hang on them.
function plainList(json) {
  const items = JSON.parse(json).items.map((one) => JSON.stringify({ ...one, opens_at: '' }).replace(kId, ''));  // each school's opened an hour before it was made
  return items.sort().join('\n');
}

/// The page without what differs between any two schools or minutes: ids (each by its first place), tokens, addresses, clock.
function plain(html, story) {
  const ids = new Map();
  return html.replace(/(?<=id=")s(?=[0-9a-z]{52}\.)/g, 's ').replaceAll(story.school.base, 'BASE').replaceAll(String(story.school.port), 'PORT')
    .replace(/name="form_token" value="[^"]*"/g, 'TOKEN').replace(/(Held for you until )[^.]*/g, '$1')
    .replace(/DTSTAMP:\S+|LAST-MODIFIED:\S+/g, 'STAMP').replace(/\/parents\/calendar\/[\w.-]+/g, 'FEED')
    .replace(/"(created_at|changed_at)":"[^"]*"/g, '$1')
    .replace(kId, (id) => ids.get(id) ?? ids.set(id, `id${ids.size}`).get(id));
}

test('each books, and neither is told anything of the other', async () => {
  for (const story of [together, alone]) await story.separate(family);
  const father = await together.visit(family.father);
  const mother = await together.visit(family.mother);
  await together.isFaster(father);
  const pages = await together.goThrough(mother, father);
  const files = await together.files(mother);
  // The father looks again, now that she has booked, tries her times, and asks for his files.
  await father.page.goto(`${together.evening}?more=1`);
  await together.choose(father, 'hand', [4]);
  await together.choose(father, 'find', [5]);
  await together.send(father, /done=booked/);
  await together.files(father);

  const marks = { mother: await marksOf(together, mother, family.mother, false), father: await marksOf(together, father, family.father, family.surnameTells) };
  for (const [visit, other] of [[mother, marks.father], [father, marks.mother]]) {
    const heard = await visit.heard();
    assert.ok(heard.length > 20);
    for (const mark of other) assert.deepEqual(heard.filter((words) => words.includes(mark)).map((words) => words.split('\n')[0]), [], `${visit.name} is told ${mark}`);
    assert.ok(heard.some((words) => words.includes(visit.id) || words.includes(visit.name)), 'the search finds what is there');
  }

  for (const [own, other] of [['mother', 'father'], ['father', 'mother']]) {
    await together.mailbox.next(family[own].email, 1);
    const mails = together.mailbox.mails(family[own].email);
    for (const mail of mails) {
      const whole = JSON.stringify(mail);
      assert.deepEqual(marks[other].filter((mark) => whole.includes(mark)), [], mail.subject);
      assert.deepEqual(mail.to, [family[own].email]);
    }
  }

  const admin = together.evening.replace('/parents/', '/admin/');
  await together.office.goto(`${admin}/letters`);
  const pdf = (path, fields) => together.office.evaluate(async ({ path, fields }) => {
    const token = document.querySelector('input[name=form_token]').value;
    const answer = await fetch(path, fields && { method: 'POST', body: new URLSearchParams({ form_token: token, ...fields }) });
    return Array.from(new Uint8Array(await answer.arrayBuffer()));
  }, { path, fields });
  const letters = await pdf(`${admin}/letters`, { whom: '', language: 'en' }), slips = await pdf(`${admin}/slips.pdf`);
  for (const [what, file] of [['letters', letters], ['slips', slips]]) {
    const sheets = pagesOf(Buffer.from(file));
    for (const [own, other] of [[mother, father], [father, mother]]) {
      const hers = sheets.filter((sheet) => sheet.includes(own.name));
      assert.ok(hers.length > 0, `${what} of ${own.name}`);
      assert.deepEqual(hers.filter((sheet) => sheet.includes(other.name)), [], what);
    }
  }
  await father.close();
  await mother.close();

  // The same evening in a school without the father, where a stranger takes the times that he took.
  const stranger = await alone.visit(family.stranger);
  const single = await alone.visit(family.mother);
  await alone.isFaster(stranger);
  const elsewhere = [...await alone.goThrough(single, stranger), ...await alone.files(single)];
  for (const [i, [name, words]] of [...pages, ...files].entries()) {
    if (name.startsWith('/api/')) assert.equal(plainList(words), plainList(elsewhere[i][1]), name);
    else assert.equal(plain(words, together), plain(elsewhere[i][1], alone), name);
  }
  await stranger.close();
  await single.close();
});
