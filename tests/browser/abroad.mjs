// A school with an open evening, its mail, and the demo's parent on a phone in a language of her own.
import assert from 'node:assert/strict';
import { openEvening } from './an_evening.mjs';
import { textsOf } from './known_data.mjs';
import { School, phone } from './lodge.mjs';
import { Mailbox } from './mailbox.mjs';
import { Tongue } from './tongue.mjs';

export const names = { en: 'English', pl: 'Polski', ur: 'اردو' };

export const root = (page) => page.evaluate(() => ({ lang: document.documentElement.lang, dir: document.documentElement.dir }));

export async function fits(page) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(over <= 0, `${page.url()} scrolls sideways by ${over} px`);
}

/// How a parent gets in who has a printed letter: by the address in its QR code, or from the first page by typing its code.
export const doors = {
  'the letter\'s QR code': async (page, hand, code) => {
    await page.goto(`/parents/letter?code=${code}`);
  },
  'the letter\'s code, typed': async (page, hand, code) => {
    await hand.press(page, page.locator('main a[href^="/parents"]').first());
    if (!new URL(page.url()).pathname.startsWith('/parents/letter')) await hand.press(page, page.locator('main a[href="/parents/letter"]'));
    await hand.type(page, page.locator('#code'), code);
  },
};

export class Abroad {
  static async open() {
    const abroad = new Abroad();
    abroad.mailbox = await Mailbox.open();
    abroad.school = await School.open(abroad.mailbox.settings);
    abroad.evening = await openEvening(abroad.school);
    abroad.reader = await abroad.school.page(undefined, { viewport: phone });  // shows mails
    return abroad;
  }

  async close() {
    await this.school?.close();
    this.mailbox?.close();
  }

  /// The demo's parent, who chose a language at the first page and came in by the letter; `look` sees each page on the way.
  async arrive(tag, hand, options = {}, door = 'the letter\'s QR code', look = async () => {}) {
    const page = await this.school.page(undefined, { viewport: phone, ...options });
    await page.goto('/');
    if (tag !== 'en') {
      const answer = page.waitForEvent('load');
      await hand.press(page, page.getByRole('button', { name: names[tag], exact: true }));
      await answer;
    }
    await look(page);
    await doors[door](page, hand, this.school.parent.letter_code);
    await look(page);
    await hand.press(page, page.locator('form[action="/parents/letter"] button[type=submit]'));
    await page.waitForURL((url) => url.pathname === '/parents');
    return page;
  }

  /// Ticks one teacher of each child who has a time, the first, and presses the button that says so ("find" or "hand").
  async choose(page, hand, how) {
    const ticked = page.locator('input[name=see]:checked');  // asked for by a teacher, or in the basket
    while ((await ticked.count()) > 0) await ticked.first().uncheck();
    for (const child of [0, 1]) await hand.tick(page, page.locator('fieldset.child').nth(child).locator('input[name=see]').first());
    await hand.press(page, page.locator(`button[name=how][value=${how}]`));
  }

  async giveAllBack(page, told = async () => {}, evening = this.evening) {
    await page.goto(`${evening}/booked`);
    for (let left = await page.locator('.stops > li').count(); left > 0; --left) {
      await page.locator('.stop-acts form button').first().click();
      await page.waitForURL(/done=cancelled/);
      await page.locator('.stops > li').nth(left - 1).waitFor({ state: 'detached' });
      await told();
    }
  }
}

/// Looks at pages and mails for words that were left in English.
export class Listener {
  constructor(abroad, tag) { Object.assign(this, { abroad, tag, tongue: new Tongue(tag) }); }

  say(english) { return this.tongue.say(english); }

  /// The page is in this language, all of it, and fits.
  async hears(page) {
    assert.deepEqual(await root(page), { lang: this.tag, dir: this.tag === 'ur' ? 'rtl' : 'ltr' });
    assert.deepEqual(this.tongue.leftInEnglish(await textsOf(page)), [], page.url());
    await fits(page);
  }

  /// The next mail after the first `than` says so, to eyes and to a screen reader.
  async isTold(than, subject) {
    const { mailbox, school, reader } = this.abroad;
    const mail = await mailbox.next(school.parent.email, than);
    assert.ok(mail.subject.startsWith(this.say(subject).replace('{evening}', '')), mail.subject);
    assert.deepEqual(this.tongue.leftInEnglish(mail.text.split('\n')), []);
    await reader.setContent(mail.html);
    await this.hears(reader);
  }
}
