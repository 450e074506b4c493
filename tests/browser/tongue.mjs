// What Lodge says in one language, read from its catalogue; and whether a text was left in English.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../../host/pages/catalogue');
const kEnglishDates = /\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:January|February|March|April|June|July|August|September|October|November|December)\b|\d [ap]m\b/;

/// Each entry of a .po: its English forms and what is said for them.
function entries(file) {
  const text = readFileSync(join(folder, file), 'utf8').replace(/"\n"/g, '');
  const unquoted = (words) => words.replace(/\\(.)/g, (_, letter) => (letter === 'n' ? '\n' : letter));
  return text.split(/\n\n+/).map((entry) => {
    const all = (key) => [...entry.matchAll(new RegExp(`^${key} "(.*)"$`, 'gm'))].map((found) => unquoted(found[1]));
    return { english: [...all('msgid'), ...all('msgid_plural')].filter(Boolean), said: all('msgstr(?:\\[\\d\\])?').filter(Boolean) };
  }).filter((entry) => entry.english.length);
}

/// A sentence with any value in each of its {places}.
function pattern(sentence) {
  const escaped = sentence.replace(/[\\^$.*+?()[\]|]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/\{\w*\}/g, '.+')}$`);
}

export class Tongue {
  constructor(tag) {
    this.said = new Map(entries(`${tag}.po`).map((entry) => [entry.english[0], entry.said]));
    const letters = (sentence) => sentence.replace(/\{\w*\}/g, '').match(/\p{L}/gu)?.length ?? 0;
    this.english = entries('lodge.pot').flatMap(({ english }) => english.filter((one) => letters(one) > 3 && !this.said.get(english[0])?.includes(one)).map(pattern));
  }

  /// The English sentence as a page in this language has it; of a counted one its first form.
  say(english) {
    const said = this.said.get(english)?.[0];
    if (!said) throw new Error(`not in the catalogue: ${english}`);
    return said;
  }

  /// Of these texts those that are English sentences of Lodge, or hold an English date or time.
  leftInEnglish(texts) {
    return texts.filter((text) => kEnglishDates.test(text) || this.english.some((one) => one.test(text)));
  }
}
