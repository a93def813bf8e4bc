import {existsSync, rmSync} from 'node:fs';
import {folderOf} from '../../../config/keepalived/text/include.js';
import {masterDownInterval, type Milliseconds} from '../../../vrrp/intervals.js';
import type {Process} from '../../machine.js';
import type {RouterWorld} from '../../router-world.js';
import {checkWithKeepalived, describeVerdict, isNoWorse} from './keepalived-check.js';
import {MovementWatch} from './movement-watch.js';
import type {PreparePlan} from './plan-prepare.js';
import {FileReplacement, makeRootFolder} from './replace-files.js';
import {runningText} from './running-configuration.js';
import {until} from '../../until.js';
import {systemWords} from '../../../ipvs/system-words.js';

export interface PrepareOutcome {
  /** Exit status 0, 5, 6. */
  readonly result: 'done' | 'put-back' | 'not-put-back';
  readonly words: string;
  /** Copies of the files as they were; none where they were put back. */
  readonly backups: readonly string[];
}

/** How long keepalived may take to read its files, and how long at most it is watched afterwards. */
const mostReading = 5000;
const mostWatching = 15_000;
const hangup = 1; // SIGHUP

/** Writes the files, has keepalived take them, and proves that nothing moved; or puts everything back. */
export async function carryOutPrepare(
  world: RouterWorld,
  plan: PreparePlan,
  onStep: (words: string) => void,
  isInterrupted: () => boolean = () => false,
): Promise<PrepareOutcome> {
  const run = new Run(world, plan, onStep, isInterrupted);
  try {
    return await run.carryOut();
  } finally {
    run.close();
  }
}

/** Nothing went so wrong that it could not be told in a line. */
class Failed extends Error {}

class Run {
  readonly #replacement: FileReplacement;
  readonly #processes: readonly Process[];
  readonly #watch: MovementWatch;
  #isReloaded = false;
  #madeFifo: string | undefined;

  constructor(
    private readonly world: RouterWorld,
    private readonly plan: PreparePlan,
    private readonly onStep: (words: string) => void,
    private readonly isInterrupted: () => boolean,
  ) {
    const {parent, configPath} = plan.target;
    const children = parent ? world.machine.processes().filter(one => one.parent === parent.pid) : [];
    this.#processes = parent ? [parent, ...children] : [];
    this.#watch = new MovementWatch(world, plan.reading.config.vrrp.instances, this.#processes);
    this.#replacement = new FileReplacement(plan.changes, configPath);
  }

  close(): void {
    this.#watch.close();
  }

  async carryOut(): Promise<PrepareOutcome> {
    const {parent} = this.plan.target;
    try {
      if (parent) await this.#watch.start();
      await this.#write();
      await this.#check();
      if (!this.plan.isForKeepalived) return this.#done('keepalived has nothing to read anew');
      if (parent) await this.#reload(parent, true);
      if (parent) await this.#prove();
      this.#forgetFiles();
      if (!parent) return this.#done('The files are checked; they will be used at the next start of keepalived');
      return this.#done('keepalived has taken the change, and nothing moved');
    } catch (error) {
      this.onStep(`${systemWords(error)}; putting everything back`);
      return this.#putBack(systemWords(error));
    }
  }

  #done(words: string): PrepareOutcome {
    return {result: 'done', words, backups: this.#replacement.backups};
  }

