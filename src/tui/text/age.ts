const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago, in the largest unit of which one has passed, at most 4 cells: `0s`, `59s`, `12m`, `3h`, `2d`, `3y`. */
export function age(milliseconds: number): string {
  const passed = Math.max(0, milliseconds);
  if (passed < minute) return `${Math.floor(passed / second)}s`;
  if (passed < hour) return `${Math.floor(passed / minute)}m`;
  if (passed < day) return `${Math.floor(passed / hour)}h`;
  const days = Math.floor(passed / day);
  return days < 1000 ? `${days}d` : `${Math.min(999, Math.floor(days / 365.25))}y`;
}

/** HH:MM:SS. @param milliseconds since 1970 @param offsetMinutes east of Greenwich */
export function clockTime(milliseconds: number, offsetMinutes: number): string {
  const local = milliseconds + offsetMinutes * minute;
  const ofDay = ((local % day) + day) % day;
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${two(ofDay / hour)}:${two((ofDay % hour) / minute)}:${two((ofDay % minute) / second)}`;
}

/** HH:MM:SS.mmm, as clockTime. */
export function preciseTime(milliseconds: number, offsetMinutes: number): string {
  const whole = Math.floor(milliseconds);
  const fraction = ((whole % second) + second) % second;
  return `${clockTime(whole, offsetMinutes)}.${String(fraction).padStart(3, '0')}`;
}
