import {Dashboard} from './dashboard.js';
import {initialModel} from './initial-model.js';
import {knownNames} from './known-names.js';
import {loadPreferences, savePreferences} from './preferences/load-preferences.js';
import {runOnTerminal} from './run-on-terminal.js';
import {say} from './step.js';
import type {DashboardOptions, DashboardWorld, StageWorld} from './world.js';

/**
 * Runs the dashboard until the user leaves it. However it ends, the terminal is as it was before.
 * @returns the exit status: 0, or 128 and the number of the signal that ended it
 * @throws what broke in it, after the terminal was restored; Error where the keyboard is no terminal
 */
export async function openDashboard(world: DashboardWorld, options: DashboardOptions): Promise<number> {
  if (!world.stdin.isTTY) throw new Error('standard input is not a terminal, so there would be no keys');
  const {preferences, problems} = await loadPreferences(world.preferencesPath, knownNames, world.settings?.top);
  const stage = stageWorldOf(world);
  const initial = initialModel(stage, options, preferences);
  const [first] = problems;
  const words =
    first &&
    `${first.file}:${first.line}:${first.column}: ${first.message}${problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''}`;
  const dashboard = new Dashboard(stage, words === undefined ? initial : say(initial, words, 'bad'));
  return runOnTerminal(world, dashboard);
}

/** The director's own, on this terminal. */
function stageWorldOf(world: DashboardWorld): StageWorld {
  const {stdout, preferencesPath} = world;
  return {
    ...world,
    size: {columns: stdout.columns || 80, rows: stdout.rows || 24},
    async keep(preferences) {
      await savePreferences(preferencesPath, preferences);
      return preferencesPath;
    },
  };
}
