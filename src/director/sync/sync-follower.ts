import type {Change} from '../../ipvs/change.js';
import type {DaemonConfiguration, DaemonState} from '../../ipvs/daemon.js';
import type {Ipvs} from '../../ipvs/ipvs.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import type {SyncSettings} from '../../vrrp/router/configuration.js';
import type {SyncReadiness} from '../../vrrp/speaker/speaker-control.js';
import type {DirectorLog} from '../director-log.js';
import type {SyncState} from '../protocol/director-state.js';
import {planSync} from './plan-sync.js';

export interface SyncWorld {
  openIpvs(): Promise<Pick<Ipvs, 'daemons' | 'apply' | 'close'>>;
  clock(): Milliseconds;
  after(delay: Milliseconds, call: () => void): () => void;
  readonly log: DirectorLog;
}

export interface SyncWish {
  readonly settings: SyncSettings | undefined;
  readonly role: DaemonState | 'none';
}

/** A backup that has listened for so long has what changes; the master tells of all that lives again and again. */
const readyAfter: Milliseconds = 5000;
const retryAfter: Milliseconds = 10_000;

/** Starts, swaps and stops the daemons of connection synchronization as its router is master or not; one change at a time. */
export class SyncFollower {
  #wish: SyncWish = {settings: undefined, role: 'none'};
  #running: readonly DaemonConfiguration[] = [];
  #since: Milliseconds | undefined;
  #problem: string | undefined;
  /** Whether they are known to be as they should. */
  #isSettled = true;
  #work: Promise<void> | undefined;
  #stopTimer: () => void = () => {};

  constructor(
    private readonly world: SyncWorld,
    private readonly onChange: () => void,
  ) {}

  get state(): SyncState | undefined {
    const {settings, role} = this.#wish;
    if (!settings) return undefined;
    return {
      router: settings.router,
      interface: settings.interface,
      syncId: settings.syncId,
      role,
      running: this.#running.map(({state}) => state),
      since: this.#since,
      problem: this.#problem,
    };
  }

  /** What a master that wants to hand over is told. */
  get readiness(): SyncReadiness {
    if (!this.#wish.settings) return {state: 'none'};
    const isListening = this.#isSettled && this.#wish.role === 'backup' && this.#since !== undefined;
    return {state: isListening && this.world.clock() - (this.#since ?? 0) >= readyAfter ? 'ready' : 'behind'};
  }

  want(wish: SyncWish): void {
    const isSame = JSON.stringify(wish) === JSON.stringify(this.#wish);
    if (isSame) return;
    const hadSettings = this.#wish.settings !== undefined;
    this.#wish = wish;
    this.#isSettled = !wish.settings && !hadSettings;
    this.#work ??= this.#settle();
    this.onChange();
  }

  /** Stops what it started; settles when that is done. */
  async close(): Promise<void> {
    this.want({...this.#wish, role: 'none'});
    await this.#work;
    this.#stopTimer();
  }

  async #settle(): Promise<void> {
    this.#stopTimer();
    while (!this.#isSettled) {
      this.#isSettled = true;
      const problem = await this.#make(this.#wish);
      if (problem !== this.#problem && problem !== undefined)
        this.world.log('error', `connection synchronization is not as it should be: ${problem}`);
      this.#problem = problem;
      if (problem !== undefined) this.#stopTimer = this.world.after(retryAfter, () => this.#again());
      else if (this.#wish.role === 'backup') this.#stopTimer = this.world.after(readyAfter + 1, () => this.onChange());
    }
    this.#work = undefined;
    this.onChange();
  }

  #again(): void {
    this.#isSettled = false;
    this.#work ??= this.#settle();
  }

  /** @returns what went wrong */
  async #make({settings, role}: SyncWish): Promise<string | undefined> {
    let ipvs: Awaited<ReturnType<SyncWorld['openIpvs']>> | undefined;
    try {
      ipvs = await this.world.openIpvs();
      const before = await ipvs.daemons();
      const changes = planSync(settings, role, before);
      const outcomes = await ipvs.apply(changes);
      this.#running = changes.length === 0 ? before : await ipvs.daemons();
      if (changes.length > 0 || this.#since === undefined)
        this.#since = this.#running.length === 0 ? undefined : this.world.clock();
      for (const [i, change] of changes.entries()) if (!outcomes[i]) this.world.log('info', changeWords(change));
      return outcomes.find(outcome => outcome !== undefined)?.message;
    } catch (error) {
      this.#running = [];
      this.#since = undefined;
      return (error as Error).message;
    } finally {
      ipvs?.close();
    }
  }
}

function changeWords(change: Change): string {
  if (change.type === 'start-daemon')
    return `connection synchronization: ${change.daemon.state} daemon started on ${change.daemon.interface}, sync id ${change.daemon.syncId}`;
  return `connection synchronization: ${change.type === 'stop-daemon' ? change.state : ''} daemon stopped`;
}
