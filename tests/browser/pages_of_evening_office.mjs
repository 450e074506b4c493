// The office's pages of parents' evenings, on the evening that the demo school has.
import { dayFromNow, makeEvening, takeRoomAfter } from './an_evening.mjs';
import { enter, send } from './page_steps.mjs';

const to = (path) => (made) => `${made.officeEvening}${path}`;
const office = (name, route, path) => ({ name, as: 'office', route: `GET /admin/evenings/{evening}${route}`, go: to(path ?? route) });

/// The page that answers the form on `from` (an address, or a function of what was made): a fault, or whom it would touch.
function posted(name, route, from, fields) {
  const last = route.split('/').at(-1);
  const form = last.startsWith('{') ? 'main form' : `form[method=post][action$="/${last}"]`;
  return {
    name, as: 'office', route: `POST /admin/evenings/{evening}${route}`,
    open: (page, made) => send(page, typeof from === 'function' ? from(made) : made.officeEvening + from, fields, form),
  };
}

const kTakenRoom = 'M03';
const date = (made) => made.eveningDate, desk = (made) => made.desk;

export const eveningOfficePages = [
  { name: 'evenings', as: 'office', route: 'GET /admin/evenings', go: '/admin/evenings' },
  { name: 'a new evening', as: 'office', route: 'GET /admin/evenings/new', go: '/admin/evenings/new' },
  {
    name: 'a new evening, nobody is invited', as: 'office', route: 'POST /admin/evenings/new',
    open: (page) => send(page, '/admin/evenings/new', { title: '', date: '2020-01-01' }),
  },
  office('an evening', ''),
  { name: 'an evening, not there', as: 'office', go: '/admin/evenings/none' },
  office('who comes', '/who'),
  office('how booking opens', '/stages'),
  office('families who book early', '/early'),
  office('families who book early, some found', '/early', '/early?find=a'),
  office('families who book early, nobody found', '/early', '/early?find=nobodyatall'),
  office('families in line', '/waiting'),
  office('desks', '/teachers'),
  office('who needs longer', '/lengths'),
  office('interpreters and other needs', '/interpreters'),
  {
    name: 'interpreters, nobody is named', as: 'office', route: 'POST /admin/evenings/{evening}/interpreters',
    open: (page, made) => send(page, `${made.officeEvening}/interpreters`, { languages: '' }, 'form.narrow'),
  },
  office('a further date', '/dates/new'),
  { name: 'a date', as: 'office', route: 'GET /admin/evenings/{evening}/dates/{date}', go: (made) => made.eveningDate },
  { name: 'a desk', as: 'office', route: 'GET /admin/evenings/{evening}/desks/{desk}', go: (made) => made.desk },
  { name: 'a teacher cannot come', as: 'office', route: 'GET /admin/evenings/{evening}/desks/{desk}/away', go: (made) => `${made.desk}/away` },
  posted('whom it touches, and a room that is taken', '/shift', '/shift', { minutes: '15' }),
  posted('nobody comes', '/who', '/who', { year_group: null }),
  posted('booking opens after it closes', '/stages', '/stages', { title: '', closes_at: '2020-01-01T12:00' }),
  posted('a further date, too early', '/dates/new', '/dates/new', { date: '2020-01-01' }),
  posted('a date, too early', '/dates/{date}', date, { date: '2020-01-01' }),
  posted('a date that moves', '/dates/{date}', date, { date: dayFromNow(25) }),
  posted('breaks that fall on appointments', '/dates/{date}/breaks', date, { length: '60' }),
  posted('a date called off', '/dates/{date}/call-off', (made) => made.draftDate, {}),
  { name: 'a date that is called off', as: 'office', route: 'GET /admin/evenings/{evening}/dates/{date}', go: (made) => made.offDate },
  posted('a wider gap, and whom it pinches', '/stages', '/stages', { gap: 'forbid', gap_length: '60' }),
  posted('it moves online, whom it touches', '/online', '/online', { online_link: 'https://meet.school.example/{desk}' }),
  posted('it moves online, no such address', '/online', '/online', { online_link: 'here' }),
  posted('it is called off, whom it touches', '/cancel', '/cancel', {}),
  posted('a desk that somebody else changed', '/desks/{desk}', desk, { version: '0' }),
  posted('a teacher cannot come, whom it touches', '/desks/{desk}/away', (made) => `${made.desk}/away`, { how: 'cancel' }),
  posted('a teacher cannot come, a new date for her', '/desks/{desk}/away', (made) => `${made.desk}/away`, { how: 'date', on: 'new' }),
  posted('a teacher cannot come, a new date that has passed', '/desks/{desk}/away', (made) => `${made.desk}/away`, { how: 'date', on: 'new', date: '2020-01-01' }),
  {
    name: 'all in a room that is taken (409)', as: 'office', route: 'POST /admin/evenings/{evening}/teachers', open: async (page, made) => {
      await page.goto(`${made.officeEvening}/teachers`);
      const room = page.locator('select[name=room]').first();
      await room.selectOption(await room.locator('option', { hasText: kTakenRoom }).first().getAttribute('value'));
      await enter(page, {}, 'form:has(select[name=room])');
    },
  },
  posted('the same again, too early', '/copy', '/copy', { title: '', date: '2020-01-01' }),
  {
    name: 'families who book early, one more', as: 'office', route: 'POST /admin/evenings/{evening}/early', open: async (page, made) => {
      await page.goto(`${made.officeEvening}/early?find=a`);
      await page.locator('input[name=add]').first().check();
      await enter(page, {}, 'form:has(input[name=add])');
    },
  },
  posted('invitations to a draft (409)', '/invite', (made) => `${made.draft}/letters`, {}),
  posted('publish, what is missing', '/publish', (made) => `${made.draft}/publish`, {}),
  office('families against times', '/preflight'),
  office('what may no longer stand', '/doubtful'),
  office('publish', '/publish'),
  office('call it off', '/cancel'),
  office('everything later', '/shift'),
  office('online', '/online'),
  office('the same again', '/copy'),
  office('the preference round', '/allocation'),
];

