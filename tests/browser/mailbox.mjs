// The tests' own mail server, and what it has kept.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const smtp = join(dirname(fileURLToPath(import.meta.url)), '../service/smtp_server.py');

function read(file) {
  const { headers, parts, to } = JSON.parse(readFileSync(file, 'utf8'));
  const ofType = (type) => parts.find((part) => part.type === type)?.text ?? '';
  const subject = headers.find(([name]) => name.toLowerCase() === 'subject')?.[1] ?? '';
  return { to, subject, headers, parts, text: ofType('text/plain'), html: ofType('text/html') };
}

export class Mailbox {
  static async open() {
    const mailbox = new Mailbox();
    mailbox.folder = mkdtempSync(join(tmpdir(), 'lodge-mail-'));
    mailbox.server = spawn('/usr/bin/python3', [smtp, mailbox.folder], { stdio: ['pipe', 'pipe', 'inherit'] });
    const [line] = await new Promise((done) => mailbox.server.stdout.once('data', (bytes) => done(String(bytes).split('\n'))));
    mailbox.port = JSON.parse(line).port;
    return mailbox;
  }

  /// The lines of lodge.conf that send all mail here.
  get settings() {
    return ['mail.smtp.host = 127.0.0.1', `mail.smtp.port = ${this.port}`, 'mail.smtp.tls = none', 'mail.from = lodge@school.example'];
  }

  /// Every mail that has come, the newest last; only those to `address` if one is named.
  mails(address) {
    const kept = readdirSync(this.folder).filter((name) => name.endsWith('.json')).sort();
    const all = kept.map((name) => read(join(this.folder, name)));
    return address === undefined ? all : all.filter((mail) => mail.to.includes(address));
  }

  /// The newest to `address` once there are more than `than` of them.
  async next(address, than) {
    for (let i = 0; i < 200; ++i) {
      const all = this.mails(address);
      if (all.length > than) return all.at(-1);
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`no mail came to ${address}`);
  }

  close() {
    this.server?.stdin.end();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
