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
 * @throws what broke in it, after the terminal was restored
 */
export async function openDashboard(world: DashboardWorld, options: DashboardOptions): Promise<number> {
  const {preferences, problems} = await loadPreferences(world.preferencesPath, knownNames);
  const initial = initialModel(world, options, preferences);
  const [first] = problems;
  const words =
    first &&
    `${world.preferencesPath}:${first.line}:${first.column}: ${first.message}${problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''}`;
  const dashboard = new Dashboard(world, words === undefined ? initial : say(initial, words, 'bad'));
  let status = 0;
  let crash: Error | undefined;
  const terminal = new Terminal(world, dashboard, () => instance);
  const instance = render(createElement(App, {store: dashboard, onReady: terminal.begin}), {
    stdin: world.stdin,
    stdout: world.stdout,
    exitOnCtrlC: false,
    alternateScreen: true,
    incrementalRendering: true,
    interactive: true,
    maxFps: mostFrames,
  });
  const stops = [
    ...endings.map(([signal, number]) =>
      world.onSignal(signal, () => {
        status = 128 + number;
        instance.unmount();
      }),
    ),
    world.onCrash(error => {
      crash ??= error;
      instance.unmount();
    }),
    world.onSignal('SIGTSTP', () => terminal.suspend()),
    terminal.watchSize(),
  ];
  try {
    await instance.waitUntilExit();
  } finally {
    dashboard.stop();
    for (const stop of stops) stop();
  }
  if (crash) throw crash;
  return status;
}