/// What answers with no page of its own: on to another, a file, or one of the pages above.
export const eveningOfficePosted = [
  'POST /admin/evenings/{evening}/desks/{desk}/back', 'POST /admin/evenings/{evening}/lengths', 'POST /admin/evenings/{evening}/preflight',
  'POST /admin/evenings/{evening}/doubtful', 'POST /admin/evenings/{evening}/waiting',
  'POST /admin/evenings/{evening}/letters', 'POST /admin/evenings/{evening}/families/{household}/length',
  'POST /admin/evenings/{evening}/families/{household}/needs', 'POST /admin/evenings/{evening}/families/{household}/cancel', 'POST /admin/evenings/{evening}/dates/{date}/hold',
  'POST /admin/evenings/{evening}/dates/{date}/remove',
];

/// The demo's evening, one of its dates and desks, a room that somebody has then, and an evening that is a draft.
export async function findEvening(school, made) {
  const page = await school.page('office');
  const path = async (address, selector) => {
    await page.goto(address);
    return new URL(await page.locator(selector).first().evaluate((link) => link.href)).pathname;
  };
  made.officeEvening = await path('/admin/evenings', 'main ul.list a');
  made.eveningDate = await path(made.officeEvening, 'main dl a[href*="/dates/"]:not([href$="/new"])');
  made.desk = await path(`${made.officeEvening}/teachers`, 'main tbody th a');
  const starts = `${await page.goto(made.eveningDate).then(() => page.locator('#date').inputValue())}T17:00:00Z`;
  await school.api('office', 'POST', '/api/v1/bookings', { room: kTakenRoom, starts, ends: starts.replace('17', '18'), purpose: 'In the way' });
  await takeRoomAfter(school, page, { desk: made.desk, date: made.eveningDate, room: 'M05' });
  made.draft = await makeEvening(page, 'Evening not published', 40, { from: '20:00', to: '22:00' }, '');
  for (const days of [41, 42]) await send(page, `${made.draft}/dates/new`, { date: dayFromNow(days) });
  made.draftDate = await path(made.draft, 'main dl a[href*="/dates/"]:not([href$="/new"])');
  await page.goto(made.draft);
  made.offDate = new URL(await page.locator('main dl a[href*="/dates/"]:not([href$="/new"])').last().evaluate((link) => link.href)).pathname;
  await send(page, made.offDate, {}, 'form[action$="/call-off"]');
  await page.getByRole('button', { name: 'Call it off' }).click();
  await page.getByText('Saved.').waitFor();
  made.words.push('Years 7 to 9 parents\' evening', 'Last year\'s parents\' evening', 'Evening not published');
  await page.context().close();
}
