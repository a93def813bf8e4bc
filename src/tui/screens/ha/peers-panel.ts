import {formatAddress} from '../../../net/address.js';
import type {InstanceView, PeerView} from '../../../vrrp/findings/instance-view.js';
import {type Panel, panel} from '../../components/panel.js';
import {age} from '../../text/age.js';
import type {Glyphs} from '../../text/glyphs.js';
import {fit} from '../../text/width.js';
import {type Line, type Role, span} from '../../theme/role.js';
import {routerName} from './words.js';

/** Who else was heard of a virtual router. */
export function peersPanel(view: InstanceView | undefined, at: number, {ellipsis, dash}: Glyphs): Panel {
  const title = view ? `PEERS OF ${routerName(view.identity)}` : 'PEERS';
  const peers = view?.peers ?? [];
  const titles = peers.length > 0 ? 'STATE    PRIO HEARD MISSED CHANGES' : '';
  return width => {
    const nameWidth = width < 66 ? 20 : 27;
    const lines = peers.map(peer => [
      span(fit(` ${formatAddress(peer.address)}`, nameWidth, 'left', ellipsis)),
      ...peerCells(peer, at, dash),
    ]);
    const body = lines.length > 0 || !view ? lines : [nobody(view)];
    return panel(`${fit(title, nameWidth - 1, 'left', ellipsis)}${titles}`, () => body, ellipsis)(width);
  };
}

/** Of a master that is alone nothing can be heard. */
function nobody({state}: InstanceView): Line {
  const words = state === 'master' ? ' nobody: backups are silent while there is a master' : ' nobody was heard';
  return [span(words, 'muted')];
}

function peerCells(
  {state, priority, lastSeen, missed, transitions, isUnicast}: PeerView,
  at: number,
  dash: string,
): Line {
  const right = (text: string, width: number) => fit(text, width, 'right', '');
  const heard = lastSeen === undefined ? 'never' : age(at - lastSeen);
  return [
    span(fit(state, 8, 'left', ''), peerRoles[state]),
    span(` ${right(priority?.toString() ?? dash, 4)} ${right(heard, 5)} `),
    span(right(String(missed), 6), missed > 0 ? 'warn' : 'plain'),
    span(` ${right(String(transitions), 7)}`),
    span(isUnicast ? '  unicast' : '', 'muted'),
  ];
}

const peerRoles: Readonly<Record<PeerView['state'], Role>> = {
  master: 'good',
  overdue: 'warn',
  left: 'accent',
  yielded: 'accent',
  silent: 'bad',
  unknown: 'stale',
};
