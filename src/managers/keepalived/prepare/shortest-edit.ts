export interface EditStep {
  readonly sign: ' ' | '-' | '+';
  readonly line: string;
}

/** The fewest lines to take away and put in that make one list of another (Myers, An O(ND) Difference Algorithm, 1986). */
export function shortestEdit(before: readonly string[], after: readonly string[]): EditStep[] {
  const most = before.length + after.length;
  const traces: Map<number, number>[] = [];
  let furthest = new Map<number, number>([[1, 0]]);
  for (let distance = 0; distance <= most; distance++) {
    traces.push(new Map(furthest));
    for (let diagonal = -distance; diagonal <= distance; diagonal += 2) {
      let x = stepsDown(furthest, diagonal, distance)
        ? (furthest.get(diagonal + 1) as number)
        : (furthest.get(diagonal - 1) as number) + 1;
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x++;
      furthest.set(diagonal, x);
      if (x >= before.length && x - diagonal >= after.length) return walkBack(before, after, traces);
    }
    furthest = new Map(furthest);
  }
  return [];
}

function stepsDown(furthest: ReadonlyMap<number, number>, diagonal: number, distance: number): boolean {
  if (diagonal === -distance) return true;
  if (diagonal === distance) return false;
  return (furthest.get(diagonal - 1) as number) < (furthest.get(diagonal + 1) as number);
}

function walkBack(
  before: readonly string[],
  after: readonly string[],
  traces: readonly ReadonlyMap<number, number>[],
): EditStep[] {
  const steps: EditStep[] = [];
  let x = before.length;
  let y = after.length;
  for (let distance = traces.length - 1; distance >= 0; distance--) {
    const furthest = traces[distance] as ReadonlyMap<number, number>;
    const isDown = stepsDown(furthest, x - y, distance);
    const diagonal = x - y + (isDown ? 1 : -1);
    const fromX = distance === 0 ? 0 : (furthest.get(diagonal) as number);
    const fromY = distance === 0 ? 0 : fromX - diagonal;
    while (x > fromX && y > fromY) {
      steps.push({sign: ' ', line: before[--x] as string});
      y--;
    }
    if (distance === 0) break;
    steps.push(isDown ? {sign: '+', line: after[--y] as string} : {sign: '-', line: before[--x] as string});
  }
  return steps.reverse();
}
