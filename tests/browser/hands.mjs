// The ways in which a person works a page. The keyboard's is Tab, Enter, Space and the arrows alone, and holds every stop
// on the way to what WCAG asks: the focus is seen, nothing lies over it, and it goes down the page.
import assert from 'node:assert/strict';

/// Where the focus is: what it is, whether it can be seen, and how far down the page.
function focus(page) {
  return page.evaluate(() => {
    const one = document.activeElement;
    if (!one || one === document.body || one === document.documentElement) return null;
    const box = one.getBoundingClientRect();
    const style = getComputedStyle(one);
    const points = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.15], [0.5, 0.85]].map(([x, y]) => [box.left + x * box.width, box.top + y * box.height]);
    const own = (top) => top && (one.contains(top) || top.contains(one) || top.closest('label')?.contains(one));
    const bare = points.some(([x, y]) => own(document.elementFromPoint(x, y)));
    return {
      html: one.outerHTML.slice(0, 200), bare, ringed: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
      top: box.top + scrollY, inMain: !!one.closest('main') && one.tagName !== 'MAIN',
    };
  });
}

/// Presses Tab until `reached` says so, and looks at each stop.
async function tab(page, reached) {
  let before = null;
  for (let i = 0; i < 300; ++i) {
    const now = await focus(page);
    if (now) {
      assert.ok(now.ringed || !now.inMain, `the focus is not seen: ${now.html}`);
      assert.ok(now.bare || !now.inMain, `something lies over the focus: ${now.html}`);
      const upwards = before?.inMain && now.inMain && now.top + 24 < before.top;
      assert.ok(!upwards, `the focus goes up the page, from ${before?.html} to ${now.html}`);
    }
    if (now && await reached()) return;
    before = now;
    await page.keyboard.press('Tab');
  }
  assert.fail('Tab does not reach it');
}

const hasFocus = (handle) => handle.evaluate((element) => element === document.activeElement);

export const finger = {
  tick: (page, what) => what.check(),
  pick: (page, what) => what.check(),
  press: (page, what) => what.click(),
  type: (page, what, text) => what.fill(text),
};

export const keyboard = {
  async tick(page, what) {
    const handle = await what.elementHandle();
    await tab(page, () => hasFocus(handle));
    if (!await what.isChecked()) await page.keyboard.press('Space');
    assert.ok(await what.isChecked());
  },
  /// One of a group: Tab leads into the group, the arrows through it.
  async pick(page, what) {
    const handle = await what.elementHandle();
    const name = await what.getAttribute('name');
    await tab(page, () => page.evaluate((group) => document.activeElement.name === group, name));
    for (let i = 0; i < 200 && !await hasFocus(handle); ++i) await page.keyboard.press('ArrowDown');
    if (!await what.isChecked()) await page.keyboard.press('Space');
    assert.ok(await what.isChecked());
  },
  async type(page, what, text) {
    const handle = await what.elementHandle();
    await tab(page, () => hasFocus(handle));
    await page.keyboard.type(text);
  },
  async press(page, what) {
    const handle = await what.elementHandle();
    await tab(page, () => hasFocus(handle));
    await page.keyboard.press('Enter');
  },
};
