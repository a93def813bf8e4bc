import type {TopSection} from '../../settings/settings.js';
import {createKeymap} from '../keymap/keymap.js';
import {knownNames} from '../known-names.js';
import {loadPreferences, savePreferences} from '../preferences/load-preferences.js';
import {loadPreferencesText} from '../preferences/preferences-file.js';
import {runOnTerminal} from '../run-on-terminal.js';
import {asciiGlyphs, glyphsFor} from '../text/glyphs.js';
import {background, colorDepth} from '../theme/depth.js';
import {createTheme} from '../theme/theme.js';
import type {DashboardOptions, TerminalWorld} from '../world.js';
import {Fleet, type StageSource} from './fleet.js';
import type {FleetModel} from './fleet-model.js';

/**
 * Shows several directors on this terminal until the user leaves. However it ends, the terminal is as it was before.
 * @returns the exit status: 0, or 128 and the number of the signal that ended it
 */
export async function openFleet(
  world: TerminalWorld,
  sources: readonly StageSource[],
  options: DashboardOptions,
  sections: readonly TopSection[],
): Promise<number> {
  if (!world.stdin.isTTY) throw new Error('standard input is not a terminal, so there would be no keys');
  const {preferencesPath, environment, stdout} = world;
  const {preferences, problems} = await loadPreferences(preferencesPath, knownNames, sections);
  const glyphs = glyphsFor(environment);
  const now = world.clock();
  const [problem] = problems;
  const model: FleetModel = {
    columns: stdout.columns || 80,
    rows: stdout.rows || 24,
    now,
    theme: createTheme(colorDepth(environment), background(environment, preferences.theme)),
    glyphs,
    keymap: createKeymap(preferences.keys, options.isReadOnly),
    timeOffset: world.timeOffset,
    members: sources.map(({name, link}) => ({name, link, frame: undefined, sent: 0, glance: undefined})),
    shown: 0,
    isAll: false,
    offset: 0,
    waiting: [],
    message: problem && {
      text: `${problem.file}:${problem.line}:${problem.column}: ${problem.message}`,
      role: 'bad',
      until: now + 8000,
    },
  };
  const fleet = new Fleet(
    {
      clock: world.clock,
      after: world.after,
      sources,
      stageOptions: {
        isReadOnly: options.isReadOnly,
        interval: options.interval,
        preferences: loadPreferencesText(preferencesPath),
        timeOffset: world.timeOffset,
        isAscii: glyphs === asciiGlyphs,
      },
      keep: change => savePreferences(preferencesPath, change),
    },
    model,
  );
  return runOnTerminal(world, fleet);
}
