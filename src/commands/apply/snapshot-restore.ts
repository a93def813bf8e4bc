import {defineCommand} from '../command.js';
import {snapshotName} from '../kinds.js';
import {changeOptions, outputOption} from './table-options.js';

const words = {name: 'NAME', usage: 'NAME', kind: snapshotName, describe: 'as lvsctl snapshot list shows it'} as const;

export const snapshotDiff = defineCommand({
  name: 'snapshot diff',
  summary: 'what has changed since a copy was kept; exit status 1 where they differ',
  words,
  options: {output: outputOption},
  seeAlso: ['snapshot restore', 'diff'],
  remote: true,
  examples: [['lvsctl snapshot diff before-upgrade', 'the ipvsadm commands that would bring it back']],
  async run({output = 'table'}, names, context) {
    const {runSnapshot} = await import('./apply-run.js');
    return runSnapshot(names, {command: 'snapshot diff', mode: 'show', output}, context);
  },
});

export const snapshotRestore = defineCommand({
  name: 'snapshot restore',
  summary: 'make the table what it was when a copy was kept; what is not in it is deleted',
  words,
  options: {...changeOptions, output: outputOption},
  seeAlso: ['snapshot diff', 'undo'],
  changes: ({'dry-run': isDryRun}) => (isDryRun ? 'nothing' : 'something'),
  remote: true,
  examples: [['lvsctl snapshot restore before-upgrade --dry-run', 'what would be done']],
  async run({'dry-run': isDryRun, force, 'no-journal': isUnrecorded, reason, output = 'table'}, names, context) {
    const run = {
      command: 'snapshot restore',
      mode: isDryRun ? 'plan' : 'apply',
      output,
      reason,
      isUnrecorded: isUnrecorded === true,
      isForced: force === true,
    } as const;
    const {runSnapshot} = await import('./apply-run.js');
    return runSnapshot(names, run, context);
  },
});
