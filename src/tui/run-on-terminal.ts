import {render} from 'ink';
import {createElement} from 'react';
import {App} from './App.js';
import type {Performance} from './performance.js';
import {Terminal} from './terminal.js';
import type {TerminalSignal, TerminalWorld} from './world.js';

/** Frames a second at most: a key is answered within 10 ms. */
const mostFrames = 100;

/** How long Ink may take to leave the terminal, milliseconds: it cannot where an error struck while it painted. */
const grace = 1000;

/** The numbers of the signals that end the dashboard. */
const endings: readonly (readonly [TerminalSignal, number])[] = [
  ['SIGHUP', 1],
  ['SIGINT', 2],
  ['SIGQUIT', 3],
  ['SIGTERM', 15],
];

/**
 * Runs it until the user leaves it. However it ends, the terminal is as it was before.
 * @returns the exit status: 0, or 128 and the number of the signal that ended it
 * @throws what broke in it, after the terminal was restored
 */
export async function runOnTerminal<M>(world: TerminalWorld, performance: Performance<M>): Promise<number> {
  let status = 0;
  let crash: Error | undefined;
  const terminal = new Terminal(world, performance, () => ({instance, app}));
  const draw = (model: M) => performance.draw(model);
  const app = createElement(App<M>, {store: performance, draw, onReady: terminal.begin});
  const instance = render(app, {
    stdin: world.stdin,
    stdout: world.stdout,
    exitOnCtrlC: false,
    alternateScreen: true,
    incrementalRendering: true,
    interactive: true,
    maxFps: mostFrames,
  });
  let abandon: () => void = () => {};
  const abandoned = new Promise<void>(resolve => {
    abandon = resolve;
  });
  const stops = [
    world.onSignal('SIGTSTP', () => terminal.suspend()),
    terminal.watchSize(),
    ...endings.map(([signal, number]) =>
      world.onSignal(signal, () => {
        status = 128 + number;
        leave();
      }),
    ),
    world.onCrash(error => {
      crash ??= error;
      leave();
    }),
  ];
  const leave = (): void => {
    stops.push(world.after(grace, abandon));
    terminal.leave();
  };
  // the terminal is gone, which SIGHUP tells too, before or after
  for (const stream of [world.stdin, world.stdout])
    stream.on('error', () => {
      status = 128 + 1;
      leave();
    });
  try {
    await Promise.race([instance.waitUntilExit(), abandoned]);
  } finally {
    terminal.restore();
    const unfinished = performance.unfinished();
    if (unfinished !== undefined) world.stderr.write(`lvsctl: waiting until it is done or put back: ${unfinished}\n`);
    await performance.stop();
    for (const stop of stops) stop();
  }
  if (crash) throw crash;
  return status;
}
