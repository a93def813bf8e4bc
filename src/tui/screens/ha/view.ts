import type {ScreenLine} from '../../view/screen-line.js';
import {span} from '../../theme/role.js';

/** Who holds the addresses. NB: nothing observes VRRP yet; this screen says so rather than looking empty. */
export function viewHa(): readonly ScreenLine[] {
  return [
    {line: []},
    {line: [span('  Who holds the virtual addresses is not observed by this version.', 'title')]},
    {line: [span('  Connection sync between directors is on the screen Director (3).', 'muted')]},
  ];
}
