import type {Model} from '../../model.js';
import {clockTime} from '../../text/age.js';
import {type Line, span} from '../../theme/role.js';
import {type Panel, panel} from '../../components/panel.js';

const mostChanges = 8;

/** What was changed of a row and, where it is a service, of its real servers; the newest first. */
export function changesPanel({events, settings}: Model, key: string): Panel {
  const {timeOffset, glyphs} = settings;
  const found = events.events.filter(({row}) => row === key || row.startsWith(`${key} `));
  const lines = found.slice(0, mostChanges).map(({at, kind, words}): Line => {
    const by = kind === 'own' ? 'you   ' : 'others';
    return [span(` ${clockTime(at, timeOffset)}  ${by}  `, 'muted'), span(words)];
  });
  const none: Line = [span(' none since this console was opened', 'muted')];
  return panel('CHANGES', () => (lines.length > 0 ? lines : [none]), glyphs.ellipsis);
}
