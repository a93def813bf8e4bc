import type {Spot} from './line-place.js';

/** Something that is put into a file. */
export interface Edit {
  readonly file: string;
  readonly spot: Spot;
  /** What stands there then: lines without their ends and indents, or words. */
  readonly lines: readonly string[];
  /** Behind a line of its own. */
  readonly comment?: string;
}

/** A text with what is put into it; its line ends stay what they are. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const lines = text.split('\n');
  const end = lines[0]?.endsWith('\r') ? '\r' : '';
  for (const {spot, lines: added, comment} of [...edits].sort((a, b) => positionOf(b) - positionOf(a))) {
    if (spot.type === 'line') {
      const behind = comment === undefined ? '' : ` ${comment}`;
      lines.splice(spot.after, 0, ...added.map(line => spot.indent + line + behind + end));
    } else {
      const old = lines[spot.line - 1] as string;
      const at = spot.column - 1;
      lines[spot.line - 1] = `${old.slice(0, at)}${added.join(' ')} ${old.slice(at)}`;
    }
  }
  return lines.join('\n');
}

/** Edits are made from the end, so that the places of the others stay. */
function positionOf({spot}: Edit): number {
  return spot.type === 'line' ? (spot.after + 0.5) * 10_000 : spot.line * 10_000 + Math.min(spot.column, 4000);
}
