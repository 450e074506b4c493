// The pages with which parents get in, and what they see first.
import { at, send, speakAsAsked } from './page_steps.mjs';

const unknown = { school: 'larkhill', parent: 'Nobody Atall', child: 'No Child', born_or_class: '9B' };
const letter = (made) => ({ code: made.school.parent.letter_code });
const wayIn = 'form[action="/parents/letter"]';

export const parentPages = [
  { name: 'who are you', route: 'GET /', go: '/' },
  { name: 'who are you, signed out just now', go: '/?out=1' },
  { name: 'parent, sign in', route: 'GET /parents/sign-in', go: '/parents/sign-in' },
  { name: 'parent, code too late', go: '/parents/sign-in?late=1' },
  { name: 'parent, nothing typed', route: 'POST /parents/sign-in', open: (page) => send(page, '/parents/sign-in', {}, 'form[action="/parents/sign-in"]') },
  { name: 'parent, six digits', route: 'GET /parents/code', open: (page) => send(page, '/parents/sign-in', unknown, 'form[action="/parents/sign-in"]') },
  {
    name: 'parent, wrong digits', route: 'POST /parents/code', open: async (page) => {
      await send(page, '/parents/sign-in', unknown, 'form[action="/parents/sign-in"]');
      await send(page, new URL(page.url()).pathname + new URL(page.url()).search, { code: '000000' }, 'form[action="/parents/code"]');
    },
  },
  { name: 'parent, letter', route: 'GET /parents/letter', go: '/parents/letter' },
  { name: 'parent, letter filled in', go: (made) => `/parents/letter?code=${made.school.parent.letter_code}` },
  { name: 'parent, wrong letter', route: 'POST /parents/letter', open: (page) => send(page, '/parents/letter', { code: '0000000000' }, wayIn) },
  { name: 'parent, children', route: 'GET /parents', open: async (page, made) => {
    await send(page, '/parents/letter', letter(made), wayIn);
    await speakAsAsked(page);
    await at(page, '/parents');
  } },
];

export const parentElsewhere = [];
