import {existsSync, mkdirSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {folderOf} from '../../../config/keepalived/text/include.js';
import type {RouterWorld} from '../../router-world.js';
import {diskFiles, readDiskFile} from './disk-files.js';
import {flatten} from './flat-configuration.js';
import {
  checkWithKeepalived,
  type CheckVerdict,
  describeVerdict,
  isNoWorse,
  scriptSecurity,
} from './keepalived-check.js';
import {type LocatedObjection, objection, warning} from './objection.js';
import {orderTraps} from './order-trap.js';
import {OverlayFiles} from './overlay-files.js';
import type {FileChange, PlannedChanges} from './planned-changes.js';
import {configIdOf, type PrepareTarget} from './prepare-target.js';
import {reloadHazards, timeFileOf} from './reload-hazards.js';
import {readRunning, runningText} from './running-configuration.js';
import {isSameBehaviour} from './same-behaviour.js';
import {otherFiles} from './same-files.js';

/** What speaks against making changes, and against the reload that follows; what is fatal already comes alone. */
export async function objectionsTo(
  world: RouterWorld,
  target: PrepareTarget,
  preparation: PlannedChanges,
  verdict: CheckVerdict,
  isUndo: boolean,
): Promise<LocatedObjection[]> {
  const {reading, changes} = preparation;
  const {parent, configPath, fileFolder} = target;
  if (isUndo && changes.length === 0) return [];
  const refused = refusals(reading);
  const already = refused.length > 0 ? refused : verdictObjections(verdict);
  if (already.some(({isForceable}) => !isForceable)) return already;
  if (changes.length === 0) return [];
  const found = [
    ...preparation.objections,
    ...already,
    ...(await checkChanged(world, target, preparation, verdict)),
    ...linkObjections(changes),
    ...fileObjections(target, preparation, isUndo),
  ];
  if (!parent) return found;
  return [
    ...found,
    ...otherFiles(parent, [configPath, world.runFolder, fileFolder]),
    ...orderTraps(reading.tree, await hasScriptUser(world)),
    ...reloadHazards(reading.config),
    ...timeObjections(timeFileOf(reading.tree)),
    ...staleness(target, preparation, configIdOf(world, target)),
  ];
}

/** What keepalived would not start with, so that a reload ends it. */
function refusals({problems}: PlannedChanges['reading']): LocatedObjection[] {
  return problems
    .filter(({severity}) => severity === 'refused')
    .map(problem => objection('refused', `${problem.message}; ${problem.effect}. Put that right first`, problem));
}

/** NB: scripts without enable_script_security (6) are common, and only a warning: notesOn tells. */
function verdictObjections(verdict: CheckVerdict): LocatedObjection[] {
  if (verdict.status === 0 || verdict.status === scriptSecurity) return [];
  const words = `keepalived -t finds fault with the configuration as it is (${describeVerdict(verdict)}); put that right first`;
  const isFatal = verdict.status === undefined || verdict.status === 2;
  return [(isFatal ? objection : warning)('check-failed', words, verdict.complaints[0]?.place)];
}

/** keepalived's word on the changed files, all of them in one: in the state folder, since they may hold passwords. */
async function checkChanged(
  {machine, stateFolder}: RouterWorld,
  target: PrepareTarget,
  {changes}: PlannedChanges,
  before: CheckVerdict,
): Promise<LocatedObjection[]> {
  const overlay = new OverlayFiles(diskFiles, new Map(changes.map(({path, after}) => [path, after])));
  const flat = flatten(target.configPath, overlay);
  mkdirSync(stateFolder, {recursive: true, mode: 0o700});
  const copy = join(stateFolder, 'prepare-check.conf');
  try {
    rmSync(copy, {force: true});
    writeFileSync(copy, flat.text, {encoding: 'latin1', mode: 0o600, flag: 'wx'});
    const verdict = await checkWithKeepalived(machine, {...target, path: copy}, flat.placeOf);
    if (isNoWorse(before, verdict)) return [];
    const words = `keepalived -t would refuse the changed files: ${describeVerdict(verdict)}`;
    return [objection('check-of-change-failed', words, verdict.complaints[0]?.place)];
  } finally {
    rmSync(copy, {force: true});
  }
}

function linkObjections(changes: readonly FileChange[]): LocatedObjection[] {
  return changes
    .filter(({path, before}) => before !== undefined && statSync(path).nlink > 1)
    .map(({path}) =>
      objection(
        'hard-link',
        `${path} has more than one name; writing it anew would part them. Make it a file of its own`,
      ),
    );
}

/** A tracked file that is not 0 would move its router when it is first read; one that is held would come back with undo. */
function fileObjections(
  {fileFolder}: PrepareTarget,
  {units, reading}: PlannedChanges,
  isUndo: boolean,
): LocatedObjection[] {
  const tracked = reading.config.vrrp.trackFiles.map(({file}) => file);
  const paths = isUndo
    ? tracked.filter(file => folderOf(file) === fileFolder)
    : units.flatMap(({ours}) => (ours && !tracked.includes(ours.path) ? [ours.path] : []));
  const why = isUndo ? 'something is held by it' : 'it would move its router at once';
  return paths
    .filter(path => existsSync(path) && !/^\s*[+-]?0*\s*$/.test(readDiskFile(path) ?? 'no file'))
    .map(path => objection('held', `${path} is not 0: ${why}; run lvsctl vrrp release first, or write 0 to it`));
}

/** NSS, not /etc/passwd: keepalived asks it too. */
async function hasScriptUser({machine}: RouterWorld): Promise<boolean> {
  try {
    return (await machine.run('getent', ['passwd', 'keepalived_script'], {timeout: 5000})).status === 0;
  } catch {
    return false;
  }
}

function timeObjections(timeFile: string | undefined): LocatedObjection[] {
  if (timeFile === undefined || readDiskFile(timeFile) === undefined) return [];
  return [warning('reload-is-set', `a reload at a set time is to come (${timeFile}); it would be done now`)];
}

/** Whether a reload would bring in what somebody else wrote since. */
function staleness(
  {parent, fileFolder}: PrepareTarget,
  {reading, texts}: PlannedChanges,
  configId: string,
): LocatedObjection[] {
  if (!parent) return [];
  const running = runningText(parent.pid);
  if (running !== undefined && !running.includes('_PWD')) {
    const {config} = readRunning(running, configId);
    if (isSameBehaviour(config, reading.config, fileFolder)) return [];
    return [
      warning(
        'changed-since',
        `the configuration is not what keepalived (process ${parent.pid}) runs with: a reload would bring in somebody's changes. Reload keepalived first if they are meant to be`,
      ),
    ];
  }
  return [...texts.keys()]
    .filter(path => statSync(path).mtimeMs > parent.startedAt)
    .map(path =>
      warning(
        'changed-since',
        `${path} was changed after keepalived (process ${parent.pid}) was started; a reload would bring that in if none has yet`,
      ),
    );
}
