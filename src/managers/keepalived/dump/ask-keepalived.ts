import type {Process} from '../../machine.js';
import type {RouterWorld} from '../../router-world.js';
import {askForDump} from './ask-for-dump.js';
import {type Dump, readDump} from './dump-report.js';
import {isWholeDump} from './dump-text.js';

export type DumpResult =
  | {readonly type: 'read'; readonly path: string; readonly dump: Dump}
  | {readonly type: 'failed'; readonly path: string; readonly words: string};

/** Whom to ask. */
export interface AskedDaemon {
  readonly parent: Process | undefined;
  readonly vrrp: Process | undefined;
  /** Where it writes keepalived.data. */
  readonly path: string;
}

/** Has keepalived write what it knows of its virtual routers, and reads it. */
export async function askKeepalived(
  world: Pick<RouterWorld, 'machine' | 'clock' | 'after'>,
  {parent, vrrp, path}: AskedDaemon,
): Promise<DumpResult> {
  if (!parent || !vrrp)
    return {type: 'failed', path, words: parent ? 'it has no VRRP process to ask' : 'it does not run'};
  const answer = await askForDump(world, {parent, writer: vrrp, path, isWhole: isWholeDump});
  if (answer.type === 'failed') return {...answer, path};
  return {type: 'read', path, dump: readDump(answer.text, answer.askedAt)};
}

/**
 * The name of the dump; with data_use_instance that of its network namespace (-s or net_namespace) and its instance.
 * @param stem `keepalived` for virtual routers, `keepalived_check` for the health checker
 */
export function dumpName(
  {
    dumpsNamedForInstance,
    networkNamespace,
    instance,
  }: {
    readonly dumpsNamedForInstance: boolean;
    readonly networkNamespace?: string | undefined;
    readonly instance?: string | undefined;
  },
  stem: 'keepalived' | 'keepalived_check' = 'keepalived',
): string {
  const parts = dumpsNamedForInstance ? [networkNamespace, instance].filter(part => part) : [];
  return parts.length === 0 ? `${stem}.data` : `${stem}.${parts.join('_')}.data`;
}
