// A parent gets in: by e-mail through the tests' mail server, by letter, on a phone, by keyboard, without JavaScript.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { School, phone } from './lodge.mjs';

const smtp = join(dirname(fileURLToPath(import.meta.url)), '../service/smtp_server.py');
let school, mail, folder;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lodge-mail-'));
  mail = spawn('/usr/bin/python3', [smtp, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await new Promise((done) => mail.stdout.once('data', (bytes) => done(String(bytes).split('\n'))));
  const { port } = JSON.parse(line);
  school = await School.open(['mail.smtp.host = 127.0.0.1', `mail.smtp.port = ${port}`, 'mail.smtp.tls = none', 'mail.from = lodge@school.example']);
});
after(async () => {
  await school?.close();
  mail?.stdin.end();
  rmSync(folder, { recursive: true, force: true });
});

/// The codes of all mails that have come, the newest last.
function codes() {
  const kept = readdirSync(folder).filter((name) => name.endsWith('.json')).sort();
  const texts = kept.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')).parts.map((part) => part.text).join('\n'));
  return texts.map((text) => text.match(/your code for .*?\b(\d{3} \d{3})\b/s)?.[1]).filter(Boolean);
}

async function newestCode(than) {
  for (let i = 0; i < 150; ++i) {
    const all = codes();
    if (all.length > than) return all.at(-1);
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('no code came');
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
    const before = codes().length;
    await askForCode(page);
    await page.getByLabel('Code').fill(await newestCode(before));
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
