/** More differ too much to look at. */
const longestDistance = 20;

/** The known word that was probably meant, if one is near enough. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const most = Math.max(1, Math.floor(word.length / 3));
  let best: {name: string; distance: number} | undefined;
  for (const name of known) {
    const distance = editDistance(word.toLowerCase(), name.toLowerCase());
    if (distance <= most && distance < (best?.distance ?? Number.POSITIVE_INFINITY)) best = {name, distance};
  }
  return best?.name;
}

/** Words for a name that is not known: what was probably meant, or what there is. */
export function unknownName(name: string, known: readonly string[]): string {
  return `there is no ${name}; ${whatThereIs(name, known)}`;
}

/** What was probably meant by a name that is not known, or else all that there is. */
export function whatThereIs(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  if (meant !== undefined) return `did you mean ${meant}?`;
  return known.length === 0 ? 'there are none' : `there are: ${known.join(', ')}`;
}

/** Characters to insert, delete, replace or swap with the next. */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > longestDistance) return Number.POSITIVE_INFINITY; // texts are from outside
  let [before, last]: [number[], number[]] = [[], Array.from({length: b.length + 1}, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      const replaced = (last[j - 1] as number) + (isSame ? 0 : 1);
      let least = Math.min(replaced, (last[j] as number) + 1, (row[j - 1] as number) + 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) least = Math.min(least, (before[j - 2] as number) + 1);
      row.push(least);
    }
    [before, last] = [last, row];
  }
  return last[b.length] as number;
}
