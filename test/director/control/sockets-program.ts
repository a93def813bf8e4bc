import {performance, monitorEventLoopDelay} from 'node:perf_hooks';
import {AnotherDirector} from '../../../src/director/control/bound-socket.js';
import type {ControlHandler} from '../../../src/director/control/control-handler.js';
import {type ControlSockets, openControlSockets} from '../../../src/director/control/open-control-sockets.js';
import type {MethodTypes} from '../../../src/director/protocol/methods.js';
import {routerOf, stateOf} from '../protocol/states.js';

/**
 * Control sockets in a process of their own, in the folder it is told: `announce` publishes 10,000 events, `reload` says
 * what the process has cost since it was last asked: bytes of memory, longest delay of its loop in milliseconds.
 */
const [folder = ''] = process.argv.slice(2);
const state = stateOf(Array.from({length: 100}, (_, i) => routerOf(`VI_${i}`)));
const delay = monitorEventLoopDelay({resolution: 5});
delay.enable();

let sockets: ControlSockets | undefined;
const handler: ControlHandler = {
  state: () => state,
  async handle(method) {
    const result = carryOut(method);
    return result as MethodTypes[typeof method]['result'];
  },
};

const world = {
  clock: () => Math.round(performance.timeOrigin + performance.now()),
  after(milliseconds: number, call: () => void) {
    const timer = setTimeout(call, milliseconds);
    return () => clearTimeout(timer);
  },
  soon: setImmediate,
  report: () => {},
};

try {
  sockets = await openControlSockets({folder, group: 'no-such-group', handler, world});
  process.stdout.write('open\n');
} catch (error) {
  process.stdout.write(`${error instanceof AnotherDirector ? 'another' : 'refused'}: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
delay.reset();

function carryOut(method: string): object {
  if (method === 'announce')
    for (let i = 0; i < 10_000; i++)
      sockets?.publish({type: 'router', router: routerOf(`VI_${i % 100}`), words: 'moved'});
  if (method !== 'reload') return {};
  const cost = [process.memoryUsage().rss, delay.max / 1e6].map(String);
  delay.reset();
  return {result: 'unchanged', words: cost};
}
