import {escapeControls} from '../ipvs/outside-text.js';
import type {LocalWish, StageFrame, StageRow} from './stage.js';

/** What of a frame is another than in the one before: `top.frame`. */
export interface FrameChange {
  /** How many rows there are now. */
  readonly count: number;
  /** Those that are different, by place. */
  readonly rows: readonly (readonly [number, StageRow])[];
  readonly pressed: number;
  readonly isTyping: boolean;
  readonly local: StageFrame['local'];
}

/** @param before undefined: whoever gets it has none yet */
export function frameChange(before: StageFrame | undefined, after: StageFrame): FrameChange {
  const {rows, ...others} = after;
  const changed = rows.flatMap((row, i) => (isSameRow(before?.rows[i], row) ? [] : [[i, row] as const]));
  return {count: rows.length, rows: changed, ...others};
}

function isSameRow(before: StageRow | undefined, {line, isSelected}: StageRow): boolean {
  if (!before || before.isSelected !== isSelected || before.line.length !== line.length) return false;
  return line.every(({text, role}, i) => before.line[i]?.text === text && before.line[i]?.role === role);
}

/** Rows of the tallest terminal, and spans and characters of the widest. */
const most = {rows: 1000, spans: 2000, characters: 4000} as const;
const emptyRow: StageRow = {line: [], isSelected: false};
const wishes: readonly string[] = ['quit', 'suspend', 'repaint'] satisfies readonly LocalWish[];

/**
 * The frame after a change that came from another host: it is from outside, and nothing in it moves the cursor.
 * @throws Error where it is none
 */
export function applyFrameChange(before: StageFrame | undefined, given: unknown): StageFrame {
  const {count, rows, pressed, isTyping, local} = given as FrameChange;
  if (!Number.isInteger(count) || count < 0 || count > most.rows || !Array.isArray(rows))
    throw new Error('this is no change of a frame');
  const next = Array.from({length: count}, (_, i) => before?.rows[i] ?? emptyRow);
  for (const entry of rows) {
    const [index, row] = entry as [number, StageRow];
    if (!Number.isInteger(index) || index < 0 || index >= count) throw new Error('a row of a frame has no place');
    next[index] = readRow(row);
  }
  return {
    rows: next,
    pressed: typeof pressed === 'number' ? pressed : 0,
    isTyping: isTyping === true,
    local: Object.fromEntries(
      Object.entries(local ?? {}).filter((pair): pair is [string, LocalWish] => wishes.includes(pair[1])),
    ),
  };
}

function readRow({line, isSelected}: StageRow): StageRow {
  if (!Array.isArray(line) || line.length > most.spans) throw new Error('a row of a frame has no line');
  return {
    line: line.map(span => ({
      text: escapeControls(String(span?.text ?? '').slice(0, most.characters)),
      role: String(span?.role ?? 'plain'),
    })),
    isSelected: isSelected === true,
  };
}
