// Families, as the office sees them, and parents who did not get in.
import { separated } from './households.mjs';
import { enter, send } from './page_steps.mjs';

const named = (made) => `/admin/families?q=${encodeURIComponent(made.school.parent.child)}`;

async function card(page, made, rest = '') {
  await page.goto(named(made));
  const address = await page.locator('main a[href^="/admin/families/"]').first().getAttribute('href');
  await page.goto(address + rest);
}

/// The address of the card of whom the office finds by this name.
async function cardOf(page, name) {
  await page.goto(`/admin/families?q=${encodeURIComponent(name)}`);
  return page.locator('main a[href^="/admin/families/"]', { hasText: name }).first().getAttribute('href');
}

export const familyOfficePages = [
  { name: 'families', as: 'office', route: 'GET /admin/families', go: '/admin/families' },
  { name: 'families, of that name', as: 'office', go: named },
  { name: 'families, nobody of that name', as: 'office', go: '/admin/families?q=qqqq' },
  { name: 'a contact\'s card', as: 'office', route: 'GET /admin/families/{contact}', open: (page, made) => card(page, made) },
  {
    name: 'a code for the telephone', as: 'office', route: 'POST /admin/families/{contact}/let-in', open: async (page, made) => {
      await card(page, made);
      await enter(page, {}, 'form[action$="/let-in"]');
    },
  },
  {
    name: 'who may book, and what that changes', as: 'office', route: 'POST /admin/families/{contact}/rule', open: async (page, made) => {
      await card(page, made);
      await enter(page, { rule: 'none' }, `section:has(h2:has-text("${made.school.parent.child}")) form`);
    },
  },
  {
    name: 'one household of two', as: 'office', route: 'GET /admin/families/{contact}/join', open: async (page, made) => {
      await card(page, made);
      await page.goto(await page.locator('main a[href*="/join?"]').first().getAttribute('href'));
    },
  },
  { name: 'a household of its own, what goes along', as: 'office', route: 'GET /admin/families/{contact}/split', go: (made) => `${made.joined}/split` },
  { name: 'a household of its own, what that changes', as: 'office', route: 'POST /admin/families/{contact}/split', open: (page, made) => send(page, `${made.joined}/split`, {}) },
  { name: 'two who have appointments at one time (409)', as: 'office', route: 'POST /admin/families/{contact}/join', open: (page, made) => send(page, made.clashing, {}) },
  { name: 'messages that did not arrive', as: 'office', route: 'GET /admin/messages', go: '/admin/messages' },
  { name: 'parents who did not get in', as: 'office', route: 'GET /admin/parents/attempts', go: '/admin/parents/attempts' },
];

export const familyOfficePosted = [
  'POST /admin/parents/attempts/{attempt}/done', 'POST /admin/messages/again', 'POST /admin/messages/{message}/again', 'POST /admin/messages/{message}/off',
];

const nameOf = (contact) => `${contact.first_name} ${contact.surname}`;

/// The office books for that contact's household with the nth teacher who has a time, on its card at an evening.
async function bookFor(page, evening, contact, nth) {
  await page.goto(`${evening.replace('/parents/', '/admin/')}/letters?find=${encodeURIComponent(nameOf(contact))}`);
  await page.locator('ul.list li', { hasText: contact.surname }).locator('a[href*="/families/"]').first().click();
  await page.locator('select:has(option[value=any])').nth(nth).selectOption('any');
  await page.getByRole('button', { name: 'Book', exact: true }).click();
  await page.getByText('Booked.').waitFor();
}

/// The address of the preview in which the father joins the mother.
async function joining(page, { mother, father }) {
  await page.goto(await cardOf(page, nameOf(mother)));
  return page.locator('li', { hasText: nameOf(father) }).locator('a[href*="/join?"]').first().getAttribute('href');
}

/// Two parents who are one household and have an appointment, and two of whom each has one at the same time.
export async function makeFamilyOffice(school, made) {
  const page = await school.page('office');
  const [together, apart] = [separated(school), separated(school, 1)];
  await send(page, await joining(page, together), {});
  made.joined = await cardOf(page, nameOf(together.mother));
  await bookFor(page, made.evening, together.mother, 0);
  await bookFor(page, made.full, apart.mother, 0);
  await bookFor(page, made.full, apart.father, 1);
  made.clashing = await joining(page, apart);
  await page.context().close();
}
