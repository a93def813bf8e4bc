import {formatAddress} from '../../net/address.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import type {AddressView, Evidence, InstanceView, PeerView} from '../../vrrp/findings/instance-view.js';
import {span} from '../../vrrp/findings/words.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import type {Hold} from '../../vrrp/truth/hold.js';
import {heldWords} from './hold-text.js';
import {instanceName, stateName} from './names.js';

const labelWidth = 11;

/** Everything about one instance: what it is, since when and why, and the evidence. */
export function instanceDetails(view: InstanceView, hold: Hold | undefined, now: Milliseconds): string {
  const {identity, group, since, why} = view;
  const router = identity.virtualRouter === 0 ? '' : `virtual router ${identity.virtualRouter}, `;
  const place = `${identity.interface}, ${router}${identity.family}`;
  const lines = [
    `${instanceName(identity)}  ${view.isWanted ? stateName(view, hold && heldWords(hold)) : 'heard, not configured here'}  ${place}`,
    ...section(
      'since',
      since
        ? [`${new Date(since.at).toISOString()}, ${span(now - since.at)} ago, by the ${since.source}`]
        : ['unknown: nobody who saw it told'],
    ),
    ...section('why', why ? [why.words] : []),
    ...section('priority', priorityLines(view)),
    ...section('group', group ? [`${group.name}${group.state ? `: ${group.state.toUpperCase()}` : ''}`] : []),
    ...section('addresses', view.addresses.map(addressLine)),
    ...section(
      'peers',
      view.peers.map(peer => peerLine(peer, now)),
    ),
    ...section('evidence', view.evidence.map(evidenceLine)),
  ];
  return `${lines.map(escapeControls).join('\n')}\n`;
}

function section(label: string, lines: readonly string[]): string[] {
  return lines.map((line, i) => `  ${(i === 0 ? label : '').padEnd(labelWidth)}${line}`);
}

function priorityLines({priority: {base, effective, adjustments}}: InstanceView): string[] {
  if (base === undefined && effective === undefined) return [];
  const words =
    effective === undefined || effective === base
      ? String(base ?? effective)
      : `${effective}, configured ${base ?? 'unknown'}`;
  return [words, ...(adjustments ?? []).map(({by, amount}) => `${amount >= 0 ? '+' : ''}${amount} by ${by}`)];
}

function addressLine({address, isPresent, isExcluded, elsewhere}: AddressView): string {
  const here = isPresent === undefined ? 'not looked for' : isPresent ? 'here' : 'not here';
  const also = elsewhere.length > 0 ? `, also on ${elsewhere.join(', ')}` : '';
  return `${formatAddress(address)} ${here}${isExcluded ? ', not advertised' : ''}${also}`;
}

function peerLine({address, state, priority, lastSeen, missed, isUnicast}: PeerView, now: Milliseconds): string {
  const heard = lastSeen === undefined ? 'never heard' : `heard ${span(now - lastSeen)} ago`;
  const words = [
    state,
    ...(priority === undefined ? [] : [`priority ${priority}`]),
    heard,
    ...(missed > 0 ? [`${missed} advertisements missed`] : []),
    ...(isUnicast ? ['unicast'] : []),
  ];
  return `${formatAddress(address)} ${words.join(', ')}`;
}

function evidenceLine({source, words}: Evidence): string {
  return `${source}: ${words}`;
}
