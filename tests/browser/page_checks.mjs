// What a page is held to whoever looks at it: axe-core, the width of a screen, large letters, forced colours, the keyboard, paper.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { desktop, phone } from './lodge.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const widths = [320, phone.width, 640, 768, desktop.width];

/// The rules of axe that look at colours: all that a theme can change while the page and its width stay as they are.
const colours = ['color-contrast', 'link-in-text-block'];

async function violations(page, options = {}) {
  const found = await page.evaluate((options) => globalThis.axe.run(document, { resultTypes: ['violations'], ...options }), options);
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).slice(0, 3).join(' ')}`);
}

/// What axe finds on a desk and on a phone, in light and in the dark.
export async function faults(page) {
  await page.evaluate(axe);
  const found = [];
  for (const viewport of [desktop, phone]) {
    await page.setViewportSize(viewport);
    for (const [colorScheme, options] of [['light', {}], ['dark', { runOnly: colours }]]) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      found.push(...(await violations(page, options)).map((fault) => `${colorScheme}, ${viewport.width} px: ${fault}`));
    }
  }
  return found;
}

const isWide = (page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

/// The widths at which it scrolls sideways.
export async function tooNarrow(page) {
  const found = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    if (await isWide(page)) found.push(width);
  }
  return found;
}

/// With letters twice as large, as a browser may be set to, on a desk and on a phone: where it scrolls sideways, and what text
/// is cut off by the box that it stands in.
export async function brokenByLargeLetters(page) {
  const style = await page.addStyleTag({ content: ':root { font-size: 200% !important; }' });
  const found = [];
  for (const viewport of [desktop, phone]) {
    await page.setViewportSize(viewport);
    if (await isWide(page)) found.push(`it scrolls sideways at ${viewport.width} px`);
    found.push(...await page.evaluate(() => [...document.querySelectorAll('body *')]
      .filter((one) => one.checkVisibility() && !one.closest('.unseen, svg, select, textarea, input'))
      .filter((one) => one.scrollWidth > one.clientWidth + 1 && /hidden|clip/.test(getComputedStyle(one).overflowX) && getComputedStyle(one).clipPath === 'none')
      .map((one) => `cut off at ${innerWidth} px: ${one.outerHTML.slice(0, 200)}`)));
  }
  await style.evaluate((one) => one.remove());
  return found;
}

/// In the few colours that a person chose for everything: what axe finds, and what can be pressed and has no edge. Contrast is
/// left out: the person's own colours meet there, and axe reads those of the stylesheet, which are not drawn.
export async function faultsInForcedColours(page) {
  await page.setViewportSize(desktop);
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  const edgeless = await page.evaluate(() => [...document.querySelectorAll('.button, button:not(.plain), input:not([type=hidden]), select, textarea')]
    .filter((one) => one.checkVisibility() && !one.closest('.unseen'))
    .filter((one) => { const style = getComputedStyle(one); return style.borderTopStyle === 'none' && style.appearance === 'none'; }).map((one) => one.outerHTML));
  const found = [...await violations(page, { rules: Object.fromEntries(colours.map((rule) => [rule, { enabled: false }])) }), ...edgeless];
  await page.emulateMedia({ forcedColors: null });
  return found;
}

/// On a phone, each place in the page where Tab stops, in its order: whose focus is not seen, or lies under something, or is
/// above the one before.
export async function faultsOfFocus(page) {
  await page.setViewportSize(phone);
  return page.evaluate(() => {
    const found = [];
    let before = null;
    const stops = [...document.querySelectorAll('main :is(a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex])')]
      .filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true }));
    for (const one of stops) {
      one.focus();
      const [box, style] = [one.getBoundingClientRect(), getComputedStyle(one)];
      const say = (what) => found.push(`${what}: ${one.outerHTML.slice(0, 160)}`);
      if (one !== document.activeElement) { say('takes no focus'); continue; }
      if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) say('the focus is not seen');
      const own = (top) => top && (one.contains(top) || top.contains(one) || top.closest('label')?.contains(one));
      const [x0, y0] = [Math.max(box.left, 0), Math.max(box.top, 0)];  // of what is taller than the screen, what is seen
      const [width, height] = [Math.min(box.right, innerWidth) - x0, Math.min(box.bottom, innerHeight) - y0];
      const points = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.15], [0.5, 0.85]].map(([x, y]) => [x0 + x * width, y0 + y * height]);
      if (!points.some(([x, y]) => own(document.elementFromPoint(x, y)))) say('something lies over the focus');
      const top = box.top + scrollY;
      if (one.tabIndex > 0 || (before !== null && top + 24 < before)) say('the focus goes up the page');
      before = top;
    }
    scrollTo(0, 0);
    return found;
  });
}

/// What a finger is to hit on a phone and is less than 44 px high; a link in a sentence is as high as its line.
export async function tooSmallForAFinger(page) {
  await page.setViewportSize(phone);
  return page.evaluate(() => [...document.querySelectorAll('main :is(button, .button, input:not([type=hidden]), select, textarea, summary)')]
    .filter((one) => one.checkVisibility() && !one.closest('.unseen'))
    .filter((one) => (one.closest('label') ?? one).getBoundingClientRect().height < 43.5)
    .map((one) => one.outerHTML.slice(0, 160)));
}

/// What would be printed and can only be pressed; and the paper, which stays white for those who like the dark.
export async function onPaper(page) {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const seen = await page.evaluate(() => ({
    pressed: [...document.querySelectorAll('button, .button, header.top, footer')].filter((one) => one.checkVisibility()).map((one) => one.outerHTML),
    ground: getComputedStyle(document.body).backgroundColor,
  }));
  await page.emulateMedia({ media: 'screen' });
  return seen;
}
