/** Ticks of a value axis: at 0, `step`, two steps, up to `top`. */
export interface Scale {
  readonly step: number;
  readonly top: number;
}

/** The finest steps of 1, 2 or 5 × 10ⁿ, and never below 1, of which `mostSteps` reach the greatest value. */
export function roundScale(greatest: number, mostSteps: number): Scale {
  const wanted = Math.min(Math.max(1, greatest), 1e20);
  for (let power = 1; ; power *= 10) {
    for (const factor of [1, 2, 5]) {
      const steps = Math.ceil(wanted / (factor * power));
      if (steps <= Math.max(1, mostSteps)) return {step: factor * power, top: steps * factor * power};
    }
  }
}
