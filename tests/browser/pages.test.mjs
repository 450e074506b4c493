// Every page there is, by page_list.mjs: axe-core finds nothing, on a desk and on a phone, light and dark; none scrolls
// sideways at 320 px, nor with words two fifths longer; none breaks its own CSP; every sentence goes through the catalogue.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { anyOf, dataOf, textsOf, unsaid } from './known_data.mjs';
import { School, desktop, phone } from './lodge.mjs';
import { Walk, elsewhere, make, pages } from './page_list.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const narrow = { width: 320, height: 640 };

let school, made;
before(async () => {
  school = await School.open(['languages = qps']);
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

async function violations(page) {
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).slice(0, 3).join(' ')}`);
}

async function tooWide(page) {
  await page.setViewportSize(narrow);
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

describe('axe finds nothing, and nothing is wider than 320 px:', () => {
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
      assert.ok(await tooWide(page) <= 0, 'it scrolls sideways at 320 px');
    });
  }
});

describe('every sentence is translated, and the page keeps its own policy:', () => {
  let walk, data;
  const complaints = [];
  before(async () => {
    walk = await Walk.begin(made, { locale: 'qps', extraHTTPHeaders: { 'Accept-Language': 'qps' } });
    data = await dataOf(school, made.words);
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
      assert.ok(await tooWide(page) <= 0, 'it scrolls sideways at 320 px');
      assert.deepEqual(complaints, []);
    });
  }
});

test('a word that stands in no catalogue is seen', () => {
  assert.equal(unsaid('[!! Ƀǿǿķ [!! ŧħīş !!] M05 ~~ !!] Book', anyOf(['Main hall'])), 'Book');
  assert.equal(unsaid('Main halls, Thursday', anyOf(['Main hall'])), 'Main halls,');
  assert.equal(unsaid('Main hall, Thursday 12 November, 4:30 pm', anyOf(['Main hall'])), '');
});
