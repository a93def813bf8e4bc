/** The share of a screen's fields, which blanks divide, that are not what they were. */
export function changedFields(before: readonly string[], after: readonly string[]): number {
  let [changed, all] = [0, 0];
  for (const [row, text] of after.entries()) {
    const [old, now] = [fieldsOf(before[row] ?? ''), fieldsOf(text)];
    const length = Math.max(old.length, now.length);
    all += length;
    for (let i = 0; i < length; i++) if (old[i] !== now[i]) changed++;
  }
  return all === 0 ? 0 : changed / all;
}

function fieldsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter(field => field !== '');
}
