import type {Glyphs} from '../../text/glyphs.js';
import {type Line, span} from '../../theme/role.js';

/** Where the first reading is awaited. */
export function waiting({ellipsis}: Glyphs): readonly Line[] {
  return [[span(` ${ellipsis}`, 'muted')]];
}
