// Every page there is, by page_list.mjs: axe-core finds nothing, on a desk and on a phone, light, dark and in forced
// colours; none scrolls sideways at 320 px (a desk's screen at 400 %), nor with letters of twice the size; Tab goes down each
// and is always seen; a finger hits what is to be hit; on paper there is nothing to press. What they say is pages_said.test.mjs.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { School } from './lodge.mjs';
import { brokenByLargeLetters, faults, faultsInForcedColours, faultsOfFocus, onPaper, tooNarrow, tooSmallForAFinger } from './page_checks.mjs';
import { Walk, elsewhere, make, pages, postedElsewhere } from './page_list.mjs';

let school, made;
before(async () => {
  school = await School.open();
  made = await make(school);
});
after(async () => { await school?.close(); });

const listed = new Set([...elsewhere, ...postedElsewhere, ...pages.flatMap((page) => page.route ?? [])]);

for (const method of ['GET', 'POST']) {
  test(`every address that shows a page is in the list: ${method}`, () => {
    const served = school.routes().filter((route) => route.startsWith(`${method} `) && !route.includes(' /api/'));
    assert.ok(served.length > 10);
    assert.deepEqual(served.filter((route) => !listed.has(route)), []);
  });
}

test('the list names no address that is not served', () => {
  const served = new Set(school.routes());
  assert.deepEqual([...listed].filter((route) => !served.has(route)), []);
});

describe('axe finds nothing, it fits, and it is worked by finger and by keyboard:', () => {
  let walk;
  before(async () => { walk = await Walk.begin(made, { bypassCSP: true }); });
  after(() => walk.close());
  for (const entry of pages) {
    test(entry.name, async () => {
      const page = await walk.to(entry);
      assert.deepEqual(await faultsOfFocus(page), []);
      assert.deepEqual(await tooSmallForAFinger(page), []);
      assert.deepEqual(await faults(page), []);
      assert.deepEqual(await faultsInForcedColours(page), [], 'in forced colours');
      assert.deepEqual(await brokenByLargeLetters(page), [], 'with letters of twice the size');
      assert.deepEqual(await tooNarrow(page), [], 'it scrolls sideways');
      assert.deepEqual(await onPaper(page), { pressed: [], ground: 'rgb(255, 255, 255)' });
    });
  }
});
