// A demo school of its own for each test file: made by the real programs, served by the real lodged, seen in a real
// Chromium. Ends both by their own pid.
import assert from 'node:assert/strict';
import { spawn, execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const source = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const build = process.env.LODGE_BUILD ?? join(source, 'build/dev');

const lodge = join(build, 'host/cli/lodge');
const lodged = join(build, 'host/lodged');

const kChromiumFlags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

export const phone = { width: 360, height: 740 };
export const desktop = { width: 1280, height: 900 };

let ports = 12000 + (process.pid * 8) % 20000;

/// One that no client is given, below those of clients, and no other process of the tests looks at.
async function freePort() {
  for (;; ++ports) {
    const server = createServer();
    const free = await new Promise((done) => server.once('error', () => done(false)).listen(ports, '127.0.0.1', () => done(true)));
    if (!free) continue;
    await new Promise((done) => server.close(done));
    return ports++;
  }
}

/// The six digits that an authenticator app would show now for a base32 secret (RFC 6238).
export function totp(secret, at = Date.now()) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replace(/[\s=]/g, '').toUpperCase()].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30000)));
  const digest = createHmac('sha1', key).update(counter).digest();
  const offset = digest[19] & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1000000).padStart(6, '0');
}

export class School {
  /// Makes the demo school in a temporary folder and serves it. `settings` are further lines of lodge.conf; `prepare` is what
  /// happens before it is served.
  static async open(settings = [], prepare = () => {}) {
    const school = new School();
    school.home = mkdtempSync(join(tmpdir(), 'lodge-browser-'));
    school.port = await freePort();
    school.base = `http://127.0.0.1:${school.port}`;
    school.conf = join(school.home, 'lodge.conf');
    const written = execFileSync(lodge, ['demo', 'config', '--home', school.home, '--build', build, '--port', String(school.port)]);
    writeFileSync(school.conf, `${written}\n${settings.join('\n')}\n`);
    const made = school.lodge('demo', 'make');
    school.accounts = made.accounts;
    school.parent = made.parent;
    prepare(school);
    school.server = spawn(lodged, ['--config', school.conf], { stdio: ['ignore', 'ignore', 'pipe'] });
    school.log = '';
    school.server.stderr.on('data', (bytes) => { school.log += bytes; });
    await school.ready();
    school.browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: kChromiumFlags });
    return school;
  }

  async ready() {
    for (let i = 0; i < 300; ++i) {
      const answer = await fetch(`${this.base}/readyz`).catch(() => null);
      if (answer?.ok) return;
      if (this.server.exitCode !== null) break;
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`lodged is not ready:\n${this.log}`);
  }

  /// What the command says, as JSON.
  lodge(...words) {
    return JSON.parse(execFileSync(lodge, ['--json', '--config', this.conf, ...words], { maxBuffer: 1 << 24, stdio: ['ignore', 'pipe', 'pipe'] }));
  }

  /// "GET /sign-in" and every other address that this lodged answers.
  routes() {
    const lines = execFileSync(lodged, ['--config', this.conf, '--routes'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return lines.trim().split('\n').map((line) => line.split(' ').slice(0, 2).join(' '));
  }

  /// Asks the API with a token of that role.
  async ask(role, method, path, body) {
    this.tokens ??= {};
    this.tokens[role] ??= this.lodge('token', 'create', '--for', this.account(role).sign_in, '--site', 'larkhill', '--scopes', 'rooms.view,rooms.book,rooms.manage').token;
    const headers = { Authorization: `Bearer ${this.tokens[role]}`, 'Content-Type': 'application/json' };
    const answer = await fetch(this.base + path, { method, headers, body: body && JSON.stringify(body) });
    return { ok: answer.ok, json: JSON.parse(await answer.text()) };
  }

  /// The same, where a refusal fails the test.
  async api(...question) {
    const answer = await this.ask(...question);
    assert.ok(answer.ok, JSON.stringify(answer.json));
    return answer.json;
  }

  /// The same, where anything but a refusal does; the problem that it names.
  async refused(...question) {
    const answer = await this.ask(...question);
    assert.ok(!answer.ok, JSON.stringify(answer.json));
    return answer.json;
  }

  /// All items of a list of the API, page after page.
  async every(role, path) {
    const items = [];
    for (let cursor = ''; cursor !== null;) {
      const page = await this.api(role, 'GET', `${path}?limit=200${cursor && `&cursor=${cursor}`}`);
      items.push(...page.items);
      cursor = page.next;
    }
    return items;
  }

  /// Lets somebody in who is in no record, and sets the password as that person would.
  async newcomer(name, roles, site = 'larkhill') {
    const { person, set_up: link } = this.lodge('user', 'add', name, '--roles', roles, '--name', `Nova ${name}`, '--site', site);
    const account = { role: name, sign_in: name, password: 'four words and a comma', person };
    const page = await this.page();
    await page.goto(new URL(link).pathname + new URL(link).search);
    for (const field of ['new_password', 'again']) await page.locator(`#${field}`).fill(account.password);
    await page.locator('main form button').click();
    await page.waitForURL(/sign-in/);
    await page.context().close();
    this.accounts.push(account);
    return account;
  }

  /// While `act` runs, nothing can be written to the central store.
  async withoutStore(act) {
    const program = `import sqlite3, sys
store = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=20)
store.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()`;
    const holder = spawn('/usr/bin/python3', ['-c', program, join(this.home, 'lodge.db')]);
    const gone = new Promise((done) => holder.once('exit', done));
    await new Promise((done) => holder.stdout.once('data', done));
    try {
      await act();
    } finally {
      holder.stdin.end();
      await gone;
    }
  }

  /// Writes to the central store what no page of today does.
  sql(statement) {
    const program = 'import sqlite3, sys\nwith sqlite3.connect(sys.argv[1], timeout=20) as store: store.execute(sys.argv[2])';
    execFileSync('/usr/bin/python3', ['-c', program, join(this.home, 'lodge.db'), statement]);
  }

  account(role) {
    return this.accounts.find((account) => account.role === role);
  }

  /// A fresh page, signed in as `role` if one is named.
  async page(role, options = {}) {
    const context = await this.browser.newContext({ baseURL: this.base, viewport: desktop, locale: 'en-GB', timezoneId: 'Europe/London', ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(30000);
    if (role) await this.signIn(page, this.account(role));
    return page;
  }

  async signIn(page, account) {
    await page.goto(`${this.base}/sign-in`);
    await page.locator('input[autocomplete=username]').fill(account.sign_in);
    await page.locator('input[type=password]').fill(account.password);
    await page.locator('main button[type=submit], main form button').first().click();
    if (account.totp_secret) {
      await page.locator('input[autocomplete=one-time-code]').fill(totp(account.totp_secret));
      await page.locator('main form button').first().click();
    }
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  }

  async close() {
    await this.browser?.close();
    if (this.server && this.server.exitCode === null) {
      const gone = new Promise((done) => this.server.once('exit', done));
      this.server.kill('SIGTERM');
      await gone;
    }
    rmSync(this.home, { recursive: true, force: true });
  }
}
