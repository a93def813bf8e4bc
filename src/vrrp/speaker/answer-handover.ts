import {type Address, isSameAddress} from '../../net/address.js';
import type {Member} from '../router/routers.js';
import type {RefusalReason} from './handover-message.js';
import type {SyncReadiness} from './speaker-control.js';

/**
 * Whether a backup takes over from the master that asks it.
 * @param company the other members of its sync group
 * @returns why it does not; undefined if it does
 */
export function objectionTo(
  {router, effective}: Member,
  company: readonly Member[],
  asks: Address,
  sync: SyncReadiness,
): RefusalReason | undefined {
  if (effective.faults.length > 0) return 'fault';
  if (effective.hold === 'backup') return 'held';
  if (router.state !== 'backup') return 'not-backup';
  if (!router.master || !isSameAddress(router.master.source, asks)) return 'other-master';
  if (company.some(member => member.router.state !== 'backup')) return 'sync-group';
  return sync.state === 'behind' ? 'sync-behind' : undefined;
}
