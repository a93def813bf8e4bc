import {formatAddress} from '../../net/address.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import {findingCodes} from '../../vrrp/findings/finding-codes.js';
import type {Finding} from '../../vrrp/findings/finding.js';
import type {InstanceView} from '../../vrrp/findings/instance-view.js';
import {span} from '../../vrrp/findings/words.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import type {Hold} from '../../vrrp/truth/hold.js';
import {holdOf} from '../../vrrp/truth/hold-of.js';
import type {RouterTruth} from '../../vrrp/truth/router-truth.js';
import {type Column, formatColumns} from '../output/columns.js';
import {instanceDetails} from './details.js';
import {heldBy, holdLine} from './hold-text.js';
import {instanceName, stateName} from './names.js';

/** The table, what is wrong, what is held, and how sure that is. @param isDetailed with the evidence of each instance */
export function formatTruth(truth: RouterTruth, views: readonly InstanceView[], isDetailed: boolean): string {
  const {findings, holds, at} = truth;
  const parts = [
    views.length === 0 ? nothing(truth) : formatColumns(columnsAt(at, holds), views),
    ...(isDetailed ? views.map(view => instanceDetails(view, holdOf(view.identity, holds), at)) : []),
    ...holds.map(hold => holdLine(hold, at)),
    ...findings.map(findingLines),
    listening(truth),
  ];
  return parts.filter(part => part !== '').join('\n');
}

function columnsAt(now: Milliseconds, holds: readonly Hold[]): readonly Column<InstanceView>[] {
  return [
    {title: 'INSTANCE', align: 'left', cell: view => instanceName(view.identity)},
    {title: 'INTERFACE', align: 'left', cell: view => view.identity.interface},
    {
      title: 'VRID',
      align: 'right',
      cell: ({identity: {virtualRouter}}) => (virtualRouter === 0 ? '-' : String(virtualRouter)),
    },
    {title: 'STATE', align: 'left', cell: view => stateCell(view, holds)},
    {title: 'SINCE', align: 'left', cell: ({since}) => (since ? `${span(now - since.at)} ago` : '-')},
    {title: 'PRIORITY', align: 'right', cell: priorityCell},
    {title: 'MASTER', align: 'left', cell: masterCell},
    {title: 'ADDRESSES', align: 'left', cell: addressesCell},
    {title: 'GROUP', align: 'left', cell: ({group}) => group?.name ?? '-'},
  ];
}

/** Of what is only heard, this host has no part. */
function stateCell(view: InstanceView, holds: readonly Hold[]): string {
  const hold = holdOf(view.identity, holds);
  return view.isWanted ? stateName(view, hold && heldBy(hold)) : '(heard)';
}

function priorityCell({priority: {base, effective}}: InstanceView): string {
  if (effective === undefined) return base === undefined ? '-' : String(base);
  return base === undefined || base === effective ? String(effective) : `${effective} of ${base}`;
}

function masterCell({master}: InstanceView): string {
  if (!master) return '-';
  if (master.isThisHost) return 'this host';
  return master.address ? formatAddress(master.address) : 'another';
}

function addressesCell({addresses}: InstanceView): string {
  if (addresses.length === 0) return '-';
  const here = addresses.filter(({isPresent}) => isPresent).length;
  return `${here} of ${addresses.length} here`;
}

function findingLines({code, instance, confidence, summary, proof, advice}: Finding): string {
  const {severity} = findingCodes[code];
  const subject = instance ? ` ${instanceName(instance)}` : '';
  return `${escapeControls(
    `${severity.toUpperCase()} ${code}${subject} (${confidence}): ${summary}`,
  )}\n${proof.map(line => `  ${escapeControls(line)}\n`).join('')}  Next: ${escapeControls(advice)}\n`;
}

function nothing({sources}: RouterTruth): string {
  const found = sources.map(({name, words}) => `  ${escapeControls(`${name}: ${words}`)}\n`).join('');
  return `No virtual router is configured here, and none was heard.\n${found}`;
}

function listening({listened, uncertainFor, sources}: RouterTruth): string {
  const failed = sources.filter(({state}) => state === 'failed');
  const failures = failed.map(({name, words}) => `${escapeControls(`${name}: ${words}`)}\n`).join('');
  const certain =
    uncertainFor > 0
      ? `Listened for ${span(listened)}; silence means something after ${span(listened + uncertainFor)}: --wait ${Math.ceil((listened + uncertainFor) / 1000)}s\n`
      : `Listened for ${span(listened)}.\n`;
  return failures + certain;
}
