// A parents' evening that the office sets up on its own pages and that is open, and a parent of the demo school let in.
import { enter, send } from './page_steps.mjs';

const two = (number) => String(number).padStart(2, '0');

/// The clock on the wall of the demo school, `minutes` from now, as <input type=datetime-local> has it.
function local(minutes) {
  const parts = Object.fromEntries(new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  }).formatToParts(Date.now() + minutes * 60000).map(({ type, value }) => [type, value]));
  return `${parts.year}-${parts.month}-${parts.day}T${two(parts.hour)}:${parts.minute}`;
}

/// For the year group of the demo's parent, two weeks ahead, booking open since an hour; answers the address that families know.
export async function openEvening(school, title = 'Autumn parents\' evening') {
  const page = await school.page('office');
  await page.goto('/admin/evenings/new');
  await page.locator('#title').fill(title);
  for (const year of await page.locator('input[name=year_group]').all()) await year.check();
  const date = local(14 * 1440).slice(0, 10);
  await enter(page, { date, from: '16:00', to: '19:00', slot: '10', opens_at: local(-60), closes_at: `${date}T12:00` }, 'form[action="/admin/evenings/new"]');
  const made = new URL(page.url()).pathname;
  await send(page, `${made}/publish`, {}, `form[action="${made}/publish"]`);
  await page.context().close();
  return made.replace('/admin/', '/parents/');
}

/// Lets the demo's parent in by the letter.
export async function parentPage(school, options = {}) {
  const page = await school.page(undefined, options);
  await page.goto(`/parents/letter?code=${school.parent.letter_code}`);
  await page.locator('form[action="/parents/letter"] button[type=submit]').click();
  await page.waitForURL((url) => !url.pathname.startsWith('/parents/letter'));
  return page;
}
