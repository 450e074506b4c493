// What every page there is says, by page_list.mjs: each sentence goes through the catalogue, words two fifths longer have
// room, and no page breaks its own content security policy.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { anyOf, dataOf, textsOf, unsaid } from './known_data.mjs';
import { School } from './lodge.mjs';
import { tooNarrow } from './page_checks.mjs';
import { Walk, make, pages } from './page_list.mjs';

let school, made;
before(async () => {
  school = await School.open(['languages = cy, qps']);
  made = await make(school);
});
after(async () => { await school?.close(); });

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
