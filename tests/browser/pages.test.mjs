// Every page there is: axe-core finds nothing, light and dark; nothing breaks the CSP; every sentence is translated.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { School, desktop, phone } from './lodge.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let school, booking;
before(async () => {
  school = await School.open(['languages = qps']);
  booking = await bookSomething();
});
after(async () => { await school?.close(); });

async function bookSomething() {
  const page = await school.page('teacher');
  await page.goto(`${school.base}/staff/rooms/find`);
  await page.locator('main ul.list a').first().click();
  await page.getByLabel('What is it for?').fill('Something');
  await page.getByRole('button', { name: 'Book this room' }).last().click();
  await page.waitForURL(/bookings\/\w+/);
  const path = new URL(page.url()).pathname;
  await page.context().close();
  return path;
}

const everybodys = () => ['/sign-in', '/no-such-page'];
const teachers = () => [
  '/staff/rooms', '/staff/rooms/find', '/staff/rooms/bookings', '/staff/rooms/week/M01', '/staff/rooms/book?room=M01',
  booking, `${booking}/edit`, `${booking}/cancel`, '/account', '/account/password', '/no-such-page',
];
const administrators = () => ['/admin/users', '/account'];

async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).slice(0, 3).join(' ')}`);
}

/// A page whose CSP lets the test's own axe in: the policy that is sent is looked at by another test.
async function look(role, paths, options) {
  const page = await school.page(role, { ...options, bypassCSP: true });
  for (const path of paths) {
    await page.goto(school.base + path);
    assert.deepEqual(await violations(page), [], `${path} ${JSON.stringify(options)}`);
  }
  await page.context().close();
}

for (const colorScheme of ['light', 'dark']) {
  for (const viewport of [desktop, phone]) {
    test(`axe finds nothing, ${colorScheme}, ${viewport.width} px`, async () => {
      await look(null, everybodys(), { colorScheme, viewport });
      await look('teacher', teachers(), { colorScheme, viewport });
    });
  }
  test(`axe finds nothing on the pages of administrators, ${colorScheme}`, async (t) => {
    const account = school.account('administrator');
    if (colorScheme === 'dark') await new Promise((done) => setTimeout(done, 31000 - (Date.now() % 30000)));
    assert.ok(account.totp_secret);
    await look('administrator', administrators(), { colorScheme, viewport: desktop });
  });
}

test('no page breaks its own content security policy', async () => {
  const page = await school.page('teacher');
  const complaints = [];
  page.on('console', (message) => { if (/Content Security Policy/.test(message.text())) complaints.push(message.text()); });
  for (const path of teachers()) await page.goto(school.base + path);
  assert.deepEqual(complaints, []);
});

/// Texts of a page that a person reads and that stand in no catalogue: what is data is left out.
async function untranslated(page) {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent.trim();
      if (!/[A-Za-z]{3,}/.test(text) || node.parentElement.closest('script, style, [data-own], option, tbody, .brand, .who summary')) continue;
      if (/^[\x20-\x7e]+$/.test(text)) found.push(text);
    }
    return found;
  });
}

test('the pseudo-language shows that no sentence was missed', async () => {
  const page = await school.page(null, { locale: 'qps', extraHTTPHeaders: { 'Accept-Language': 'qps' } });
  await page.goto(`${school.base}/sign-in`);
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'qps');
  assert.deepEqual((await untranslated(page)).filter((text) => text !== 'Larkhill School ·'), []);
  await school.signIn(page, school.account('teacher'));
  const data = /^(: .*|(Mr|Mrs|Ms|Miss|Dr|Mx) .*|Larkhill School|Revision class|Chess club|Detention|Department meeting|Year 11 interviews|Orchestra practice|Debating society|Homework club|Visiting author|Mock examination|Parent meeting|Rehearsal|Arts|Car park|Humanities|Main|Science|Sports|Something|[A-Z][\w ]* \d\d|.*(room|hall|trolley|suite|studio|lab|Library|Gym|Minibus).*|\d+ laptops|books|changing rooms|computers|gas|piano|projector|screen|sinks|sound|stage|step-free|vehicle|whiteboard|.*@.*)/i;
  for (const path of ['/staff/rooms/find', '/staff/rooms/bookings', booking, `${booking}/cancel`, '/account']) {
    await page.goto(school.base + path);
    assert.deepEqual((await untranslated(page)).filter((text) => !data.test(text)), [], path);
  }
});
