import type {Model} from '../model.js';
import type {Picture} from '../performance.js';
import {frame} from './frame.js';

/** The whole screen of one director. */
export function pictureOf(model: Model): Picture {
  return {columns: model.columns, rows: model.rows, theme: model.settings.theme, lines: frame(model)};
}
