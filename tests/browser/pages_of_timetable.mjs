// Lessons that came with an import while somebody had booked their room.
import { send, tuesday } from './page_steps.mjs';

const late = '0aaaaaaaaaaaaaaaaaaaaaaa01', other = '0aaaaaaaaaaaaaaaaaaaaaaa02';

export const timetablePages = [
  { name: 'lessons without their room', as: 'office', route: 'GET /admin/timetable', go: '/admin/timetable' },
  { name: 'a lesson gets its room', as: 'office', go: '/admin/timetable?done=1' },
  { name: 'give the room to the lesson', as: 'office', route: 'GET /admin/timetable/{lesson}', go: `/admin/timetable/${late}` },
  { name: 'give the room, another lesson is there', as: 'office', go: `/admin/timetable/${other}` },
  {
    name: 'give the room, it has changed meanwhile (409)', as: 'office', route: 'POST /admin/timetable/{lesson}',
    open: (page) => send(page, `/admin/timetable/${late}`, { booking: '' }),
  },
  { name: 'give the room, the lesson has it (404)', as: 'office', go: '/admin/timetable/0aaaaaaaaaaaaaaaaaaaaaaa03' },
];

/// What an import writes for a lesson that finds no place: one where somebody has booked, one where another lesson is.
export async function makeTimetable(school, made) {
  const booking = await school.api('office', 'POST', '/api/v1/bookings', { room: 'M01', date: tuesday(school, 2), period: 'AS', purpose: 'In the way' });
  const columns = 'insert into lesson (site, id, booking, owner, starts, ends, period, subject, classes, teachers, rooms)';
  school.sql(`${columns} select site, '${late}', '', owner, starts_at, ends_at, period, 'Drama', '9z/Dr1', '', room from room_booking where booking = '${booking.id}'`);
  school.sql(`${columns} select site, '${other}', '', owner, starts, ends, period, 'Drama', '9z/Dr2', '', rooms from lesson`
    + ` where booking <> '' and rooms <> '' and starts > ${Date.now() * 1000 + 14 * 86400e6} order by starts limit 1`);
  made.words.push('Drama', '9z/Dr1', '9z/Dr2');
}
