import {render} from 'ink';
import {createElement} from 'react';
import {App} from './App.js';
import {Dashboard} from './dashboard.js';
import {initialModel} from './initial-model.js';
import {knownNames} from './known-names.js';
import {loadPreferences} from './preferences/load-preferences.js';
import {say} from './step.js';
import {Terminal} from './terminal.js';
import type {DashboardOptions, DashboardWorld, TerminalSignal} from './world.js';

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
 * Runs the dashboard until the user leaves it. However it ends, the terminal is as it was before.
 * @returns the exit status: 0, or 128 and the number of the signal that ended it
 * @throws what broke in it, after the terminal was restored; Error where the keyboard is no terminal
 */
export async function openDashboard(world: DashboardWorld, options: DashboardOptions): Promise<number> {
  if (!world.stdin.isTTY) throw new Error('standard input is not a terminal, so there would be no keys');
  const {preferences, problems} = await loadPreferences(world.preferencesPath, knownNames);
  const initial = initialModel(world, options, preferences);
  const [first] = problems;
  const words =
    first &&
    `${world.preferencesPath}:${first.line}:${first.column}: ${first.message}${problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''}`;
  const dashboard = new Dashboard(world, words === undefined ? initial : say(initial, words, 'bad'));
  let status = 0;
  let crash: Error | undefined;
  const terminal = new Terminal(world, dashboard, () => ({instance, app}));
  const app = createElement(App, {store: dashboard, onReady: terminal.begin});
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
    const {moving} = dashboard.current().ha;
    if (moving !== undefined) world.stderr.write(`lvsctl: waiting until it is done or put back: ${moving}\n`);
    await dashboard.stop();
    for (const stop of stops) stop();
  }
  if (crash) throw crash;
  return status;
}
