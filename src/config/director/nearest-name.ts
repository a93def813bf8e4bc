/** What there is, for a name that is not known: the one that was probably meant, else all of them. */
export function nearestName(name: string, known: readonly string[]): string {
  const most = Math.max(1, Math.floor(name.length / 3));
  const near = known
    .map(each => ({each, distance: editDistance(name.toLowerCase(), each.toLowerCase())}))
    .filter(({distance}) => distance <= most)
    .sort((a, b) => a.distance - b.distance);
  if (near[0]) return `did you mean ${near[0].each}?`;
  return known.length === 0 ? 'there are none' : `there are: ${known.join(', ')}`;
}

/** Characters to insert, delete or replace. */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 20) return Number.POSITIVE_INFINITY;
  let last = Array.from({length: b.length + 1}, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (last[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, (last[j] as number) + 1, (row[j - 1] as number) + 1));
    }
    last = row;
  }
  return last[b.length] as number;
}
