/** Milliseconds since 1970 that do not jump: the same in all processes of a machine, but for what each one begins with. */
export function clock(): number {
  return performance.timeOrigin + performance.now();
}
