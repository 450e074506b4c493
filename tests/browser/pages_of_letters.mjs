// What the office prints and sends for an evening, and a family's card.
import { send } from './page_steps.mjs';

const office = (made) => made.evening.replace('/parents/', '/admin/');
const letters = (query = '') => (made) => `${office(made)}/letters${query}`;

async function card(page, made) {
  await page.goto(letters(`?find=${encodeURIComponent(made.school.parent.child)}`)(made));
  const address = await page.locator('ul.list a[href*="/families/"]').first().getAttribute('href');
  await page.goto(address);
  return address;
}

export const letterPages = [
  { name: 'letters and families', as: 'office', route: 'GET /admin/evenings/{evening}/letters', go: letters() },
  { name: 'letters, nobody of that name', as: 'office', go: letters('?find=qqqq') },
  { name: 'a family\'s card', as: 'office', route: 'GET /admin/evenings/{evening}/families/{household}', open: card },
  {
    name: 'a family\'s card, a letter for it', as: 'office',
    open: async (page, made) => {
      await card(page, made);
      await page.locator('details:has(form[action$="/letters"]) summary').press('Enter');
      await page.locator('form[action$="/letters"] select[name=language]').selectOption('cy');
    },
  },
  {
    name: 'a family\'s card, nobody chosen', as: 'office', route: 'POST /admin/evenings/{evening}/families/{household}',
    open: async (page, made) => {
      const address = await card(page, made);
      await send(page, address, {}, `form[action="${address}"]`);
    },
  },
];

export const letterElsewhere = [
  'GET /admin/evenings/{evening}/slips.pdf', 'GET /admin/evenings/{evening}/lists.pdf', 'GET /admin/evenings/{evening}/interpreters.pdf', 'GET /admin/evenings/{evening}/dates/{date}/pack.pdf',
];
