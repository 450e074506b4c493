// The pages on which a family books at a parents' evening.
import { bookSomebodyElse, giveBack, openEvening, parentPage, teacherOf } from './an_evening.mjs';
import { at, enter, send, speakAsAsked } from './page_steps.mjs';

async function to(page, made, path, evening = made.evening) {
  await send(page, '/parents/letter', { code: made.school.parent.letter_code }, 'form[action="/parents/letter"]');
  await speakAsAsked(page);
  await at(page, evening + path);
}

/// Ticks the first teachers who have a time, and goes on.
async function choose(page, made, button, count = 2) {
  await to(page, made, '?more=1');
  await tick(page, button, count);
}

async function tick(page, button, count) {
  for (let i = 0; i < count; ++i) await page.locator('input[name=see]').nth(i).check();
  await Promise.all([page.waitForEvent('load'), page.locator(`button[name=how][value=${button}]`).click()]);
}

/// The page on which the one appointment takes another time.
async function another(page, made) {
  await to(page, made, '/booked');
  await page.locator('.stop-acts a').first().click();
  await page.waitForURL(/appointments/);
}

async function asksToBeTold(page, made) {
  await to(page, made, '?more=1');
  const whom = await page.locator('input[name=see]').first().inputValue();
  await at(page, `${made.evening}/waiting?whom=${whom}`);
}

export const familyPages = [
  { name: 'family, whom to see', route: 'GET /parents/evenings/{evening}', open: (page, made) => to(page, made, '?more=1') },
  { name: 'family, nobody ticked', route: 'POST /parents/evenings/{evening}/find', open: (page, made) => choose(page, made, 'find', 0) },
  { name: 'family, times by hand', route: 'GET /parents/evenings/{evening}/times', open: (page, made) => choose(page, made, 'hand') },
  { name: 'family, times held', route: 'GET /parents/evenings/{evening}/basket', open: (page, made) => choose(page, made, 'find') },
  { name: 'family, what it needs', route: 'GET /parents/evenings/{evening}/needs', open: (page, made) => to(page, made, '/needs') },
  {
    name: 'family, what it needs, in too many words', route: 'POST /parents/evenings/{evening}/needs', open: async (page, made) => {
      await to(page, made, '/needs');
      await enter(page, { with_whom: 'x'.repeat(500) }, 'form[action$="/needs"]');
    },
  },
  {
    name: 'family, somebody chose other times', open: async (page, made) => {
      await choose(page, made, 'find', 1);
      const other = await page.context().newPage();
      await at(other, made.evening + '?more=1');
      await tick(other, 'find', 2);
      await other.close();
      await enter(page, {}, 'form:has(.book-bar)');
    },
  },
  {
    name: 'family, two times at once', route: 'POST /parents/evenings/{evening}/book', open: async (page, made) => {
      await choose(page, made, 'hand');
      for (const teacher of await page.locator('section.teacher').all()) await teacher.locator('input[type=radio]').last().check();
      await enter(page, {}, 'form:has(.book-bar)');
    },
  },
  {
    name: 'family, a message is too long', open: async (page, made) => {
      await choose(page, made, 'find');
      await page.locator('textarea').first().evaluate((note) => { note.closest('details').open = true; note.removeAttribute('maxlength'); note.value = 'ab '.repeat(400); });
      await enter(page, {}, 'form:has(.book-bar)');
    },
  },
  {
    name: 'family, asked for a number to ring', open: async (page, made) => {
      await to(page, made, '?more=1', made.rung);
      await tick(page, 'find', 1);
      await enter(page, { telephone: 'my mobile' }, 'form:has(.book-bar)');
    },
  },
  { name: 'family, booked by telephone', open: (page, made) => to(page, made, '/booked', made.rung) },
  { name: 'family, booked', route: 'GET /parents/evenings/{evening}/booked', open: (page, made) => to(page, made, '/booked?done=booked') },
  { name: 'family, another time', route: 'GET /parents/evenings/{evening}/appointments/{booking}', open: another },
  {
    name: 'family, another time, none chosen', route: 'POST /parents/evenings/{evening}/appointments/{booking}', open: async (page, made) => {
      await another(page, made);
      const times = await page.locator('form#times input[type=radio]').first().getAttribute('name');
      await enter(page, { [times]: null }, 'form#times');
    },
  },
  {
    name: 'family, too late to give back (409)', route: 'POST /parents/evenings/{evening}/appointments/{booking}/cancel', open: async (page, made) => {
      await to(page, made, '/booked');
      await page.locator('form[action$="/cancel"]').first().evaluate((form, action) => form.setAttribute('action', action), made.tooLate);
      await enter(page, {}, `form[action="${made.tooLate}"]`);
    },
  },
  { name: 'family, waits for nobody', route: 'GET /parents/evenings/{evening}/waiting', open: (page, made) => to(page, made, '/waiting') },
  { name: 'family, asks to be told', open: asksToBeTold },
  { name: 'family, in line and offered a time', open: (page, made) => to(page, made, '/waiting', made.full) },
  { name: 'family, a teacher is full', open: (page, made) => to(page, made, '?more=1', made.full) },
  {
    name: 'family, no need to be in line (409)', route: 'POST /parents/evenings/{evening}/waiting', open: async (page, made) => {
      await asksToBeTold(page, made);
      await enter(page, { whom: made.bookedWhom, act: 'join' }, 'form[action$="/waiting"]');
    },
  },
  { name: 'families in line, one was offered a time', as: 'office', route: 'GET /admin/evenings/{evening}/waiting', go: (made) => `${made.full.replace('/parents/', '/admin/')}/waiting` },
  { name: 'families against times, some in line', as: 'office', go: (made) => `${made.full.replace('/parents/', '/admin/')}/preflight` },
  { name: 'family, no round of wishes', route: 'GET /parents/evenings/{evening}/wishes', open: (page, made) => to(page, made, '/wishes') },
];

