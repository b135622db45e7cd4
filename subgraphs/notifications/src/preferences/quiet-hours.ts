const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** `HH:MM` of a person's zone; from after to: over midnight. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
  /** IANA name. */
  readonly timeZone: string;
}

/** When the quiet hours that hold at an instant end; null at other times. Epoch milliseconds. A time that a change of the clocks leaves out counts as that much later. */
export function quietUntil(now: number, { from, to, timeZone }: QuietHours): number | null {
  const local = now + offsetAt(now, timeZone);
  const [minute, begin, end] = [Math.floor((local % DAY_MS) / MINUTE_MS), minutesOf(from), minutesOf(to)];
  const quiet = begin < end ? minute >= begin && minute < end : minute >= begin || minute < end;
  if (!quiet) return null;
  const midnight = local - (local % DAY_MS);
  return instantOf(midnight + end * MINUTE_MS + (minute < end ? 0 : DAY_MS), now, timeZone);
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** Making one takes longer than using it a hundred times; there are some hundred zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-US', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  });
  formats.set(timeZone, known);
  return known;
}

/** Local time minus UTC, milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((candidate) => candidate.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) - (instant - (instant % 1_000));
}

/** The first instant after now at which clocks there show a local time; where they leave it out, the one that is as much later. */
function instantOf(local: number, now: number, timeZone: string): number {
  const around = [-DAY_MS / 2, DAY_MS / 2].map((distance) => local - offsetAt(local + distance, timeZone));
  const shown = around.filter((instant) => instant > now && instant + offsetAt(instant, timeZone) === local);
  return Math.max(shown.length > 0 ? Math.min(...shown) : Math.max(...around), now + 1);
}
