// The host's own pages: signing in, the account, users, and what is said when something cannot be done.
import { totp } from './lodge.mjs';
import { at, enter, send } from './page_steps.mjs';

const password = 'correct horse battery staple';

async function enrol(page, made) {
  await at(page, '/account/second-factor');
  const key = await page.locator('code.key').textContent();
  await enter(page, { code: totp(key), password: made.lead.password });
}

/// Users are changed only by who gave a password lately.
async function confirmed(page, made) {
  await send(page, '/account/confirm', { password: made.school.account('administrator').password });
}

/// A page of theirs that was open while they signed in again.
async function sentLate(page) {
  await at(page, '/staff/rooms/book?room=M06');
  const token = await page.locator('main form input[name=form_token]').first().inputValue();
  await enter(page, { form_token: token.replace(/^[^.]*/, 'of-before'), purpose: 'Something' });
}

export const hostPages = [
  { name: 'settings', as: 'administrator', route: 'GET /admin/settings', go: '/admin/settings' },
  {
    name: 'settings, one that cannot be', as: 'administrator', route: 'POST /admin/settings',
    open: (page) => send(page, '/admin/settings', { 'evenings.hold': 'soon' }),
  },
  { name: 'sign in', route: 'GET /sign-in', go: '/sign-in' },
  { name: 'sign in, signed out just now', go: '/sign-in?out=1' },
  { name: 'sign in, nothing typed', route: 'POST /sign-in', open: (page) => send(page, '/sign-in', {}) },
  { name: 'sign in, wrong password', open: (page) => send(page, '/sign-in', { name: 'nobody', password: 'wrong' }) },
  { name: 'sign in, code', open: (page, made) => send(page, '/sign-in', made.signInOf('administrator')) },
  {
    name: 'sign in, wrong code', route: 'POST /sign-in/code', open: async (page, made) => {
      await send(page, '/sign-in', made.signInOf('administrator'));
      await enter(page, { code: 'abcdef' });
    },
  },
  { name: 'first password', route: 'GET /set-up', go: (made) => made.setUp },
  { name: 'first password, typed twice unlike', route: 'POST /set-up', open: (page, made) => send(page, made.setUp, { new_password: password, again: 'x' }) },
  { name: 'first password, too short', open: (page, made) => send(page, made.setUp, { new_password: 'a', again: 'a' }) },
  { name: 'first password, dead link', go: '/set-up?secret=used' },
  { name: 'nothing at this address', go: '/no-such-page' },
  { name: 'a form that was open too long (403)', open: (page) => send(page, '/sign-in', { form_token: 'old' }) },

  { name: 'a form that waits to be sent', as: 'teacher', route: 'GET /kept', open: sentLate },
  { name: 'no form waits to be sent', as: 'stranger', go: '/kept' },
  { name: 'too long to look for (400)', as: 'office', route: 'POST /search', open: (page) => send(page, '/admin/families', { q: 'x'.repeat(1200) }) },

  { name: 'account', as: 'teacher', route: 'GET /account', go: '/account' },
  { name: 'account, password changed', as: 'teacher', go: '/account?done=password' },
  { name: 'password', as: 'teacher', route: 'GET /account/password', go: '/account/password' },
  { name: 'password, wrong', as: 'teacher', route: 'POST /account/password', open: (page) => send(page, '/account/password', { old_password: 'x', new_password: password, again: password }) },
  { name: 'is it still you', as: 'teacher', route: 'GET /account/confirm', go: '/account/confirm' },
  { name: 'is it still you, wrong password', as: 'teacher', route: 'POST /account/confirm', open: (page) => send(page, '/account/confirm', { password: 'wrong' }) },
  { name: 'second factor', as: 'teacher', route: 'GET /account/second-factor', go: '/account/second-factor' },
  { name: 'second factor, wrong code', as: 'teacher', route: 'POST /account/second-factor', open: (page) => send(page, '/account/second-factor', { code: '000000', password: 'x' }) },
  { name: 'new recovery codes', as: 'teacher', route: 'GET /account/recovery-codes', go: '/account/recovery-codes' },
  { name: 'new recovery codes, wrong password', as: 'teacher', route: 'POST /account/recovery-codes', open: (page) => send(page, '/account/recovery-codes', { password: 'wrong' }) },
  { name: 'not for you (403)', as: 'teacher', go: '/admin/users' },
  { name: 'a form that nobody can read (400)', as: 'teacher', open: (page) => send(page, '/account/password', { idempotency_key: 'ä' }) },
  { name: 'records out of reach (503)', as: 'teacher', open: (page, made) => made.school.withoutStore(() => send(page, '/account/confirm', { password: 'wrong' })) },

  { name: 'second factor, which the role needs', as: 'lead', go: '/account/second-factor' },
  { name: 'recovery codes', as: 'lead', open: enrol },
  { name: 'second factor, another app', as: 'lead', go: '/account/second-factor' },

  { name: 'users', as: 'administrator', route: 'GET /admin/users', go: '/admin/users' },
  { name: 'new user', as: 'administrator', route: 'GET /admin/users/new', go: '/admin/users/new' },
  {
    name: 'new user, no role', as: 'administrator', route: 'POST /admin/users/new', open: async (page, made) => {
      await confirmed(page, made);
      await send(page, '/admin/users/new', { sign_in_name: 'x', shown_name: '' });
    },
  },
  { name: 'user', as: 'administrator', route: 'GET /admin/users/{person}', go: (made) => `/admin/users/${made.newcomer}` },
  {
    name: 'user, no role', as: 'administrator', route: 'POST /admin/users/{person}/roles',
    open: (page, made) => send(page, `/admin/users/${made.newcomer}`, { role: null }),
  },
  {
    name: 'link to set a password', as: 'administrator', route: 'POST /admin/users/{person}/set-up-link',
    open: (page, made) => send(page, `/admin/users/${made.spare}`, {}, 'form[action$=set-up-link]'),
  },
  {
    name: 'user, account closed', as: 'administrator', route: 'POST /admin/users/{person}/close',
    open: (page, made) => send(page, `/admin/users/${made.spare}`, {}, 'form[action$=close]'),
  },
  {
    name: 'user, account open again', as: 'administrator', route: 'POST /admin/users/{person}/open',
    open: (page, made) => send(page, `/admin/users/${made.spare}`, {}, 'form[action$=open]'),
  },
];

/// What answers GET with no page of its own.
export const hostElsewhere = ['GET /sign-in/code', 'GET /assets/{hash}/{name}'];

export const hostPosted = [
  'POST /sign-out', 'POST /language', 'POST /kept', 'POST /account/devices/{device}/end', 'POST /account/devices/end-others',
  'POST /admin/users/{person}/reset-second-factor',
];
