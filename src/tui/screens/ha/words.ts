import {escapeControls} from '../../../ipvs/outside-text.js';
import {formatAddress} from '../../../net/address.js';
import {findingCodes} from '../../../vrrp/findings/finding-codes.js';
import type {Finding} from '../../../vrrp/findings/finding.js';
import type {InstanceIdentity, InstanceView} from '../../../vrrp/findings/instance-view.js';
import type {Hold} from '../../../vrrp/truth/hold.js';
import type {Happening} from '../../../vrrp/truth/router-truth.js';
import type {Role} from '../../theme/role.js';

/** As it is configured; what is only heard has its place instead. Safe to show. */
export function routerName({name, interface: link, virtualRouter, family}: InstanceIdentity): string {
  return escapeControls(name ?? `(${link}/${virtualRouter}${family === 'ipv6' ? ' v6' : ''})`);
}

/** `MASTER`; `MASTER likely`, where it is not confirmed; `STALE`: addresses without a daemon; `heard`: not of this host. */
export function stateWords(view: InstanceView): string {
  const {state, isStale, confidence, isWanted} = view;
  if (!isWanted) return 'heard';
  const name = isStale ? 'STALE' : state.toUpperCase();
  return confidence === 'confirmed' || (state === 'unknown' && !isStale) ? name : `${name} ${confidence}`;
}

/** `held as master by alice: new kernel`. */
export function holdWords({as, owner, reason}: Hold): string {
  const by = owner === undefined ? '' : ` by ${owner}`;
  return escapeControls(`held as ${as}${by}${reason === undefined ? '' : `: ${reason}`}`);
}

export function stateRole({state, isStale, isWanted, confidence}: InstanceView): Role {
  if (!isWanted) return 'muted';
  if (isStale) return 'bad';
  return confidence === 'suspected' ? 'warn' : stateRoles[state];
}

const stateRoles: Readonly<Record<InstanceView['state'], Role>> = {
  master: 'good',
  backup: 'accent',
  fault: 'bad',
  maintenance: 'warn',
  init: 'muted',
  unknown: 'stale',
};

/** Who has the addresses. */
export function masterWords({master}: InstanceView): string | undefined {
  if (!master) return undefined;
  if (master.isThisHost) return 'this host';
  return master.address ? formatAddress(master.address) : 'another';
}

/** `150`, or `90 (150)` where something changed it. */
export function priorityWords({priority: {base, effective}}: InstanceView): string | undefined {
  if (effective === undefined || base === undefined) return (effective ?? base)?.toString();
  return effective === base ? String(base) : `${effective} (${base})`;
}

export const severityRoles = {
  error: 'bad',
  warning: 'warn',
  notice: 'muted',
} as const satisfies Record<(typeof findingCodes)[Finding['code']]['severity'], Role>;

export function findingRole({code}: Finding): Role {
  return severityRoles[findingCodes[code].severity];
}

export const happeningRoles: Readonly<Record<Happening['severity'], Role>> = {
  good: 'good',
  notice: 'plain',
  bad: 'bad',
};

/** `web, inside`. */
export function listNames(instances: readonly InstanceIdentity[]): string {
  return instances.map(routerName).join(', ');
}