export const familyElsewhere = [
  'GET /parents/evenings', 'GET /parents/evenings/{evening}/appointments.ics', 'GET /parents/calendar/{token}',
];

export const familyPosted = [
  'POST /parents/evenings/{evening}/hold', 'POST /parents/calendar/make', 'POST /parents/calendar/stop',  // on to another page
];

/// One appointment with the first teacher; answers with whom, as forms name it. `number`: where the teacher rings.
async function bookOne(parent, evening, number) {
  await parent.goto(`${evening}?more=1`);
  const see = parent.locator('input[name=see]').first();
  await see.check();
  const whom = await see.inputValue();
  await parent.locator('button[name=how][value=find]').click();
  if (number) await parent.locator('#telephone').fill(number);
  await parent.locator('.book-bar button').click();
  await parent.waitForURL(/done=booked/);
  return whom;
}

/// An evening whose teachers have one time each: the family is offered one of these, and in line for another.
async function makeFull(school, made, parent, office) {
  made.full = await openEvening(school, 'Evening that is full', 21, { from: '20:00', to: '20:10' });
  await parent.goto(`${made.full}?more=1`);
  const admin = made.full.replace('/parents/', '/admin/');
  const cards = [], teachers = new Set();
  for (const see of await parent.locator('label.see').all()) {
    const teacher = await teacherOf(see);
    if (cards.length === 2 || teachers.has(teacher)) continue;  // of two children with one teacher, one is enough
    teachers.add(teacher);
    cards.push([await see.locator('input').inputValue(), await bookSomebodyElse(school, office, admin, teacher)]);
  }
  for (const [whom] of cards) {
    await parent.goto(`${made.full}/waiting?whom=${whom}`);
    await parent.locator('button[value=join]').click();
    await parent.waitForURL(/done=joined/);
  }
  await giveBack(office, cards[0][1]);
}

/// What the pages stand on, made once a school.
export async function makeFamilies(school, made) {
  made.evening = await openEvening(school);
  const late = await openEvening(school, 'Evening of this week', 5);
  const [parent, office] = [await parentPage(school), await school.page('office')];
  made.bookedWhom = await bookOne(parent, made.evening);
  await bookOne(parent, late);
  made.tooLate = await parent.locator('form[action$="/cancel"]').getAttribute('action');
  made.rung = await openEvening(school, 'Evening by telephone', 22, { from: '20:00', to: '22:00', mode: 'telephone' });
  await bookOne(parent, made.rung, '01632 960 123');
  const stages = `${late.replace('/parents/', '/admin/')}/stages`;
  await send(office, stages, { change_until: '10080' }, `form[action="${stages}"]`);
  await makeFull(school, made, parent, office);
  for (const page of [parent, office]) await page.context().close();
  const { child, name } = school.parent;
  made.words.push('Autumn parents\' evening', 'Evening of this week', 'Evening that is full', 'Evening by telephone', 'my mobile', child, name, ...child.split(' '), school.parent.class);
}
