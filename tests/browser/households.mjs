// Two households of one child that know nothing of each other, as the demo school's files have them, and the same school
// in which one of them does not exist.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

function withFiles(school, act) {
  const folder = mkdtempSync(join(tmpdir(), 'lodge-files-'));
  try {
    school.lodge('demo', 'files', folder);
    return act(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function rowsOf(folder, file) {
  const [head, ...rows] = readFileSync(join(folder, file), 'utf8').trim().split('\n').map((line) => line.split(','));
  return rows.map((row) => Object.fromEntries(row.map((cell, i) => [head[i], cell])));
}

const fullName = (one) => `${one.first_name} ${one.surname}`;

/// A child of an only-child family in the upper years whose mother and father live apart, both with an e-mail; and the mother
/// of a classmate, who has the same teachers. `nth`: of all such families.
export function separated(school, nth = 0) {
  return withFiles(school, (folder) => {
    const students = rowsOf(folder, 'students.csv').filter((one) => Number(one.year_group) >= 10);
    const contacts = rowsOf(folder, 'contacts.csv');
    const taken = new Set(['teachers.csv', 'students.csv'].flatMap((file) => rowsOf(folder, file)).map((one) => one.surname));
    // Of one child, and of a name that nobody else has.
    const only = (contact) => contacts.filter((one) => one.mis_id === contact.mis_id || (one.first_name === contact.first_name && one.surname === contact.surname)).length === 1;
    const of = (student, relationship) => contacts.find((one) => one.student_mis_id === student.mis_id && one.relationship === relationship
      && one.parental_responsibility === 'yes' && one.email && only(one));
    for (const child of students) {
      const [mother, father] = [of(child, 'Mother'), of(child, 'Father')];
      if (!mother || !father || mother.surname === father.surname || contacts.filter((one) => one.student_mis_id === child.mis_id).length > 2) continue;
      const others = students.filter((one) => one.registration_class === child.registration_class && one !== child);
      const stranger = others.map((one) => of(one, 'Mother')).find(Boolean);
      if (!stranger || nth-- > 0) continue;
      return { child, mother, father, stranger, surnameTells: !taken.has(father.surname) };
    }
    throw new Error('the demo school has no such family');
  });
}

/// The records as if `contact` had never been in them: for School.open, before it is served.
export function without(school, contact) {
  withFiles(school, (folder) => {
    const file = join(folder, 'contacts.csv');
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, lines.filter((line) => !line.startsWith(`${contact.mis_id},`)).join('\n'));
    const plan = school.lodge('sync', 'plan', '--from', folder);
    school.lodge('sync', 'apply', plan.id, ...(plan.brakes?.length ? ['--confirm', plan.brakes.map((brake) => brake.key).join(',')] : []));
  });
}

/// One parent's whole visit: every answer that came is kept.
export class Visit {
  /// Let in by the office over the telephone.
  static async begin(school, office, contact, options = {}) {
    const visit = Object.assign(new Visit(), { school, contact, answers: [] });
    visit.name = fullName(contact);
    await office.goto(`/admin/families?q=${encodeURIComponent(visit.name)}`);
    const link = office.locator('main ul.list a', { hasText: visit.name }).first();
    visit.id = (await link.getAttribute('href')).split('/').at(-1);
    await link.click();
    await office.locator(`form[action="/admin/families/${visit.id}/let-in"] button`).click();
    const code = await office.locator('code.key').textContent();
    visit.page = await school.page(undefined, options);
    visit.waiting = [];
    visit.page.context().on('response', (response) => visit.waiting.push(visit.keep(response)));
    await visit.page.goto(`/parents/letter?code=${code}`);
    await visit.page.locator('form[action="/parents/letter"] button[type=submit]').click();
    await visit.page.waitForURL((url) => url.pathname === '/parents');
    return visit;
  }

  async keep(response) {
    const body = await response.text().catch(() => '');  // a redirect has none
    this.answers.push({ address: response.url(), status: response.status(), headers: JSON.stringify(await response.allHeaders()), body });
  }

  /// Asks for something that is no page: a file, or the API.
  async fetch(path) {
    const answer = await this.page.evaluate(async (path) => {
      const got = await fetch(path);
      return { status: got.status, headers: JSON.stringify([...got.headers]), body: await got.text() };
    }, path);
    this.answers.push({ address: path, ...answer });
    return answer;
  }

  /// All that it was told, in addresses, heads and bodies.
  async heard() {
    await Promise.all(this.waiting);
    return this.answers.map((one) => `${one.address}\n${one.headers}\n${one.body}`);
  }

  close() { return this.page.context().close(); }
}

/// A teacher without a class, who has no desk at any evening: as pages show the name.
export function idleTeacher(school) {
  return withFiles(school, (folder) => {
    const busy = new Set(['classes.csv', 'groups.csv'].flatMap((file) => rowsOf(folder, file)).map((one) => one.teacher_mis_id));
    const teacher = rowsOf(folder, 'teachers.csv').find((one) => !busy.has(one.mis_id));
    return `${teacher.title} ${teacher.surname}`;
  });
}
