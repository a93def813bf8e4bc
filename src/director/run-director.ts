import {clearAfterEnd} from './addresses/clear-after-end.js';
import type {ControlHandler, HandledMethod} from './control/control-handler.js';
import type {ControlSockets} from './control/open-control-sockets.js';
import type {ReadyJson} from './control/ready-json.js';
import {Director} from './director.js';
import type {DirectorWorld} from './director-world.js';
import {errorCodes, type MethodTypes} from './protocol/methods.js';
import {ProtocolError} from './protocol/protocol-error.js';
import {statusWords} from './view/status-words.js';
import {systemWords} from '../ipvs/system-words.js';

export interface RunWorld extends DirectorWorld {
  /** Keeps other directors out of this network namespace. @returns who has it already, in words; rejects where that cannot be had */
  lock(): Promise<string | undefined>;
  openControl(handler: ControlHandler): Promise<ControlSockets>;
  /** From now on signals are the director's: `stop` for SIGTERM and SIGINT, `reload` for SIGHUP. @returns what ends it */
  onSignal(call: (wish: 'stop' | 'reload') => void): () => void;
  /** The director is done: a moment from now the process ends with this status, whatever still keeps it. */
  end(status: number): void;
}

/** Changes within so long are told the service manager at once. */
const statusPause = 250;

/** Exit statuses: told to stop and stopped in order; it is not to run as things are; it was to run, and could not. */
const statuses = {stopped: 0, refused: 4, failed: 5} as const;

/** `lvsctl director run`: until it is told to stop. Resolves to the exit status. */
export async function runDirector(world: RunWorld): Promise<number> {
  const status = await beAlone(world);
  world.network.close();
  world.end(status);
  return status;
}

async function beAlone(world: RunWorld): Promise<number> {
  try {
    const holder = await world.lock();
    if (holder !== undefined) return giveUp(world, [holder], 'refused');
  } catch (error) {
    return giveUpFor(world, error as Error);
  }
  await clearAfterEnd(world); // whatever becomes of this start
  const loaded = await world.load();
  const {configuration, problems, warnings} = loaded;
  if (!configuration) return giveUp(world, problems, 'refused');
  const foreign = await world.foreign(configuration);
  if (foreign.length > 0) return giveUp(world, foreign, 'refused');
  for (const words of warnings) world.log('warning', words);
  return run(world, new Director(world, configuration, loaded));
}

async function run(world: RunWorld, director: Director): Promise<number> {
  const wishes = new Wishes(world.clock);
  let control: ControlSockets;
  try {
    control = await world.openControl(controlHandler(world, director, wishes));
  } catch (error) {
    return giveUpFor(world, error as Error);
  }
  const status = new StatusTeller(world, director);
  director.onEvent = event => {
    control.publish(event);
    status.note();
  };
  const forget = world.onSignal(wish => {
    if (wish === 'stop') wishes.stop();
    else reload(world, director, wishes).catch((error: Error) => world.log('error', `reload: ${error.message}`));
  });
  try {
    const problems = await Promise.race([director.start(), wishes.stopped.then(() => [])]);
    if (problems.length > 0) wishes.stop();
    else if (!wishes.isStopping) {
      world.tellManager({READY: '1', STATUS: statusWords(director.state)});
      wishes.begin();
    }
    await wishes.stopped;
    world.tellManager({STOPPING: '1', STATUS: 'giving up its virtual routers and services'});
    world.log('notice', 'stopping');
    // a start that failed has taken nothing over: whoever comes next finds the table as it was
    const hasRouters = director.state.routers.length > 0;
    const isClear = await director.stop(wishes.hurried, problems.length > 0 ? 'leave' : wishes.table);
    if (problems.length > 0) return giveUp(world, problems, 'failed');
    world.log('notice', isClear && hasRouters ? 'stopped: no address of a virtual router is left' : 'stopped');
    return statuses.stopped;
  } finally {
    await control.close();
    forget();
  }
}

function giveUp(world: RunWorld, problems: readonly string[], status: 'refused' | 'failed'): number {
  for (const words of problems) world.log('error', words);
  world.log('error', 'the director does not run');
  return statuses[status];
}

