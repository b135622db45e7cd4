import { quietUntil } from './quiet-hours';

const at = (text: string) => new Date(text).getTime();
const until = (now: string, from: string, to: string, timeZone = 'Asia/Kolkata') => {
  const end = quietUntil(at(now), { from, to, timeZone });
  return end === null ? null : new Date(end).toISOString();
};

it.each([
  ['before they begin', '2026-01-05T21:59:59+05:30', null],
  ['as they begin', '2026-01-05T22:00:00+05:30', '2026-01-06T01:30:00.000Z'],
  ['before midnight', '2026-01-05T23:30:00+05:30', '2026-01-06T01:30:00.000Z'],
  ['after midnight', '2026-01-06T00:10:00.500+05:30', '2026-01-06T01:30:00.000Z'],
  ['a moment before they end', '2026-01-06T06:59:59.999+05:30', '2026-01-06T01:30:00.000Z'],
  ['as they end', '2026-01-06T07:00:00+05:30', null],
])('lasts until seven, over midnight: %s', (_case, now, end) => {
  expect(until(now, '22:00', '07:00')).toBe(end);
});

it.each([
  ['within a day', '2026-01-05T13:15:00+09:00', '13:00', '14:00', 'Asia/Seoul', '2026-01-05T05:00:00.000Z'],
  ['until midnight', '2026-01-05T23:00:00+09:00', '22:00', '00:00', 'Asia/Seoul', '2026-01-05T15:00:00.000Z'],
  ['the night in which clocks go forward', '2026-03-08T00:30:00-05:00', '22:00', '07:00', 'America/New_York', '2026-03-08T11:00:00.000Z'],
  ['the night in which clocks go back', '2026-11-01T00:30:00-04:00', '22:00', '07:00', 'America/New_York', '2026-11-01T12:00:00.000Z'],
  ['an end that the clocks leave out', '2026-03-08T00:30:00-05:00', '22:00', '02:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
  ['an end that the clocks show twice, before the first', '2026-11-01T00:30:00-04:00', '22:00', '01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
  ['an end that the clocks show twice, before the second', '2026-11-01T01:10:00-05:00', '22:00', '01:30', 'America/New_York', '2026-11-01T06:30:00.000Z'],
  ['a zone of quarters of an hour', '2026-01-05T23:00:00+05:45', '22:00', '06:00', 'Asia/Kathmandu', '2026-01-06T00:15:00.000Z'],
])('knows zones: %s', (_case, now, from, to, zone, end) => {
  expect(until(now, from, to, zone)).toBe(end);
});

it('always ends later', () => {
  for (const timeZone of ['Asia/Kolkata', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia']) {
    for (let instant = at('2026-01-01T00:10:00Z'); instant < at('2027-01-01T00:00:00Z'); instant += 7 * 3_600_000 + 11 * 60_000) {
      const end = quietUntil(instant, { from: '20:00', to: '02:15', timeZone });
      expect(end === null || (end > instant && end - instant <= 7.5 * 3_600_000)).toBe(true);
    }
  }
});
