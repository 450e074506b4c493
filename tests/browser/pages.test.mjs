// Every page there is, by page_list.mjs: axe-core finds nothing, on a desk and on a phone, light, dark and in forced
// colours; none scrolls sideways at 320 px (a desk's screen at 400 %), nor with letters of twice the size, nor with words two
// fifths longer; on paper there is nothing to press; none breaks its own CSP; every sentence goes through the catalogue.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { anyOf, dataOf, textsOf, unsaid } from './known_data.mjs';
import { School, desktop, phone } from './lodge.mjs';
import { Walk, elsewhere, make, pages } from './page_list.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const widths = [320, 640, 768, 1280];

let school, made;
before(async () => {
  school = await School.open(['languages = cy, qps']);
  made = await make(school);
});
after(async () => { await school?.close(); });

test('every address that shows a page is in the list', () => {
  const known = new Set([...elsewhere, ...pages.map((page) => page.route)]);
  const shown = school.routes().filter((route) => route.startsWith('GET ') && !route.startsWith('GET /api/'));
  assert.ok(shown.length > 10);
  assert.deepEqual(shown.filter((route) => !known.has(route)), []);
});

test('the list names no address that is not served', () => {
  const served = new Set(school.routes());
  assert.deepEqual([...elsewhere, ...pages.map((page) => page.route)].filter((route) => route && !served.has(route)), []);
});

async function violations(page, rules = {}) {
  const found = await page.evaluate((rules) => globalThis.axe.run(document, { resultTypes: ['violations'], rules }), rules);
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).slice(0, 3).join(' ')}`);
}

/// The widths at which it scrolls sideways.
async function tooNarrow(page) {
  const found = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)) found.push(width);
  }
  return found;
}

/// The same with letters twice as large, as a browser may be set to: whether it scrolls sideways on a desk.
async function isTooWideInLargeLetters(page) {
  await page.setViewportSize(desktop);
  const style = await page.addStyleTag({ content: ':root { font-size: 200% !important; }' });
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await style.evaluate((one) => one.remove());
  return wider > 0;
}

/// In the few colours that a person chose for everything: what axe finds, but for the contrast, which is the person's own;
/// and what can be pressed and has no edge.
async function inForcedColours(page) {
  await page.setViewportSize(desktop);
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  const edgeless = await page.evaluate(() => [...document.querySelectorAll('.button, button:not(.plain), input:not([type=hidden]), select, textarea')]
    .filter((one) => one.checkVisibility() && !one.closest('.unseen'))
    .filter((one) => { const style = getComputedStyle(one); return style.borderTopStyle === 'none' && style.appearance === 'none'; }).map((one) => one.outerHTML));
  const found = [...await violations(page, { 'color-contrast': { enabled: false } }), ...edgeless];
  await page.emulateMedia({ forcedColors: null });
  return found;
}

/// What would be printed and can only be pressed; and the paper, which stays white for those who like the dark.
async function onPaper(page) {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const seen = await page.evaluate(() => ({
    pressed: [...document.querySelectorAll('button, .button, header.top, footer')].filter((one) => one.checkVisibility()).map((one) => one.outerHTML),
    ground: getComputedStyle(document.body).backgroundColor,
  }));
  await page.emulateMedia({ media: 'screen' });
  return seen;
}

describe('axe finds nothing, it fits at 320 px, and on paper:', () => {
  let walk;
  before(async () => { walk = await Walk.begin(made, { bypassCSP: true }); });
  after(() => walk.close());
  for (const entry of pages) {
    test(entry.name, async () => {
      const page = await walk.to(entry);
      await page.evaluate(axe);
      for (const viewport of [desktop, phone]) {
        await page.setViewportSize(viewport);
        for (const colorScheme of ['light', 'dark']) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          assert.deepEqual(await violations(page), [], `${colorScheme}, ${viewport.width} px`);
        }
      }
      assert.deepEqual(await inForcedColours(page), [], 'in forced colours');
      assert.ok(!await isTooWideInLargeLetters(page), 'it scrolls sideways with letters of twice the size');
      assert.deepEqual(await tooNarrow(page), [], 'it scrolls sideways');
      assert.deepEqual(await onPaper(page), { pressed: [], ground: 'rgb(255, 255, 255)' });
    });
  }
});

describe('every sentence is translated, and the page keeps its own policy:', () => {
  let walk, data;
  const complaints = [];
  before(async () => {
    walk = await Walk.begin(made, { locale: 'qps', extraHTTPHeaders: { 'Accept-Language': 'qps' } });
    data = await dataOf(school, ['English', 'Cymraeg', ...made.words]);
  });
  after(() => walk.close());
  for (const entry of pages) {
    test(entry.name, async () => {
      const page = await walk.to(entry);
      if (!page.listenerCount('console')) {
        page.on('console', (message) => { if (/Content Security Policy/.test(message.text())) complaints.push(message.text()); });
      }
      assert.equal(await page.evaluate(() => document.documentElement.lang), 'qps');
      const texts = await textsOf(page);
      assert.ok(texts.some((text) => text.includes('[!!')));
      assert.deepEqual(texts.map((text) => unsaid(text, data)).filter(Boolean), []);
      assert.deepEqual(await tooNarrow(page), [], 'it scrolls sideways');
      assert.deepEqual(complaints, []);
    });
  }
});

test('a word that stands in no catalogue is seen', () => {
  assert.equal(unsaid('[!! Ƀǿǿķ [!! ŧħīş !!] M05 ~~ !!] Book', anyOf(['Main hall'])), 'Book');
  assert.equal(unsaid('Main halls, Thursday', anyOf(['Main hall'])), 'Main halls,');
  assert.equal(unsaid('Main hall, Thursday 12 November, 4:30 pm', anyOf(['Main hall'])), '');
});
