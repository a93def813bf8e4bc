import type {LvsctlWords} from '../../lvsctl-words.js';
import type {HoldRecord} from '../../../maintenance/holds/hold-record.js';
import type {HoldStore} from '../../../maintenance/holds/hold-store.js';
import type {Change} from '../../../vrrp/handover/planned-switch.js';
import type {SwitchPlan} from '../../../vrrp/handover/router-owner.js';
import type {Milliseconds} from '../../../vrrp/intervals.js';
import type {RouterWorld} from '../../router-world.js';
import type {DaemonControl} from './daemon-control.js';
import {startReleaseTimer, stopReleaseTimer} from './release-timer.js';
import type {ReversibleChange} from '../../moving/run-handover.js';
import {readTrackedValue, writeTrackedValue} from './tracked-value.js';

interface Surroundings {
  readonly world: Pick<RouterWorld, 'machine' | 'clock' | 'stateFolder'>;
  readonly store: HoldStore;
  readonly control: DaemonControl | undefined;
  /** The program and its first words, for a timer that releases. */
  readonly lvsctl: LvsctlWords;
}

/** A planned change as it is made and undone. */
export function reversibleChange(plan: SwitchPlan, change: Change, surroundings: Surroundings): ReversibleChange {
  if (change.type === 'file')
    return plan.isRelease ? releasing(change, surroundings) : writing(plan, change, surroundings);
  const {control} = surroundings;
  return {
    async make() {
      if (!control) throw new Error('there is no daemon to stop');
      await control.stopIt();
    },
    async undo() {
      if (!control?.startIt) throw new Error(`the daemon is not started again by itself: ${change.start}`);
      await control.startIt();
    },
  };
}

/** A pulse whose process was killed in between is overdue after this. */
const longestPulse: Milliseconds = 60_000;

type FileChange = Change & {type: 'file'};

/** Recorded first: a hold that nobody knows of is worse than a record without one. */
function writing(plan: SwitchPlan, change: FileChange, {world, store, lvsctl}: Surroundings): ReversibleChange {
  const {file, value, undo, hold} = change;
  const {target} = plan.request;
  const record = recordOf(plan, change, world.clock());
  const forget = async () => {
    await store.remove(record);
    if (hold?.isScheduled) await stopReleaseTimer(world.machine, target);
  };
  return {
    async make() {
      mustStillBe(file.path, file.value);
      await store.put(record);
      try {
        if (hold?.isScheduled && hold.duration !== undefined)
          await startReleaseTimer(world, lvsctl, target, hold.duration);
        writeTrackedValue(file.path, value);
      } catch (error) {
        await forget();
        throw error;
      }
    },
    async undo() {
      writeTrackedValue(file.path, undo);
      await forget();
    },
  };
}

function releasing({file, value}: FileChange, {world, store}: Surroundings): ReversibleChange {
  return {
    async make() {
      mustStillBe(file.path, file.value);
      writeTrackedValue(file.path, value);
      const ended = store.read().records.filter(record => record.file?.path === file.path);
      for (const record of ended) {
        await store.remove(record);
        if (record.endedBy === 'systemd') await stopReleaseTimer(world.machine, record.target);
      }
    },
    async undo() {}, // a release that comes to nothing is a release
  };
}

function recordOf(
  {request, instances}: SwitchPlan,
  {file, value, undo, hold}: FileChange,
  now: number,
): Omit<HoldRecord, 'boot'> {
  return {
    manager: 'keepalived',
    target: request.target,
    ...(request.to === 'master' && {as: request.to}),
    instances: instances.flatMap(({name}) => name ?? []),
    file: {path: file.path, value, undo},
    since: now,
    owner: request.owner,
    reason: request.reason,
    expires: hold ? hold.duration && now + hold.duration : now + longestPulse,
    endedBy: hold?.isScheduled ? 'systemd' : 'nobody',
  };
}

function mustStillBe(path: string, value: number): void {
  const now = readTrackedValue(path);
  if (now.problem !== undefined) throw new Error(`${path}: ${now.problem}`);
  if (now.value !== value)
    throw new Error(`${path} is ${now.value} by now, and was ${value}: somebody else is at work`);
}
