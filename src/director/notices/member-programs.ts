import type {Happening} from '../../checks/health/health-event.js';
import type {Milliseconds} from '../../checks/milliseconds.js';
import type {Pool, PoolCommand} from '../../config/pools/pool-configuration.js';
import type {DirectorLog} from '../director-log.js';
import {type Programs, programEndWords, type RunningProgram} from '../programs/programs.js';

interface ProgramsWorld {
  readonly programs: Programs;
  readonly log: DirectorLog;
}

const patience: Milliseconds = 60_000;
/** What waits for one server or pool at most: the oldest is dropped. */
const mostWaiting = 20;

/** Runs notify_up, notify_down, quorum_up and quorum_down: one at a time for each server and pool, in order. */
export class MemberPrograms {
  readonly #waiting = new Map<string, PoolCommand[]>();
  readonly #running = new Map<string, RunningProgram>();
  #onIdle: (() => void)[] = [];

  constructor(private readonly world: ProgramsWorld) {}

  tell(happening: Happening, pool: Pool): void {
    const command = commandOf(happening, pool);
    if (!command) return;
    const key = `${pool.name} ${happening.member ?? ''}`.trim();
    const waiting = this.#waiting.get(key) ?? [];
    waiting.push(command);
    if (waiting.length > mostWaiting) {
      waiting.shift();
      this.world.log('warning', `${key}: a program is not run, for those before it take too long`);
    }
    this.#waiting.set(key, waiting);
    this.#go(key);
  }

  /** Settles when nothing runs or waits. */
  idle(): Promise<void> {
    if (this.#running.size === 0) return Promise.resolve();
    return new Promise(resolve => this.#onIdle.push(resolve));
  }

  /** Kills what runs, and forgets what waits. */
  close(): void {
    this.#waiting.clear();
    for (const program of this.#running.values()) program.kill();
  }

  #go(key: string): void {
    if (this.#running.has(key)) return;
    const command = this.#waiting.get(key)?.shift();
    if (!command) {
      this.#waiting.delete(key);
      if (this.#running.size === 0) for (const resolve of this.#onIdle.splice(0)) resolve();
      return;
    }
    const {words, user} = command;
    this.#running.set(
      key,
      this.world.programs.start({command: words, user, timeout: patience}, end => {
        this.#running.delete(key);
        if (end.type !== 'ended' || end.status !== 0)
          this.world.log('warning', `${key}: ${words.join(' ')} ${programEndWords(end)}`);
        this.#go(key);
      }),
    );
  }
}

/** Who is told of what happened to a server or a pool, at once and one by one. */
function commandOf({type, member, isConfirmation}: Happening, pool: Pool): PoolCommand | undefined {
  if (isConfirmation) return undefined;
  const server = pool.servers.find(({name}) => name === member);
  switch (type) {
    case 'up':
      return server?.notifyUp;
    case 'down':
      return server?.notifyDown;
    case 'quorum-up':
      return pool.quorumUp;
    case 'quorum-down':
      return pool.quorumDown;
    case 'failed-try':
    case 'undecided':
    case 'weight':
    case 'disabled':
    case 'enabled':
      return undefined;
  }
}
