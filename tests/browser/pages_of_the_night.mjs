// The pages of a parents' evening's night: the teacher's list, the screen in the hall, the door, and what is counted after.
import { send } from './page_steps.mjs';

export const nightPages = [
  { name: 'my evenings', as: 'teacher', route: 'GET /staff/evenings', go: '/staff/evenings' },
  { name: 'my evenings, none yet', as: 'stranger', go: '/staff/evenings' },
  { name: 'my evening', as: 'teacher', route: 'GET /staff/evenings/{evening}', go: (made) => made.night.staff },
  { name: 'my evening, no such', as: 'teacher', go: '/staff/evenings/none' },
  { name: 'requests', as: 'teacher', route: 'GET /staff/evenings/{evening}/requests', go: (made) => `${made.night.staff}/requests` },
  { name: 'book for a family', as: 'teacher', route: 'GET /staff/evenings/{evening}/book', go: (made) => made.night.book },
  { name: 'book for a family, no time chosen', as: 'teacher', route: 'POST /staff/evenings/{evening}/book', open: (page, made) => send(page, made.night.book, {}) },
  { name: 'screens in the hall', as: 'office', route: 'GET /admin/evenings/{evening}/displays', go: (made) => `${made.night.admin}/displays` },
  { name: 'the screen in the hall', route: 'GET /display/evenings/{token}', go: (made) => made.night.hall },
  { name: 'the door', as: 'office', route: 'GET /admin/evenings/{evening}/door', go: (made) => `${made.night.admin}/door` },
  { name: 'the door, a family', as: 'office', go: (made) => `${made.night.admin}/door?name=${made.night.child}` },
  { name: 'the door, nobody of that name', as: 'office', go: (made) => `${made.night.admin}/door?name=nobodyatall` },
  { name: 'how it went', as: 'office', route: 'GET /admin/evenings/{evening}/after', go: (made) => `${made.night.admin}/after` },
];

export const nightElsewhere = ['GET /staff/evenings/{evening}/list.pdf', 'GET /admin/evenings/{evening}/after.csv', 'GET /admin/evenings/{evening}/figures.csv', 'GET /admin/evenings/{evening}/not_seen.csv'];

export const nightPosted = [
  'POST /staff/evenings/{evening}/late', 'POST /staff/evenings/{evening}/attendance', 'POST /staff/evenings/{evening}/requests',
  'POST /admin/evenings/{evening}/displays', 'POST /admin/evenings/{evening}/displays/{display}/remove', 'POST /admin/evenings/{evening}/door',
];

/// The address of a new screen of that evening, which the office puts up in the hall.
export async function makeScreen(office, admin) {
  await office.goto(`${admin}/displays`);
  await office.locator('#name').fill('Main hall');
  await office.locator('form[data-once] button').click();
  return { hall: await office.locator('a.wrap').getAttribute('href') };
}

/// The open evening, at which the demo's teacher now has a family, and a screen in the hall.
export async function makeNight(school, made) {
  const admin = made.evening.replace('/parents/', '/admin/');
  const staff = admin.replace('/admin/', '/staff/');
  const teacher = await school.page('teacher');
  await teacher.goto(staff);
  const links = teacher.getByRole('link', { name: 'Book for them' });
  const child = (await teacher.locator('li', { has: links.first() }).first().locator('strong').textContent()).split(' ')[0];
  await links.first().click();
  await teacher.locator('input[name=slot]').first().check();
  await teacher.locator('main form button[type=submit]').click();
  await teacher.waitForURL(/done=booked/);
  const book = await links.first().getAttribute('href');
  await teacher.context().close();
  const office = await school.page('office');
  const { hall } = await makeScreen(office, admin);
  await office.context().close();
  made.words?.push(hall);
  Object.assign(made, { night: { admin, staff, child, book, hall } });
}