/** What the system refuses may be had the next time; what we refuse somebody has to change. */
function giveUpFor(world: RunWorld, error: Error): number {
  return giveUp(world, [systemWords(error)], 'code' in error ? 'failed' : 'refused');
}

/** Once it runs: the service manager is to hear of that first. */
async function reload(world: RunWorld, director: Director, wishes: Wishes, isOnlyCheck = false) {
  await wishes.begun;
  wishes.refuseWhenStopping();
  if (!isOnlyCheck) world.tellManager({RELOADING: '1', MONOTONIC_USEC: String(world.monotonic())});
  try {
    return await director.reload(isOnlyCheck);
  } finally {
    if (!isOnlyCheck) world.tellManager({READY: '1'});
  }
}

function controlHandler(world: RunWorld, director: Director, wishes: Wishes): ControlHandler {
  const {operator, checks} = director;
  /** Recorded, and known to whoever speaks. */
  const inForce = async <Result>(work: Promise<Result>): Promise<Result> => {
    const result = await work;
    await director.heard();
    return result;
  };
  const handlers: {
    [M in HandledMethod]: (params: MethodTypes[M]['params']) => Promise<MethodTypes[M]['result'] | ReadyJson>;
  } = {
    hold: params => inForce(operator.hold(params)),
    release: params => inForce(operator.release(params)),
    announce: params => operator.announce(params),
    'hand-over': params => operator.handOver(params),
    reload: ({isOnlyCheck}) => reload(world, director, wishes, isOnlyCheck),
    checks: ({onlyFailed = false}) => checks.report(onlyFailed),
    'checks-history': ({server}) => checks.history(server),
    'checks-run': params => checks.run(params),
    'checks-disable': params => checks.disable(params),
    'checks-enable': params => checks.enable(params),
    drains: async () => {
      checks.noteDrains();
      return {};
    },
    metrics: async () => ({text: Buffer.from(await director.metrics()).toString()}),
    stop: async ({table}) => {
      world.after(0, () => wishes.stop(table)); // once it is answered
      return {};
    },
  };
  return {
    state: () => director.state,
    async handle(method, params) {
      if (method !== 'stop') wishes.refuseWhenStopping();
      return handlers[method](params);
    },
  };
}

/** Milliseconds within which being told to stop again is the same wish: timeout(1) tells the process, then its group. */
const sameWish = 1000;

/** That it runs; that it stops; and, told once more, that it hurries. */
class Wishes {
  /** Settles when it runs, or stops before. */
  readonly begun: Promise<void>;
  readonly stopped: Promise<void>;
  readonly hurried: Promise<void>;
  begin: () => void = () => {};
  isStopping = false;
  /** What becomes of the virtual services; undefined: as the configuration says. */
  table: 'leave' | 'clear' | undefined;
  #stoppedAt = 0;
  #stop: () => void = () => {};
  #hurry: () => void = () => {};

  constructor(private readonly clock: () => number) {
    this.stopped = new Promise(resolve => {
      this.#stop = resolve;
    });
    this.hurried = new Promise(resolve => {
      this.#hurry = resolve;
    });
    const running = new Promise<void>(resolve => {
      this.begin = resolve;
    });
    this.begun = Promise.race([running, this.stopped]);
  }

  stop(table?: 'leave' | 'clear'): void {
    const now = this.clock();
    if (this.isStopping && now - this.#stoppedAt > sameWish) this.#hurry();
    this.table = table ?? this.table;
    if (!this.isStopping) this.#stoppedAt = now;
    this.isStopping = true;
    this.#stop();
  }

  /** @throws ProtocolError */
  refuseWhenStopping(): void {
    if (this.isStopping) throw new ProtocolError(errorCodes.refused, 'the director stops: nothing was changed');
  }
}

/** Tells the service manager how it is, a moment after it changed. */
class StatusTeller {
  #isDue = false;

  constructor(
    private readonly world: RunWorld,
    private readonly director: Director,
  ) {}

  note(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    this.world.after(statusPause, () => {
      this.#isDue = false;
      this.world.tellManager({STATUS: statusWords(this.director.state)});
    });
  }
}
