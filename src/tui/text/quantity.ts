/** Decimal units, each a thousand times the one before. */
const units = [' ', 'k', 'M', 'G', 'T', 'P', 'E'] as const;

/**
 * A number in exactly 5 cells: up to four of digits, right-aligned, and one for the unit. Whole below 10,000, then with
 * three or four significant digits: `   0 `, `9999 `, `10.0k`, ` 100k`, `9999k`, `10.0M`. What is no number is `   ? `.
 */
export function quantity(value: number): string {
  const rounded = Math.round(value) || 0; // no negative zero
  for (const [i, unit] of units.entries()) {
    const scaled = rounded / 1000 ** i;
    for (const decimals of i === 0 ? [0] : [1, 0]) {
      const digits = scaled.toFixed(decimals);
      if (digits.length <= 4 && Number.isFinite(value)) return digits.padStart(4) + unit;
    }
  }
  return '   ? ';
}

/** All digits, thousands separated: `1,234,567`. */
export function exact(value: bigint | number): string {
  const digits = typeof value === 'number' && Number.isFinite(value) ? BigInt(Math.round(value)) : value;
  return String(digits).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A share (1 is all) in exactly 4 cells: `  7%`, `100%`. @param dash what stands where there is no share, one cell */
export function percent(share: number | undefined, dash = '–'): string {
  if (share === undefined || !Number.isFinite(share)) return dash.padStart(4);
  const rounded = Math.max(0, Math.min(999, Math.round(share * 100)));
  return `${rounded}%`.padStart(4);
}
