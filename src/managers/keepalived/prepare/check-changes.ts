import {type ConfigurationToPrepare, readWith} from './configuration-to-prepare.js';
import type {KeepalivedReading} from '../../../config/keepalived/read-config.js';
import {type LocatedObjection, objection} from './objection.js';
import type {FileChange, PreparedUnit} from './planned-changes.js';
import {isSameBehaviour, newProblems} from './same-behaviour.js';
import {switchUnits} from './switch-unit.js';

/** Reads what would be written, with backups beside: nothing but what we want may be different. */
export function checkChanges(
  config: ConfigurationToPrepare,
  now: KeepalivedReading,
  changes: readonly FileChange[],
  units: readonly PreparedUnit[],
): LocatedObjection[] {
  if (changes.length === 0) return [];
  const backups = changes.map(({path, before}) => [`${path}.lvsctl-backup-0`, before] as const);
  const {reading} = readWith(config, new Map([...backups, ...changes.map(({path, after}) => [path, after] as const)]));
  const found = newProblems(now, reading).map(problem =>
    objection(
      'new-problem',
      `with the changed files, and copies of the old ones beside them, there would be a problem: ${problem.message}; ${problem.effect}`,
      problem,
    ),
  );
  if (found.length > 0) return found;
  if (!isSameBehaviour(now.config, reading.config, config.fileFolder))
    return [
      objection(
        'other-behaviour',
        'the change would do more than it should; nothing can be added to this configuration',
      ),
    ];
  const prepared = switchUnits(reading.config.vrrp);
  return units
    .filter(({ours}) => ours)
    .filter(({name, ours}) => prepared.find(unit => unit.name === name)?.trackedFile !== ours?.name)
    .map(({kind, name}) => objection('no-effect', `${kind} ${name}: the line that would be added has no effect there`));
}
