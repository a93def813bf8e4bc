import type {VrrpConfiguration} from '../../../config/keepalived/vrrp/vrrp-configuration.js';
import {type FileHoldRecord, isHeldByFile} from '../../../maintenance/holds/hold-record.js';
import type {HoldStore} from '../../../maintenance/holds/hold-store.js';
import type {KnownHold} from '../../../vrrp/handover/router-owner.js';
import {isOurs} from '../../../vrrp/handover/situation.js';
import type {Milliseconds} from '../../../vrrp/intervals.js';
import type {MovableKeepalived} from '../../moving/live-routers.js';
import {type DeclaredFile, trackedFilesOf} from './tracked-files.js';
import {readTrackedValue} from './tracked-value.js';

/** How long what was read counts as now, or two hundred times what reading it cost: whoever shows it asks all the time. */
const freshness = {least: 100, thrift: 200};

/** What keeps keepalived's instances from being moved back: the records, and the tracked files as they are. */
export class KeepalivedHolds {
  #known: {readonly at: Milliseconds; readonly until: Milliseconds; readonly holds: readonly KnownHold[]} | undefined;
  readonly #declared = new WeakMap<VrrpConfiguration, readonly DeclaredFile[]>();

  constructor(
    private readonly keepalived: MovableKeepalived,
    private readonly store: HoldStore,
    private readonly clock: () => Milliseconds,
  ) {}

  /** Those in force; cheap. */
  read(): readonly KnownHold[] {
    return this.list().filter(({isInForce}) => isInForce !== false);
  }

  /** All that are recorded or seen, oldest first. */
  list(): readonly KnownHold[] {
    const now = this.clock();
    if (this.#known && now >= this.#known.at && now < this.#known.until) return this.#known.holds;
    const holds = this.#look();
    const cost = this.clock() - now;
    this.#known = {at: now, until: now + Math.max(freshness.least, freshness.thrift * cost), holds};
    return holds;
  }

  /** Looks anew the next time. */
  forget(): void {
    this.#known = undefined;
  }

  #look(): readonly KnownHold[] {
    const records = this.store
      .read()
      .records.filter(isHeldByFile)
      .filter(({manager}) => manager === 'keepalived');
    const recorded = records.map(record => recordedHold(record, this.store.boot));
    const files = this.keepalived.daemons.flatMap(({reading}) => this.#filesOf(reading.config.vrrp));
    const unrecorded = files.flatMap(file =>
      records.some(record => record.file.path === file.path) ? [] : unknownHold(file),
    );
    return [...recorded, ...unrecorded].toSorted((a, b) => (a.since ?? 0) - (b.since ?? 0));
  }

  #filesOf(vrrp: VrrpConfiguration): readonly DeclaredFile[] {
    const files = this.#declared.get(vrrp) ?? trackedFilesOf(vrrp).filter(isFault);
    this.#declared.set(vrrp, files);
    return files;
  }
}

function recordedHold(record: FileHoldRecord, boot: string): KnownHold {
  const {target, as = 'backup', instances, since, owner, reason, expires, endedBy, file} = record;
  const {value} = readTrackedValue(file.path);
  const isInForce = value !== file.undo && (record.boot === boot || value !== 0);
  return {
    target,
    as,
    instances,
    since,
    owner,
    reason,
    expires,
    endedBy: record.boot === boot || endedBy !== 'systemd' ? endedBy : 'nobody', // its timer went with the boot
    how: isInForce ? `${file.path} is ${value}` : `not in force: ${file.path} is ${value}`,
    isInForce,
  };
}

/** A fault that nobody recorded. */
function unknownHold(file: DeclaredFile): KnownHold[] {
  const {value} = readTrackedValue(file.path);
  if (value === 0) return [];
  const origin = isOurs({...file, value, problem: undefined}) ? '' : ', which is no file of lvsctl';
  return [
    {
      target: file.instances[0] ?? file.name,
      as: 'backup',
      instances: file.instances,
      since: undefined,
      owner: undefined,
      reason: undefined,
      expires: undefined,
      endedBy: 'nobody',
      how: `${file.path} is ${value}${origin}`,
    },
  ];
}

/** A weighted file that is not 0 may be all sorts of things. */
function isFault({weight}: DeclaredFile): boolean {
  return weight === 0;
}
