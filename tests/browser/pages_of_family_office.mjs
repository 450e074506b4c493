// Families, as the office sees them, and parents who did not get in.
const named = (made) => `/admin/families?q=${encodeURIComponent(made.school.parent.child)}`;

async function card(page, made, rest = '') {
  await page.goto(named(made));
  const address = await page.locator('main a[href^="/admin/families/"]').first().getAttribute('href');
  await page.goto(address + rest);
}

export const familyOfficePages = [
  { name: 'families', as: 'office', route: 'GET /admin/families', go: '/admin/families' },
  { name: 'families, of that name', as: 'office', go: named },
  { name: 'families, nobody of that name', as: 'office', go: '/admin/families?q=qqqq' },
  { name: 'a contact\'s card', as: 'office', route: 'GET /admin/families/{contact}', open: (page, made) => card(page, made) },
  { name: 'messages that did not arrive', as: 'office', route: 'GET /admin/messages', go: '/admin/messages' },
  { name: 'parents who did not get in', as: 'office', route: 'GET /admin/parents/attempts', go: '/admin/parents/attempts' },
];

// A preview that needs two households; families_test.cpp in tests/contract reads both.
export const familyOfficeElsewhere = ['GET /admin/families/{contact}/join', 'GET /admin/families/{contact}/split'];
