import type {Glyphs} from './glyphs.js';

/** A horizontal bar of exactly `width` cells. @param share 0..1; more than nothing is never empty, less than all never full */
export function gauge(share: number, width: number, {steps: marks, empty}: Glyphs): string {
  const all = Math.max(0, width) * marks.length;
  const steps = stepsOf(share, all);
  const full = Math.floor(steps / marks.length);
  const part = steps % marks.length;
  const bar = (marks.at(-1) as string).repeat(full) + (part > 0 ? marks[part - 1] : '');
  return bar + empty.repeat(Math.max(0, width) - bar.length);
}

function stepsOf(share: number, all: number): number {
  if (!(share > 0) || all === 0) return 0;
  if (share >= 1) return all;
  return Math.min(Math.max(1, all - 1), Math.max(1, Math.round(share * all)));
}
