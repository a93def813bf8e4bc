import type {ScreenLine} from '../../view/screen-line.js';
import {span} from '../../theme/role.js';

/** Which real servers work. NB: nothing tells of checks yet; this screen says so rather than looking empty. */
export function viewChecks(): readonly ScreenLine[] {
  return [
    {line: []},
    {line: [span('  Results of health checks are not read by this version.', 'title')]},
    {line: [span('  What a checker does with the table is on the screens Services (1) and Events (6).', 'muted')]},
  ];
}
