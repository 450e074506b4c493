// The pages on which a family books at a parents' evening.
import { openEvening } from './an_evening.mjs';
import { at, send, speakAsAsked } from './page_steps.mjs';

async function to(page, made, path) {
  await send(page, '/parents/letter', { code: made.school.parent.letter_code }, 'form[action="/parents/letter"]');
  await speakAsAsked(page);
  await at(page, made.evening + path);
}

/// Ticks the first teachers who have a time, and goes on.
async function choose(page, made, button, count = 2) {
  await to(page, made, '?more=1');
  for (let i = 0; i < count; ++i) await page.locator('input[name=see]').nth(i).check();
  await Promise.all([page.waitForEvent('load'), page.locator(`button[name=how][value=${button}]`).click()]);
}

/// One appointment, made once.
async function booked(page, made, path) {
  if (!made.familyHasOne) {
    await choose(page, made, 'find', 1);
    await Promise.all([page.waitForEvent('load'), page.locator('.book-bar button').click()]);
    made.familyHasOne = true;
  }
  await to(page, made, path);
}

export const familyPages = [
  { name: 'family, whom to see', route: 'GET /parents/evenings/{evening}', open: (page, made) => to(page, made, '?more=1') },
  { name: 'family, nobody ticked', route: 'POST /parents/evenings/{evening}/find', open: (page, made) => choose(page, made, 'find', 0) },
  { name: 'family, times by hand', route: 'GET /parents/evenings/{evening}/times', open: (page, made) => choose(page, made, 'hand') },
  { name: 'family, times held', route: 'GET /parents/evenings/{evening}/basket', open: (page, made) => choose(page, made, 'find') },
  { name: 'family, booked', route: 'GET /parents/evenings/{evening}/booked', open: (page, made) => booked(page, made, '/booked?done=booked') },
  {
    name: 'family, another time', route: 'GET /parents/evenings/{evening}/appointments/{booking}', open: async (page, made) => {
      await booked(page, made, '/booked');
      await page.locator('.stop-acts a').first().click();
      await page.waitForURL(/appointments/);
    },
  },
  { name: 'family, waits for nobody', route: 'GET /parents/evenings/{evening}/waiting', open: (page, made) => to(page, made, '/waiting') },
  {
    name: 'family, asks to be told', open: async (page, made) => {
      await to(page, made, '?more=1');
      const whom = await page.locator('input[name=see]').first().getAttribute('value');
      await at(page, `${made.evening}/waiting?whom=${whom}`);
    },
  },
  { name: 'family, no round of wishes', route: 'GET /parents/evenings/{evening}/wishes', open: (page, made) => to(page, made, '/wishes') },
];

export const familyElsewhere = [
  'GET /parents/evenings', 'GET /parents/evenings/{evening}/appointments.ics', 'GET /parents/calendar/{token}',
];

/// What the pages stand on, made once a school.
export async function makeFamilies(school, made) {
  made.evening = await openEvening(school);
  const { child, name } = school.parent;
  made.words.push('Autumn parents\' evening', child, name, ...child.split(' '), school.parent.class);
}
