// Tells data from sentences in a page of the pseudo-language: what stands in no catalogue must be data of the school.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const kTime = /\d{1,2}:\d\d(?: [ap]m)?|(?<!\p{L})(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?|January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?!\p{L})/gu;

/// Columns that Lodge reads and no page shows as they are.
const kCodes = new Set(['kind', 'title', 'mis_id', 'teacher_mis_id', 'student_mis_id']);

/// What the demo's families said last year that they need.
const kNeeds = ['Polish', 'Urdu', 'Welsh', 'Grandmother'];

/// Finds these as whole words, the longest first.
export function anyOf(words) {
  const escaped = words.sort((a, b) => b.length - a.length).map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'gu');
}

function cellsOf(folder, file) {
  const [head, ...rows] = readFileSync(join(folder, file), 'utf8').trim().split('\n').map((line) => line.split(','));
  return rows.map((row) => Object.fromEntries(row.map((cell, i) => [head[i], cell])));
}

/// All words that the school itself wrote: its rooms, people, classes, periods and terms, and what its rooms are booked for.
export async function dataOf(school, more = []) {
  const folder = mkdtempSync(join(tmpdir(), 'lodge-data-'));
  try {
    school.lodge('demo', 'files', folder);
    const words = new Set([...more, ...kNeeds, 'Lodge']);
    for (const file of readdirSync(folder)) {
      for (const row of cellsOf(folder, file)) {
        for (const [column, cell] of Object.entries(row)) {
          if (!kCodes.has(column)) cell.split(';').forEach((part) => words.add(part));
        }
        if (row.surname) words.add(`${row.title} ${row.surname}`).add(`${row.title} ${row.first_name} ${row.surname}`);
      }
    }
    for (const site of school.lodge('site', 'list').sites) {
      words.add(site.name);
      for (const user of school.lodge('user', 'list', '--site', site.code).users) words.add(user.name).add(user.sign_in);
    }
    for (const booking of await school.every('teacher', '/api/v1/bookings')) words.add(booking.purpose);
    return anyOf([...words].filter((word) => /\p{L}{2}/u.test(word)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/// Every text of a page that a person reads or hears.
export function textsOf(page) {
  return page.evaluate(() => {
    const texts = new Set([document.title]);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement.closest('script, style, textarea, code')) texts.add(node.textContent);
    }
    for (const name of ['aria-label', 'aria-description', 'title', 'placeholder', 'alt', 'label', 'data-live-said']) {
      for (const element of document.querySelectorAll(`[${name}]`)) texts.add(element.getAttribute(name));
    }
    return [...texts].map((text) => text.replace(/\s+/g, ' ').trim());
  });
}

/// What is left of a text when the pseudo-language's sentences, times and the school's data are taken out; '' when all of it
/// was one of these.
export function unsaid(text, data) {
  let rest = text;
  for (let before = ''; before !== rest;) [before, rest] = [rest, rest.replace(/\[!![^[\]]*!!\]/g, ' ')];
  rest = rest.replace(data, ' ').replace(kTime, ' ');
  return /\p{L}{2}/u.test(rest) ? rest.trim() : '';
}
