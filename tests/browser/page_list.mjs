// Every page that somebody can be shown, and the way to it. pages.test.mjs and pages_said.test.mjs hold each of them to axe, to 320 px and to the
// catalogue, and fails for an address that is neither here nor among those that answer with no page.
//   name   what it is, in words
//   route  the route whose answer it is, as `lodged --routes` names it; left out for another state of the same page
//   as     who looks: a role of the demo school, 'lead' (must set up a second factor), 'stranger' (of another school);
//          nobody when left out
//   go     its path, or a function of what was made beforehand (`made`) that gives it
//   open   the steps to it, where an address alone does not lead there: async (page, made) => …
import { eveningOfficePages, eveningOfficePosted, findEvening } from './pages_of_evening_office.mjs';
import { familyElsewhere, familyPages, familyPosted, makeFamilies } from './pages_of_families.mjs';
import { familyOfficePages, familyOfficePosted, makeFamilyOffice } from './pages_of_family_office.mjs';
import { hostElsewhere, hostPages, hostPosted } from './pages_of_host.mjs';
import { letterElsewhere, letterPages } from './pages_of_letters.mjs';
import { parentElsewhere, parentPages } from './pages_of_parents.mjs';
import { makeNight, nightElsewhere, nightPages, nightPosted } from './pages_of_the_night.mjs';
import { makeRounds, roundPages } from './pages_of_rounds.mjs';
import { makeTimetable, timetablePages } from './pages_of_timetable.mjs';
import { makeRooms, roomsElsewhere, roomsPages } from './pages_of_rooms.mjs';

export const pages = [...hostPages, ...eveningOfficePages, ...parentPages, ...familyPages, ...familyOfficePages, ...letterPages, ...nightPages, ...roundPages, ...roomsPages, ...timetablePages];
export const elsewhere = [...hostElsewhere, ...parentElsewhere, ...familyElsewhere, ...letterElsewhere, ...nightElsewhere, ...roomsElsewhere];
/// What a form is sent to and that answers with no page of its own.
export const postedElsewhere = [...hostPosted, ...eveningOfficePosted, ...familyPosted, ...familyOfficePosted, ...nightPosted];

/// What the pages stand on. Once a school.
export async function make(school) {
  school.lodge('site', 'create', 'empty', '--name', 'Hollow Hill School');
  const newcomer = school.lodge('user', 'add', 'newcomer', '--roles', 'teacher', '--name', 'Nova Newcomer', '--site', 'larkhill');
  const spare = school.lodge('user', 'add', 'spare', '--roles', 'office', '--name', 'Nova Spare', '--site', 'larkhill');
  await school.newcomer('stranger', 'teacher', 'empty');
  const link = new URL(newcomer.set_up);
  const made = { school, newcomer: newcomer.person, spare: spare.person, setUp: link.pathname + link.search };
  made.signInOf = (role) => ({ name: school.account(role).sign_in, password: school.account(role).password });
  await makeRooms(school, made);
  await makeTimetable(school, made);
  await findEvening(school, made);
  await makeFamilies(school, made);
  await makeFamilyOffice(school, made);
  await makeNight(school, made);
  await makeRounds(school, made);
  made.words.push('Nobody Atall', 'No Child');  // who knocks in pages_of_parents.mjs
  return made;
}

/// A page of the list, walked to in a browser that is kept for all pages of the same person.
export class Walk {
  /// A second factor is set up once, so each walk has a lead of its own.
  static async begin(made, options) {
    const { school } = made;
    made.leads = (made.leads ?? 0) + 1;
    made.lead = await school.newcomer(`lead${made.leads}`, 'data_protection');
    school.accounts = [...school.accounts.filter((account) => account.role !== 'lead'), { ...made.lead, role: 'lead' }];
    return Object.assign(new Walk(), { made, options, open: new Map() });
  }

  async to(entry) {
    const page = await this.pageOf(entry.as);
    if (entry.open) await entry.open(page, this.made);
    else await page.goto(typeof entry.go === 'function' ? entry.go(this.made) : entry.go);
    return page;
  }

  async pageOf(who) {
    if (!this.open.has(who)) this.open.set(who, await this.made.school.page(who, this.options));
    return this.open.get(who);
  }

  async close() {
    for (const page of this.open.values()) await page.context().close();
  }
}
