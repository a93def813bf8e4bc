import {existsSync} from 'node:fs';
import type {RouterWorld} from '../../router-world.js';
import {bootEntry} from './boot-folder.js';
import {diskFiles, readDiskFile} from './disk-files.js';
import {fifoPathIn} from './include-file.js';
import {checkWithKeepalived, type CheckVerdict, describeVerdict, scriptSecurity} from './keepalived-check.js';
import {objectionsTo} from './objections-to.js';
import {planChanges} from './plan-changes.js';
import type {FileChange, PlannedChanges, Wish} from './planned-changes.js';
import {configIdOf, type PrepareTarget} from './prepare-target.js';
import {reloadNotes} from './reload-hazards.js';

/** What `vrrp prepare` would do, before it does. */
export interface PreparePlan extends PlannedChanges, Pick<Wish, 'isUndo'> {
  readonly target: PrepareTarget;
  /** What keepalived says of the files as they are. */
  readonly verdict: CheckVerdict;
  /** Whether any of it is keepalived's: without, there is nothing to reload. */
  readonly isForKeepalived: boolean;
  readonly notes: readonly string[];
}

/** Looks at files, processes and what keepalived says; changes nothing, signals nobody. */
export async function planPrepare(world: RouterWorld, target: PrepareTarget, wish: Wish): Promise<PreparePlan> {
  const {isUndo} = wish;
  const config = {
    path: target.configPath,
    configId: configIdOf(world, target),
    files: diskFiles,
    fileFolder: target.fileFolder,
  };
  const preparation = planChanges(config, wish);
  const verdict = await checkWithKeepalived(world.machine, {...target, path: target.configPath});
  const changes = [...preparation.changes, ...bootChanges(world, target, preparation, isUndo)];
  const hasNews = preparation.changes.length > 0;
  return {
    ...preparation,
    changes,
    objections: await objectionsTo(world, target, preparation, verdict, isUndo),
    notes: notesOn(target, preparation, verdict, isUndo),
    target,
    isUndo,
    verdict,
    isForKeepalived: hasNews,
  };
}

function notesOn(
  {parent}: PrepareTarget,
  {reading, otherFifo}: PlannedChanges,
  verdict: CheckVerdict,
  isUndo: boolean,
): string[] {
  const hasTmpfiles = ['/usr/bin/systemd-tmpfiles', '/bin/systemd-tmpfiles'].some(path => existsSync(path));
  return [
    ...(parent ? reloadNotes(reading.config, reading.tree) : []),
    ...(verdict.status === scriptSecurity ? [`keepalived -t warns: ${describeVerdict(verdict)}`] : []),
    ...(otherFifo === undefined ? [] : [`no FIFO is added, for there is one already: ${otherFifo}`]),
    ...(isUndo || hasTmpfiles
      ? []
      : [
          'nothing here makes the folder of the files at the next start of the machine: have it made before keepalived starts',
        ]),
  ];
}

function bootChanges(
  world: RouterWorld,
  {bootEntryPath, fileFolder}: PrepareTarget,
  {units, reading, ...planned}: PlannedChanges,
  isUndo: boolean,
): FileChange[] {
  const before = readDiskFile(bootEntryPath);
  const fifo = isUndo ? ourFifoOf(reading, fileFolder) : planned.fifo;
  const entry = bootEntry(world.runFolder, fileFolder, fifo);
  const isNeeded = !isUndo && (units.some(unit => unit.ours) || fifo !== undefined);
  if (isUndo ? before !== entry : !isNeeded || before === entry) return [];
  return [{path: bootEntryPath, before, after: isUndo ? undefined : entry}];
}

function ourFifoOf({config}: PlannedChanges['reading'], fileFolder: string): string | undefined {
  const path = config.globals.fifos.vrrp?.path;
  return path === fifoPathIn(fileFolder) ? path : undefined;
}
