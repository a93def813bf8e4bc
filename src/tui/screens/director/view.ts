import {screenArea} from '../../layout.js';
import type {Model} from '../../model.js';
import type {ScreenLine} from '../../view/screen-line.js';
import {directorLines} from './lines.js';
import {scrolled} from '../../components/scroll.js';

/** The director as a whole; what does not fit is reached by scrolling. */
export function viewDirector(model: Model): readonly ScreenLine[] {
  const {director, snapshot, settings} = model;
  const {height} = screenArea(model);
  if (!snapshot) return [];
  return scrolled(directorLines(model, snapshot), director.offset, height, settings.glyphs).map(line => ({line}));
}
