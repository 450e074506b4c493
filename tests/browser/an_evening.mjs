// A parents' evening that the office sets up on its own pages and that is open, and a parent of the demo school let in.
import { enter, moved, send } from './page_steps.mjs';

const two = (number) => String(number).padStart(2, '0');

/// The clock on the wall of the demo school, `minutes` from now, as <input type=datetime-local> has it.
export function local(minutes) {
  const parts = Object.fromEntries(new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  }).formatToParts(Date.now() + minutes * 60000).map(({ type, value }) => [type, value]));
  return `${parts.year}-${parts.month}-${parts.day}T${two(parts.hour)}:${parts.minute}`;
}

/// The wall's `days`-th day from now. Not so many times 24 hours: some days have 23 or 25.
export const dayFromNow = (days) => moved(local(0).slice(0, 10), days);

/// An evening of all years that is a draft, on the wall's `days`-th day from now; answers its address for the office.
export async function makeEvening(page, title, days, times, opens) {
  await page.goto('/admin/evenings/new');
  await page.locator('#title').fill(title);
  for (const year of await page.locator('input[name=year_group]').all()) await year.check();
  const date = dayFromNow(days);
  await enter(page, { date, slot: '10', opens_at: opens, closes_at: `${date}T12:00`, ...times }, 'form[action="/admin/evenings/new"]');
  return new URL(page.url()).pathname;
}

async function publishEvening(page, ...evening) {
  const made = await makeEvening(page, ...evening);
  await send(page, `${made}/publish`, {}, `form[action="${made}/publish"]`);
  return made;
}

/// For the year group of the demo's parent, two weeks ahead if nothing else is said, booking open since an hour; answers the address that
/// families know. From the 17th day on the demo school has an evening of its own on some day from 4 to 7 pm: what is that far ahead is later.
export async function openEvening(school, title = 'Autumn parents\' evening', days = 14, times = { from: '16:00', to: '19:00' }) {
  const page = await school.page('office');
  const made = await publishEvening(page, title, days, times, local(-60));
  await page.context().close();
  return made.replace('/admin/', '/parents/');
}

/// For openEvening: how many days ahead, and which times, so that its teachers see its night now, which they do from twelve hours before; at
/// hours when nobody teaches, a quarter of an hour from now or later.
export function tonight() {
  const now = local(15).slice(0, 10) === dayFromNow(0) ? local(15).slice(11) : '24:00';
  const [days, from, to] = now < '05:00' ? [0, '06:00', '07:50'] : now < '16:00' ? [0, '16:00', '19:00'] : now < '22:00' ? [0, '22:00', '23:50'] : [1, '06:00', '07:50'];
  return [days, { from, to, closes_at: `${dayFromNow(days)}T${from}` }];
}

/// With a preference round that is open since an hour, at a time when nobody teaches; booking opens the day before. Answers its address for families.
export async function openRound(school, title, days, times = { from: '20:00', to: '22:00' }) {
  const page = await school.page('office');
  const made = await publishEvening(page, title, days, times, local((days - 1) * 1440));
  await send(page, `${made}/stages`, { wishes_from: local(-60), wishes_until: local(600) }, `form[action="${made}/stages"]`);
  await page.context().close();
  return made.replace('/admin/', '/parents/');
}

/// Puts a desk of the evening into that room, which somebody else has for an hour once the evening is over.
export async function takeRoomAfter(school, page, { desk, date, room }) {
  await page.goto(date);
  const day = await page.locator('#date').inputValue(), to = await page.locator('#to').inputValue();
  const summer = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: 'numeric', hourCycle: 'h23' }).format(new Date(`${day}T12:00:00Z`)) === '13';
  const starts = new Date(Date.parse(`${day}T${to}:00Z`) - (summer ? 3600000 : 0));
  const at = (minutes) => new Date(starts.getTime() + minutes * 60000).toISOString().replace('.000', '');
  await school.api('office', 'POST', '/api/v1/bookings', { room, starts: at(0), ends: at(60), purpose: 'Choir' });
  await page.goto(desk);
  const choice = await page.locator('select[name=room] option', { hasText: room }).first().getAttribute('value');
  await enter(page, { room: choice, sure: 'yes' });
}

/// Of a form that is folded child by child: all of it is seen.
export async function unfold(page) {
  for (const folded = page.locator('details.child:not([open]) > summary'); await folded.count();) await folded.first().click();
}

/// A family names its first `count` teachers in order, as many as there are.
export async function sendWishes(page, evening, count, needs = {}) {
  await page.goto(`${evening}/wishes`);
  await unfold(page);
  const places = page.locator('select[name^=wish-]');
  for (let i = 0; i < Math.min(count, await places.count()); ++i) await places.nth(i).selectOption(String(i + 1));
  const folded = page.locator('details.more:not([open]) > summary');
  if (Object.keys(needs).length && await folded.count()) await folded.click();
  for (const [name, value] of Object.entries(needs)) {
    const field = page.locator(`[name=${name}]`);
    await (value === true ? field.check() : field.fill(value));
  }
  await page.locator('main form[action$="/wishes"] button[type=submit]').click();
  await page.waitForURL(/done=sent/);
}

/// The office closes the round and has it worked out.
export async function workOut(page, evening) {
  const allocation = `${evening.replace('/parents/', '/admin/')}/allocation`;
  await page.goto(allocation);
  await page.getByRole('button', { name: 'Close it now' }).click();
  await page.getByRole('button', { name: 'Close the round' }).click();
  await page.getByRole('button', { name: 'Book these appointments' }).waitFor();  // the page looks again by itself
  return allocation;
}

export async function giveOut(page) {
  await page.getByRole('button', { name: 'Book these appointments' }).click();
  await page.getByText('Every family has its message').waitFor();
}

/// Books another family than the demo's parent's with that teacher ("Mr Lowther, English"), on its card; answers the card's address.
export async function bookSomebodyElse(school, office, admin, teacher) {
  await office.goto(`${admin}/letters`);
  const cards = await office.locator('ul.list a[href*="/families/"]').evaluateAll((links) => links.map((link) => link.href));
  for (const card of cards) {
    await office.goto(card);
    if ((await office.locator('main').textContent()).includes(school.parent.child)) continue;
    const field = office.getByLabel(teacher, { exact: true });
    if (!await field.count()) continue;
    await field.first().selectOption('any');
    await Promise.all([office.waitForEvent('load'), office.getByRole('button', { name: 'Book', exact: true }).click()]);
    if (await office.getByText('Booked.').count()) return card;
  }
  throw new Error(`nobody else can have ${teacher}`);
}

/// What the office knows a teacher of the page "whom to see" by.
export async function teacherOf(see) {
  return (await see.locator('.grow bdi').allTextContents()).join(', ');
}

/// The office gives back the first appointment on a family's card.
export async function giveBack(office, card) {
  await office.goto(card);
  await office.getByRole('button', { name: /^Cancel/ }).first().click();
  await office.getByText('Cancelled.').waitFor();
}

/// Lets the demo's parent in by the letter.
export async function parentPage(school, options = {}) {
  const page = await school.page(undefined, options);
  await page.goto(`/parents/letter?code=${school.parent.letter_code}`);
  await page.locator('form[action="/parents/letter"] button[type=submit]').click();
  await page.waitForURL((url) => !url.pathname.startsWith('/parents/letter'));
  return page;
}
