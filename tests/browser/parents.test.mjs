// A parent gets in: by e-mail through the tests' mail server, by letter, on a phone, by keyboard, without JavaScript.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { School, phone } from './lodge.mjs';
import { Mailbox } from './mailbox.mjs';

let school, mailbox;
before(async () => {
  mailbox = await Mailbox.open();
  school = await School.open(mailbox.settings);
});
after(async () => {
  await school?.close();
  mailbox?.close();
});

/// The six digits of the newest mail, once there are more than `than`.
async function mailedCode(than) {
  const mail = await mailbox.next(school.parent.email, than);
  return mail.text.match(/your code for .*?\b(\d{3} \d{3})\b/s)[1];
}

async function askForCode(page) {
  const { parent } = school;
  await page.goto(`${school.base}/`);
  await page.getByRole('link', { name: 'I am a parent or carer' }).click();
  await page.getByLabel('Your name').fill(parent.name.toUpperCase());
  await page.getByLabel('Your child\'s name').fill(parent.child.split(' ')[0]);
  await page.getByLabel('Your child\'s date of birth, or class').fill(`form ${parent.class}`);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await page.waitForURL(/\/parents\/code/);
}

for (const javaScriptEnabled of [true, false]) {
  test(`by e-mail, on a phone, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async () => {
    const page = await school.page(null, { viewport: phone, javaScriptEnabled });
    const before = mailbox.mails(school.parent.email).length;
    await askForCode(page);
    await page.getByLabel('Code').fill(await mailedCode(before));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${school.base}/parents`);
    assert.ok(await page.getByText(school.parent.child).isVisible());
    const [cookie] = (await page.context().cookies()).filter((one) => one.name === '__Host-lodge');
    assert.ok(cookie.httpOnly && cookie.secure && cookie.sameSite === 'Lax');
    await page.context().close();
  });
}

test('by letter: the code arrives filled in, and one press of a key is enough', async () => {
  const page = await school.page(null, { viewport: phone });
  await page.goto(`${school.base}/parents/letter?code=${school.parent.letter_code.replaceAll('-', '')}`);
  assert.equal(await page.getByLabel('Code').inputValue(), school.parent.letter_code);
  await page.getByRole('button', { name: 'Sign in' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(`${school.base}/parents`);
  assert.equal((await page.goto(`${school.base}/staff/rooms`)).status(), 403);
  await page.context().close();
});

test('whoever is signed out of a page comes back to it', async () => {
  const page = await school.page(null, { viewport: phone });
  await page.goto(`${school.base}/parents`);
  assert.equal(new URL(page.url()).pathname, '/parents/sign-in');
  await page.context().close();
});

test('a stranger sees what a parent sees', async () => {
  const page = await school.page(null, { viewport: phone });
  await page.goto(`${school.base}/parents/sign-in`);
  await page.getByLabel('Your name').fill('Nobody Atall');
  await page.getByLabel('Your child\'s name').fill('No Child');
  await page.getByLabel('Your child\'s date of birth, or class').fill('1/1/2014');
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await page.waitForURL(/\/parents\/code/);
  assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'Look in your e-mail');
  await page.getByLabel('Code').fill('000000');
  await page.getByRole('button', { name: 'Sign in' }).click();
  assert.ok(await page.getByText('That is not the code.').first().isVisible());
  await page.context().close();
});
