// A lesson comes with an import while a teacher has booked its room: nothing is taken from her until the office says so, who
// sees beforehand whose booking goes and what she is offered; she takes that in one press. On a phone, without JavaScript.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { School, phone } from './lodge.mjs';
import { tuesday } from './page_steps.mjs';

const plain = { viewport: phone, javaScriptEnabled: false };
const kTuesday = '2', period = '2';

let school, folder;
before(async () => { school = await School.open(); folder = mkdtempSync(join(tmpdir(), 'lodge-import-')); });
after(async () => {
  await school?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/// Books a room that no lesson ever needs on Tuesdays in that period, on two of them in a row that are school days.
async function bookARoom(lines) {
  const taken = new Set(lines.filter((line) => line.day === kTuesday && line.period === period).map((line) => line.room));
  const rooms = [...new Set(lines.map((line) => line.room))].filter((room) => room && !taken.has(room));
  for (const room of rooms) {
    const bookings = [];
    for (const date of [tuesday(school, 0), tuesday(school, 1)]) {
      const { ok, json } = await school.ask('teacher', 'POST', '/api/v1/bookings', { room, date, period, purpose: 'Debating club' });
      if (ok) bookings.push(json.id);
    }
    if (bookings.length === 2) return { room, bookings };
  }
  return assert.fail('no room is free');
}

function linesOf(text) {
  const [head, ...rows] = text.trim().split('\n').map((row) => row.split(','));
  return rows.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i]])));
}

/// The office's MIS moves a lesson of each week into that room.
function importLessonsInto(room, lines) {
  for (const week of new Set(lines.map((line) => line.week))) {
    const line = lines.find((one) => one.week === week && one.day === kTuesday && one.period === period && one.room);
    line.room = room;
  }
  const head = Object.keys(lines[0]);
  writeFileSync(join(folder, 'timetable.csv'), `${[head, ...lines.map((line) => head.map((name) => line[name]))].map((row) => row.join(',')).join('\n')}\n`);
  const plan = school.lodge('sync', 'plan', '--from', folder, '--site', 'larkhill');
  return school.lodge('sync', 'apply', plan.id);
}

test('a lesson gets its room, and whoever had it another', async () => {
  school.lodge('demo', 'files', folder);
  const lines = linesOf(readFileSync(join(folder, 'timetable.csv'), 'utf8'));
  const { room, bookings } = await bookARoom(lines);
  assert.ok(importLessonsInto(room, lines).lessons_clashing >= 1);

  const teacher = await school.page('teacher', plain);
  const office = await school.page('office', plain);
  await office.goto(`${school.base}/admin/timetable`);
  const lessons = office.getByRole('link', { name: /Give the room to the lesson/ });
  const clashing = await lessons.count();
  assert.ok(clashing >= 1 && clashing <= 2, `${clashing} lessons are without their room`);
  await lessons.first().click();
  const name = (await teacher.goto(`${school.base}/account`), await teacher.locator('main').innerText());
  const asked = await office.locator('main').innerText();
  const [, loser] = asked.match(/(.+) loses a booking/);
  assert.ok(name.includes(loser), `${loser} is the teacher who booked`);
  assert.match(asked, /offers instead/);
  await office.getByRole('button', { name: 'Give the room to the lesson' }).click();
  await office.waitForURL(/done=1/);
  assert.equal(await lessons.count(), clashing - 1);

  const pages = [];
  for (const id of bookings) {
    await teacher.goto(`${school.base}/staff/rooms/bookings/${id}`);
    pages.push(await teacher.locator('main').innerText());
    if (pages.at(-1).includes('There is a lesson in this room then.')) break;
  }
  assert.match(pages.at(-1), /The school needs this room, so your booking could not stay/);
  await teacher.locator('button[name=take]').first().click();
  await teacher.waitForURL(/done=|bookings\//);
  assert.match(await teacher.locator('main').innerText(), /Debating club/);
  assert.deepEqual(school.lodge('verify').faults ?? [], []);
});
