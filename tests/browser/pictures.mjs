// Takes the README's two pictures anew, of the demo school's rooms as a teacher sees them: node tests/browser/pictures.mjs
// In school hours of a school day they show what is free now; at any other time `faketime '2027-01-12 10:25' node …` does.
// Chromium writes the date in its field as a British one does if Debian's chromium-l10n is installed.
import { fileURLToPath } from 'node:url';
import { School, desktop, phone } from './lodge.mjs';

process.env.LANGUAGE = 'en_GB';
const folder = fileURLToPath(new URL('../../packaging/doc/', import.meta.url));
const school = await School.open();
try {
  for (const [name, viewport] of Object.entries({ day: desktop, phone })) {
    const page = await school.page('teacher', { viewport });
    await page.goto('/staff/rooms');
    await page.screenshot({ path: `${folder}${name}.png` });
    await page.context().close();
  }
} finally {
  await school.close();
}
