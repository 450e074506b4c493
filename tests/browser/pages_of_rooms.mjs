// The pages of rooms.
import { moved, send, soon, tuesday } from './page_steps.mjs';

const dateOf = (made) => tuesday(made.school, 1);
const book = (room) => (made) => `/staff/rooms/book?room=${room}&date=${dateOf(made)}&period=AS`;
const purpose = 'Something', kNote = 'Chairs in a ring.';

export const roomsPages = [
  { name: 'day', as: 'teacher', route: 'GET /staff/rooms/day/{date}', go: (made) => `/staff/rooms/day/${dateOf(made)}` },
  { name: 'today, or the next school day', as: 'teacher', route: 'GET /staff/rooms', go: '/staff/rooms' },
  { name: 'day, a weekend, one building', as: 'teacher', go: (made) => `/staff/rooms/day/${moved(dateOf(made), 4)}?building=Sports` },
  { name: 'day, no room is like that', as: 'teacher', go: (made) => `/staff/rooms/day/${dateOf(made)}?seats=900` },
  { name: 'day, no such date', as: 'teacher', go: '/staff/rooms/day/tomorrow' },
  { name: 'week of a room', as: 'teacher', route: 'GET /staff/rooms/week/{room}', go: (made) => `/staff/rooms/week/M01?date=${dateOf(made)}` },
  { name: 'find', as: 'teacher', route: 'GET /staff/rooms/find', go: (made) => `/staff/rooms/find?date=${dateOf(made)}&period=AS` },
  { name: 'find, nothing is free', as: 'teacher', go: (made) => `/staff/rooms/find?date=${dateOf(made)}&period=AS&seats=900` },
  { name: 'find, no such time', as: 'teacher', go: (made) => `/staff/rooms/find?date=${dateOf(made)}&from=11:00&to=10:00` },
  { name: 'book', as: 'teacher', route: 'GET /staff/rooms/book', go: book('M06') },
  { name: 'book, nothing chosen yet', as: 'teacher', go: '/staff/rooms/book' },
  { name: 'book for somebody', as: 'office', go: book('M06') },
  { name: 'book, no purpose', as: 'teacher', route: 'POST /staff/rooms/book', open: (page, made) => send(page, book('M06')(made), { purpose: '' }) },
  { name: 'book, the rule says no', as: 'teacher', open: (page, made) => send(page, `/staff/rooms/book?room=Hall&date=${soon(made.school)}&period=AS`, { purpose }) },
  { name: 'book, taken', as: 'teacher', open: (page, made) => send(page, book(made.taken.room)(made), { purpose }) },
  {
    name: 'book weekly, a choice each', as: 'teacher', open: async (page, made) => {
      await send(page, `/staff/rooms/book?room=${made.taken.room}&date=${moved(dateOf(made), -7)}&period=AS`, { purpose, repeat: 'weekly', until: moved(dateOf(made), 14) });
    },
  },
  {
    name: 'booked', as: 'teacher', open: async (page, made) => {
      await send(page, `/staff/rooms/book?room=M07&date=${made.freshDate()}&period=AS`, { purpose });
    },
  },
  { name: 'booking', as: 'teacher', route: 'GET /staff/rooms/bookings/{id}', go: (made) => made.once },
  { name: 'booking of a series', as: 'teacher', go: (made) => made.weekly },
  { name: 'booking, given back', as: 'teacher', go: (made) => made.cancelled },
  { name: 'booking, displaced by a lesson', as: 'teacher', go: (made) => made.displaced },
  { name: 'booking of another', as: 'teacher', go: (made) => made.others },
  { name: 'booking, not there', as: 'teacher', go: '/staff/rooms/bookings/none' },
  { name: 'change', as: 'teacher', route: 'GET /staff/rooms/bookings/{id}/edit', go: (made) => `${made.once}/edit` },
  { name: 'change a series', as: 'teacher', go: (made) => `${made.weekly}/edit` },
  { name: 'change, no purpose', as: 'teacher', route: 'POST /staff/rooms/bookings/{id}/edit', open: (page, made) => send(page, `${made.once}/edit`, { purpose: '' }) },
  { name: 'change, taken', as: 'teacher', open: (page, made) => send(page, `${made.once}/edit`, { room: made.taken.room, date: dateOf(made), period: 'AS' }) },
  { name: 'change, somebody else\'s (403)', as: 'teacher', go: (made) => `${made.others}/edit` },
  { name: 'give back', as: 'teacher', route: 'GET /staff/rooms/bookings/{id}/cancel', go: (made) => `${made.once}/cancel` },
  { name: 'give back a series', as: 'teacher', go: (made) => `${made.weekly}/cancel` },
  { name: 'give back, in no way that there is (400)', as: 'teacher', route: 'POST /staff/rooms/bookings/{id}/cancel', open: (page, made) => send(page, `${made.weekly}/cancel`, { scope: 'some' }) },
  { name: 'my bookings', as: 'teacher', route: 'GET /staff/rooms/bookings', go: '/staff/rooms/bookings' },
  { name: 'my bookings, none yet', as: 'stranger', go: '/staff/rooms/bookings' },
  { name: 'day, a school without rooms', as: 'stranger', go: '/staff/rooms' },
  { name: 'find, a school without rooms', as: 'stranger', go: '/staff/rooms/find' },
];

export const roomsElsewhere = ['GET /staff/rooms/bookings/{id}/calendar.ics'];

/// What the pages of rooms stand on, made once a school.
export async function makeRooms(school, made) {
  const date = dateOf(made);
  const own = (await school.api('teacher', 'POST', '/api/v1/bookings', { room: 'M05', date: moved(date, 7), period: 'AS', purpose })).id;
  const taken = { room: 'M08', date, period: 'AS', purpose: 'In the way' };
  const there = await school.api('office', 'POST', '/api/v1/bookings', taken);
  const series = await school.api('teacher', 'POST', '/api/v1/bookings', { room: 'M04', date, period: 'AS', purpose, notes: kNote, repeat_until: moved(date, 14) });
  const gone = (await school.api('teacher', 'POST', '/api/v1/bookings', { room: 'M03', date, period: 'AS', purpose })).id;
  await school.api('teacher', 'DELETE', `/api/v1/bookings/${gone}`);
  const lost = (await school.api('teacher', 'POST', '/api/v1/bookings', { room: 'M02', date, period: 'AS', purpose })).id;
  await school.api('teacher', 'DELETE', `/api/v1/bookings/${lost}`);
  school.sql(`update room_booking set displaced_by = 'timetable.lesson' where booking = '${lost}'`);
  const path = (id) => `/staff/rooms/bookings/${id}`;
  const rule = await school.refused('teacher', 'POST', '/api/v1/bookings', { room: 'Hall', date: soon(school), period: 'AS', purpose });
  let weeks = 0;
  Object.assign(made, {
    once: path(own), others: path(there.id), weekly: path(series.id), cancelled: path(gone), displaced: path(lost), taken,
    freshDate: () => moved(date, ++weeks * 7),
    words: [purpose, taken.purpose, kNote, rule.title],
  });
}
