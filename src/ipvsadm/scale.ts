/** Units of large numbers, each with the value it starts at (ipvsadm truncates, in decimal units). */
const units = [
  {least: 100_000_000_000_000n, divisor: 1_000_000_000_000n, letter: 'T'},
  {least: 100_000_000_000n, divisor: 1_000_000_000n, letter: 'G'},
  {least: 1_000_000_000n, divisor: 1_000_000n, letter: 'M'},
  {least: 100_000_000n, divisor: 1_000n, letter: 'K'},
] as const;

/** A counter in a right-aligned column of 9; exact ones keep all digits and one blank before them. */
export function scaled(value: bigint, isExact: boolean): string {
  if (isExact) {
    const digits = value.toString();
    return digits.padStart(Math.max(9, digits.length + 1));
  }
  if (value < 100_000_000n) return value.toString().padStart(9);
  const unit = units.find(({least}) => value >= least) as (typeof units)[number];
  return `${value / unit.divisor}${unit.letter}`.padStart(9);
}