  /** Those that nothing tracks yet: of the others each may hold something. */
  get #newFiles(): readonly string[] {
    const {units, reading} = this.plan;
    const tracked = new Set(reading.config.vrrp.trackFiles.map(({file}) => file));
    return units.flatMap(({ours}) => (ours && !tracked.has(ours.path) ? [ours.path] : []));
  }

  /** After undo nothing tracks them any more. */
  #forgetFiles(): void {
    const {isUndo, reading, target} = this.plan;
    if (!isUndo) return;
    const {trackFiles} = reading.config.vrrp;
    for (const path of [...trackFiles.map(({file}) => file), reading.config.globals.fifos.vrrp?.path])
      if (path !== undefined && folderOf(path) === target.fileFolder) rmSync(path, {force: true});
  }

  /** One that is there already, keepalived neither makes nor removes: its readers keep it over reloads. */
  async #makeFifo(path: string): Promise<void> {
    const kind = this.world.machine.facts(path)?.kind;
    if (kind === 'fifo') return;
    if (kind !== undefined) throw new Failed(`${path} is there, and is no FIFO`);
    const {status, stderr} = await this.world.machine.run('mkfifo', ['-m', '600', path], {timeout: mostReading});
    if (status !== 0) throw new Failed(`no FIFO could be made: ${stderr.trim()}`);
    this.#madeFifo = path;
  }

  async #write(): Promise<void> {
    const {target, isUndo, fifo} = this.plan;
    if (!isUndo) {
      makeRootFolder(this.world.runFolder);
      makeRootFolder(target.fileFolder);
      // A file of before proves nothing: keepalived makes it anew when it has read its configuration.
      for (const path of this.#newFiles) rmSync(path, {force: true});
    }
    if (fifo !== undefined) await this.#makeFifo(fifo);
    const time = new Date(this.world.clock()).toISOString().replace(/[-:]|\.\d+/g, '');
    this.#replacement.backUp(`.lvsctl-backup-${time}`);
    for (const backup of this.#replacement.backups) this.onStep(`copied to ${backup}`);
    this.#replacement.make();
    for (const {path, after} of this.plan.changes) this.onStep(`${after === undefined ? 'removed' : 'wrote'} ${path}`);
  }

  async #check(): Promise<void> {
    const {target, verdict} = this.plan;
    const found = await checkWithKeepalived(this.world.machine, {...target, path: target.configPath});
    if (!isNoWorse(verdict, found)) throw new Failed(`keepalived -t finds fault: ${describeVerdict(found)}`);
    this.onStep('keepalived -t has nothing against it');
  }

  /** Sends SIGHUP and waits until the parent has read its files again. */
  async #reload(parent: Process, isChange: boolean): Promise<void> {
    const before = runningText(parent.pid);
    this.world.machine.signal(parent, hangup);
    this.#isReloaded = true;
    const files = isChange ? this.plan.units.flatMap(({ours}) => ours?.path ?? []) : [];
    const isTaken = () =>
      files.every(path => existsSync(path)) && (before === undefined || runningText(parent.pid) !== before);
    const isOver = await until(this.world, () => isTaken() || this.#watch.movements.length > 0, mostReading);
    if (isChange && !isOver) throw new Failed('keepalived did not take the change in time');
    this.onStep(`told keepalived (process ${parent.pid}) to read its files again`);
  }

  /** Watches until a backup that heard nothing more would have taken over. */
  async #prove(): Promise<void> {
    const {instances} = this.plan.reading.config.vrrp;
    const longest = Math.max(0, ...instances.map(one => masterDownInterval(one.version, 1, one.advertInterval)));
    const isOff = () => this.#watch.movements.length > 0 || this.isInterrupted();
    await until(this.world, isOff, Math.min(mostWatching, longest + settling));
    if (this.isInterrupted()) throw new Failed('interrupted');
    if (this.#watch.movements.length > 0) throw new Failed(this.#watch.movements.join(', '));
    if (!this.#watch.isAsBefore()) throw new Failed('the addresses or processes are not what they were');
    this.onStep(`no address moved, no process ended, no other master was heard`);
  }

  async #putBack(why: string): Promise<PrepareOutcome> {
    const notPutBack = (words: string): PrepareOutcome => ({
      result: 'not-put-back',
      words: `${why}. ${words}`,
      backups: this.#replacement.backups,
    });
    try {
      this.#replacement.putBack();
    } catch (error) {
      return notPutBack(`The files could not be put back: ${systemWords(error)}; the backups are beside them`);
    }
    if (this.#madeFifo !== undefined) rmSync(this.#madeFifo, {force: true});
    const {parent} = this.plan.target;
    if (!this.#isReloaded || !parent)
      return {result: 'put-back', words: `${why}. The files are as they were`, backups: []};
    if (this.world.machine.process(parent.pid)?.startTicks !== parent.startTicks)
      return notPutBack(
        'The files are as they were, but keepalived has ended, and its addresses may still be here: start it again, and look with lvsctl vrrp',
      );
    this.#watch.forget();
    try {
      await this.#reload(parent, false);
    } catch (error) {
      return notPutBack(`The files are as they were, but keepalived could not be told: ${systemWords(error)}`);
    }
    const isBack = await until(this.world, () => this.#watch.isAsBefore(), mostWatching);
    for (const path of this.#newFiles) rmSync(path, {force: true});
    return isBack
      ? {result: 'put-back', words: `${why}. The files are as they were, and so are the addresses`, backups: []}
      : notPutBack('The files are as they were, the addresses are not: look with lvsctl vrrp');
  }
}

const settling: Milliseconds = 300;
