// A preference round from its opening to what each family got: the office opens it, two families name teachers in order, one
// without JavaScript, one in Polish on a phone; the office closes it, looks at what would come out, and books it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { School, phone } from './lodge.mjs';
import { giveOut, openRound, sendWishes, workOut } from './an_evening.mjs';

let school, evening, families;
before(async () => {
  school = await School.open();
  evening = await openRound(school, 'Evening of wishes', 20, { from: '20:00', to: '20:20' });
  families = await letters();
});
after(async () => { await school?.close(); });

/// Two families and their letters' codes, as the office merges them into its own letters.
async function letters() {
  const page = await school.page('office');
  const base = `${evening.replace('/parents/', '/admin/')}/letters`;
  await page.goto(base);
  const csv = await page.evaluate(async (base) => {
    const form = new FormData(document.querySelector(`form[action="${base}"][method=post]`));
    form.set('as', 'csv');
    return (await fetch(base, { method: 'POST', body: new URLSearchParams(form) })).text();
  }, base);
  await page.context().close();
  const rows = csv.trim().split('\r\n').slice(1).map((line) => line.slice(1, -1).split('","'));
  const [one, other] = [rows[0], rows.find((row) => row[1] !== rows[0][1])];
  return [one, other].map(([name, students, code]) => ({ name, students, code }));
}

async function letIn(page, code) {
  await page.goto(`/parents/letter?code=${code}`);
  await page.locator('form[action="/parents/letter"] button[type=submit]').click();
  await page.waitForURL((url) => !url.pathname.startsWith('/parents/letter'));
}

async function english() {
  const page = await school.page(undefined, { javaScriptEnabled: false });
  await letIn(page, families[0].code);
  return page;
}

async function polish() {
  const page = await school.page(undefined, { viewport: phone });
  await page.goto('/');
  await page.getByRole('button', { name: 'Polski', exact: true }).click();
  await letIn(page, families[1].code);
  return page;
}

/// What a family's own page says: how many it sees, and the reasons for the rest.
async function got(page) {
  await page.goto(evening);
  await page.waitForURL(/\/booked/);
  return { stops: await page.locator('.stops > li').count(), reasons: await page.locator('main .note li').allTextContents() };
}

test('two families say whom they wish to see, one without JavaScript and one in Polish', async () => {
  const one = await english();
  await sendWishes(one, evening, 3, { step_free: true });
  await one.getByText('Sent. Thank you.').waitFor();
  await one.goto(evening);  // the way back to what was sent
  assert.match(one.url(), /\/wishes/);
  assert.equal(await one.locator('select[name^=wish-]').first().inputValue(), '1');
  assert.ok(await one.locator('#step_free').isChecked());
  await one.context().close();

  const other = await polish();
  await sendWishes(other, evening, 3, { interpreter: 'polski', with_whom: 'babcia' });
  assert.equal(await other.evaluate(() => document.documentElement.lang), 'pl');
  assert.doesNotMatch(await other.locator('main').textContent(), /Sent\. Thank you|Whom would you like|Do you need/);
  await other.context().close();
});

test('the office closes the round, looks at what would come out, and gives it out', async () => {
  const page = await school.page('office');
  const allocation = await workOut(page, evening);
  const early = await english();
  await early.goto(evening);
  await early.getByText('The school is giving out the times now').waitFor();
  await early.context().close();

  await page.getByRole('link', { name: 'What each family gets, and why not the rest' }).click();
  const row = (family) => page.locator('tbody tr', { hasText: family.name });
  for (const family of families) assert.match(await row(family).textContent(), /2 of 3/);
  assert.match(await row(families[0]).textContent(), /A way without steps/);
  assert.match(await row(families[1]).textContent(), /Interpreter: polski · babcia/);
  await page.goto(`${allocation}/outcome?got=nothing`);
  assert.equal(await page.locator('tbody tr').count(), 0);

  await page.goto(allocation);
  await giveOut(page);
  await page.context().close();
});

test('each family sees what it got, and why not the rest, in its own language', async () => {
  const one = await english();
  const mine = await got(one);
  assert.equal(mine.stops, 2);
  assert.equal(mine.reasons.length, 1);
  assert.match(mine.reasons[0], /has time only when you are with somebody else|is full|has time left only/);
  await one.context().close();

  const other = await polish();
  const theirs = await got(other);
  assert.equal(theirs.stops, 2);
  assert.equal(theirs.reasons.length, 1);
  assert.doesNotMatch(theirs.reasons[0], /has time|is full/);
  await other.context().close();
});
