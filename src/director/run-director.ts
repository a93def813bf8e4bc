import type {RouterConfiguration} from '../vrrp/router/configuration.js';
import type {ControlHandler, HandledMethod} from './control/control-handler.js';
import type {ControlSockets} from './control/open-control-sockets.js';
import {Director} from './director.js';
import type {DirectorWorld} from './director-world.js';
import type {MethodTypes} from './protocol/methods.js';
import {statusWords} from './view/status-words.js';

export interface RunWorld extends DirectorWorld {
  /** Keeps other directors out of this network namespace. @returns who has it already, in words */
  lock(): Promise<string | undefined>;
  openControl(handler: ControlHandler): Promise<ControlSockets>;
  /** From now on signals are the director's: `stop` for SIGTERM and SIGINT, `reload` for SIGHUP. @returns what ends it */
  onSignal(call: (wish: 'stop' | 'reload') => void): () => void;
}

/** Changes within so long are told the service manager at once. */
const statusPause = 250;

/** Exit statuses: told to stop and stopped in order; it is not to run as things are; it was to run, and could not. */
const statuses = {stopped: 0, refused: 4, failed: 5} as const;

/** `lvsctl director run`: until it is told to stop. Resolves to the exit status. */
export async function runDirector(world: RunWorld): Promise<number> {
  const holder = await world.lock();
  if (holder !== undefined) return giveUp(world, [holder], 'refused');
  const {configuration, problems, warnings} = await world.load();
  if (!configuration) return giveUp(world, problems, 'refused');
  const foreign = await world.foreignRouters(configuration);
  if (foreign.length > 0) return giveUp(world, foreign, 'refused');
  for (const words of warnings) world.log('warning', words);
  return run(world, configuration, warnings);
}

async function run(world: RunWorld, configuration: RouterConfiguration, warnings: readonly string[]): Promise<number> {
  const director = new Director(world, configuration, warnings);
  const wishes = new Wishes();
  let control: ControlSockets;
  try {
    control = await world.openControl(controlHandler(world, director, wishes));
  } catch (error) {
    return giveUp(world, [(error as Error).message], 'refused');
  }
  const status = new StatusTeller(world, director);
  director.onEvent = event => {
    control.publish(event);
    status.note();
  };
  const forget = world.onSignal(wish => (wish === 'stop' ? wishes.stop() : void reload(world, director)));
  try {
    const problems = await Promise.race([director.start(), wishes.stopped.then(() => [])]);
    if (problems.length === 0) {
      world.tellManager({READY: '1', STATUS: statusWords(director.state)});
      await wishes.stopped;
    }
    world.tellManager({STOPPING: '1', STATUS: 'giving up its virtual routers'});
    world.log('notice', 'stopping');
    const isClear = await director.stop(wishes.hurried);
    if (problems.length > 0) return giveUp(world, problems, 'failed');
    world.log('notice', isClear ? 'stopped: no address of a virtual router is left' : 'stopped');
    return statuses.stopped;
  } finally {
    await control.close();
    forget();
    world.network.close();
  }
}

function giveUp(world: RunWorld, problems: readonly string[], status: 'refused' | 'failed'): number {
  for (const words of problems) world.log('error', words);
  world.log('error', 'the director does not run');
  return statuses[status];
}

async function reload(world: RunWorld, director: Director, isOnlyCheck = false) {
  if (!isOnlyCheck) world.tellManager({RELOADING: '1', MONOTONIC_USEC: String(world.monotonic())});
  try {
    return await director.reload(isOnlyCheck);
  } finally {
    if (!isOnlyCheck) world.tellManager({READY: '1'});
  }
}

function controlHandler(world: RunWorld, director: Director, wishes: Wishes): ControlHandler {
  const {operator} = director;
  const handlers: {[M in HandledMethod]: (params: MethodTypes[M]['params']) => Promise<MethodTypes[M]['result']>} = {
    hold: params => operator.hold(params),
    release: params => operator.release(params),
    announce: params => operator.announce(params),
    'hand-over': params => operator.handOver(params),
    reload: ({isOnlyCheck}) => reload(world, director, isOnlyCheck),
    stop: async () => {
      world.after(0, () => wishes.stop()); // once it is answered
      return {};
    },
  };
  return {state: () => director.state, handle: (method, params) => handlers[method](params)};
}

/** That it stops; and, told once more, that it hurries. */
class Wishes {
  readonly stopped: Promise<void>;
  readonly hurried: Promise<void>;
  #isStopping = false;
  #stop: () => void = () => {};
  #hurry: () => void = () => {};

  constructor() {
    this.stopped = new Promise(resolve => {
      this.#stop = resolve;
    });
    this.hurried = new Promise(resolve => {
      this.#hurry = resolve;
    });
  }

  stop(): void {
    if (this.#isStopping) this.#hurry();
    this.#isStopping = true;
    this.#stop();
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
