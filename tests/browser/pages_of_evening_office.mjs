// The office's pages of parents' evenings, on the evening that the demo school has.
import { send } from './page_steps.mjs';

const to = (path) => (made) => `${made.officeEvening}${path}`;
const office = (name, route, path) => ({ name, as: 'office', route: `GET /admin/evenings/{evening}${route}`, go: to(path ?? route) });

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
  office('a further date', '/dates/new'),
  { name: 'a date', as: 'office', route: 'GET /admin/evenings/{evening}/dates/{date}', go: (made) => made.eveningDate },
  { name: 'a desk', as: 'office', route: 'GET /admin/evenings/{evening}/desks/{desk}', go: (made) => made.desk },
  { name: 'a teacher cannot come', as: 'office', route: 'GET /admin/evenings/{evening}/desks/{desk}/away', go: (made) => `${made.desk}/away` },
  {
    name: 'whom it touches', as: 'office', route: 'POST /admin/evenings/{evening}/shift',
    open: (page, made) => send(page, `${made.officeEvening}/shift`, { minutes: '15' }),
  },
  office('families against times', '/preflight'),
  office('what may no longer stand', '/doubtful'),
  office('publish', '/publish'),
  office('call it off', '/cancel'),
  office('everything later', '/shift'),
  office('online', '/online'),
  office('the same again', '/copy'),
  office('the preference round', '/allocation'),
];

/// The demo's evening, and one of its dates and desks.
export async function findEvening(school, made) {
  const page = await school.page('office');
  const path = async (address, selector) => {
    await page.goto(address);
    return new URL(await page.locator(selector).first().evaluate((link) => link.href)).pathname;
  };
  made.officeEvening = await path('/admin/evenings', 'main ul.list a');
  made.eveningDate = await path(made.officeEvening, 'main dl a[href*="/dates/"]:not([href$="/new"])');
  made.desk = await path(`${made.officeEvening}/teachers`, 'main tbody th a');
  made.words.push('Years 7 to 9 parents\' evening', 'Last year\'s parents\' evening');
  await page.context().close();
}
