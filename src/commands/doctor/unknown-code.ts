import {allRows} from '../../doctor/all-rows.js';
import {whatThereIs} from '../../ipvs/nearest-name.js';
import {escapeControls} from '../../ipvs/outside-text.js';

/** More are no help. */
const most = 5;

/** Words for a code of no question: those that are near to it, as there are too many to name all. */
export function unknownCode(code: string): string {
  const codes = allRows.map(row => row.code);
  const meant = whatThereIs(code, codes);
  const near = sharing(code, codes).slice(0, most);
  const advice = meant.startsWith('did you mean')
    ? meant
    : near.length > 0
      ? `near to it: ${near.join(', ')}`
      : 'lvsctl doctor --explain all tells of each there is';
  return `there is no question ${escapeControls(code)}; ${advice}`;
}

/** Those with a word of it, first those with most of them. */
function sharing(code: string, codes: readonly string[]): readonly string[] {
  const words = code
    .toLowerCase()
    .split(/[-_. ]+/)
    .filter(word => word.length > 1);
  const shared = (known: string) => words.filter(word => known.includes(word)).length;
  return codes.filter(known => shared(known) > 0).sort((a, b) => shared(b) - shared(a));
}
