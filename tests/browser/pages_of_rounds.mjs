// The pages of a preference round: a family's wishes and what it got, and how the office gives the times out.
import { giveOut, openRound, parentPage, sendWishes, unfold, workOut } from './an_evening.mjs';
import { at, send, speakAsAsked } from './page_steps.mjs';

async function family(page, made, path) {
  await send(page, '/parents/letter', { code: made.school.parent.letter_code }, 'form[action="/parents/letter"]');
  await speakAsAsked(page);
  await at(page, path);
}

const office = (name, where, route) => ({ name, as: 'office', route, go: where });
const admin = (evening) => evening.replace('/parents/', '/admin/');

async function onPaper(page, made) {
  await at(page, `${admin(made.round.open)}/letters`);
  const card = await page.locator(`main a[href^="${admin(made.round.open)}/families/"]`).first().getAttribute('href');
  await at(page, `${card}/wishes`);
}

export const roundPages = [
  { name: 'a family\'s wishes, at the office', as: 'office', route: 'GET /admin/evenings/{evening}/families/{household}/wishes', open: onPaper },
  {
    name: 'a family\'s wishes, none entered', as: 'office', route: 'POST /admin/evenings/{evening}/families/{household}/wishes', open: async (page, made) => {
      await onPaper(page, made);
      await Promise.all([page.waitForEvent('load'), page.locator('main form[action$="/wishes"] button').click()]);
    },
  },
  { name: 'family, wishes', open: (page, made) => family(page, made, `${made.round.open}/wishes`) },
  { name: 'family, wishes are sent', open: (page, made) => family(page, made, `${made.round.open}/wishes?done=sent`) },
  {
    name: 'family, nobody is wished for', route: 'POST /parents/evenings/{evening}/wishes', open: async (page, made) => {
      await family(page, made, `${made.round.open}/wishes`);
      await unfold(page);
      for (const place of await page.locator('select[name^=wish-]').all()) await place.selectOption('');
      await Promise.all([page.waitForEvent('load'), page.locator('main form[action$="/wishes"] button').click()]);
    },
  },
  { name: 'family, the round is closed', open: (page, made) => family(page, made, made.round.ready) },
  { name: 'family, what it got and why not the rest', open: (page, made) => family(page, made, `${made.round.given}/booked`) },
  office('the preference round, open', (made) => `${admin(made.round.open)}/allocation`),
  {
    name: 'the preference round, before it is closed', as: 'office', route: 'POST /admin/evenings/{evening}/allocation', open: async (page, made) => {
      await page.goto(`${admin(made.round.open)}/allocation`);
      await Promise.all([page.waitForEvent('load'), page.locator('main button[value=close]').click()]);
    },
  },
  office('the preference round, worked out', (made) => `${admin(made.round.ready)}/allocation`),
  office('the preference round, given out', (made) => `${admin(made.round.given)}/allocation`),
  office('what each family gets', (made) => `${admin(made.round.ready)}/allocation/outcome`, 'GET /admin/evenings/{evening}/allocation/outcome'),
  office('what each family gets, nothing worked out', (made) => `${admin(made.round.open)}/allocation/outcome`),
];

/// Three evenings of one round each: open, worked out, and given out; all before the demo's own evening, which needs the
/// same teachers. Ten minutes are too short for all whom a family names.
export async function makeRounds(school, made) {
  const times = { from: '20:00', to: '20:20' };
  made.round = {
    open: await openRound(school, 'Evening of open wishes', 12),
    ready: await openRound(school, 'Evening worked out', 13, times),
    given: await openRound(school, 'Evening given out', 15, times),
  };
  const parent = await parentPage(school);
  for (const evening of Object.values(made.round)) await sendWishes(parent, evening, 3, { interpreter: 'Polski', step_free: true });
  await parent.context().close();
  const page = await school.page('office');
  await workOut(page, made.round.ready);
  await workOut(page, made.round.given);
  await giveOut(page);
  await page.context().close();
  made.words.push('Evening of open wishes', 'Evening worked out', 'Evening given out', 'Polski');
}
