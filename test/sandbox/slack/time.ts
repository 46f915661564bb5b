/** A time as Slack writes it for its format; `ts` is in seconds. The viewer's zone decides the day and the hour. */
export function slackTime(ts: number, format: string, timeZone: string, now = new Date()): string {
  const at = new Date(ts * 1000);
  const write = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-US', { timeZone, ...options }).format(at);
  const ofYear =
    write({ year: 'numeric' }) === String(yearIn(timeZone, now)) ? {} : { year: 'numeric' as const };
  const pretty = (written: string) => relativeDay(at, now, timeZone) ?? written;
  const parts: Readonly<Record<string, () => string>> = {
    date_num: () => new Intl.DateTimeFormat('en-CA', { timeZone }).format(at),
    date_slash: () => write({ year: 'numeric', month: '2-digit', day: '2-digit' }),
    date: () => write({ ...ofYear, month: 'long', day: 'numeric' }),
    date_short: () => write({ ...ofYear, month: 'short', day: 'numeric' }),
    date_long: () => write({ ...ofYear, weekday: 'long', month: 'long', day: 'numeric' }),
    date_pretty: () => pretty(write({ ...ofYear, month: 'long', day: 'numeric' })),
    date_short_pretty: () => pretty(write({ ...ofYear, month: 'short', day: 'numeric' })),
    date_long_pretty: () => pretty(write({ ...ofYear, weekday: 'long', month: 'long', day: 'numeric' })),
    time: () => write({ hour: 'numeric', minute: '2-digit' }),
    time_secs: () => write({ hour: 'numeric', minute: '2-digit', second: '2-digit' }),
    ago: () => ago(at, now),
  };
  return format.replace(/\{(\w+)\}/g, (whole, name: string) => parts[name]?.() ?? whole);
}

const yearIn = (timeZone: string, now: Date) =>
  new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric' }).format(now);

function relativeDay(at: Date, now: Date, timeZone: string): string | undefined {
  const day = (date: Date) =>
    Date.parse(new Intl.DateTimeFormat('en-CA', { timeZone }).format(date)) / 86_400_000;
  const away = day(at) - day(now);
  return away >= -1 && away <= 1
    ? new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(away, 'day')
    : undefined;
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

function ago(at: Date, now: Date): string {
  const seconds = Math.round((at.getTime() - now.getTime()) / 1000);
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? (['second', 1] as const);
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(Math.trunc(seconds / size), unit);
}
