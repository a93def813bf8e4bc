import type {Stage, StageOptions} from '../../remote/stage.js';
import {Dashboard} from '../dashboard.js';
import {initialModel} from '../initial-model.js';
import {knownNames} from '../known-names.js';
import {noPreferences, type Preferences} from '../preferences/preferences.js';
import {asciiGlyphs, unicodeGlyphs} from '../text/glyphs.js';
import type {ClockWorld, DirectorWorld} from '../world.js';
import {HeadlessStage} from './headless-stage.js';

/** Opens a dashboard without a terminal: whoever asked for it gets its frames, and presses its keys. */
export async function openStage(world: DirectorWorld & ClockWorld, options: StageOptions): Promise<Stage> {
  const {columns, rows, interval, isReadOnly, timeOffset} = options;
  const kept: {keep(preferences: Partial<Preferences>): void} = {keep: () => {}};
  const stageWorld = {
    ...world,
    timeOffset,
    size: {columns, rows},
    async keep(preferences: Partial<Preferences>) {
      kept.keep(preferences);
      return 'top.yaml where you are';
    },
  };
  const initial = initialModel(stageWorld, {interval, isReadOnly}, await preferencesOf(options.preferences));
  const glyphs = options.isAscii ? asciiGlyphs : unicodeGlyphs;
  const dashboard = new Dashboard(stageWorld, {...initial, settings: {...initial.settings, glyphs}});
  const stage = new HeadlessStage(dashboard, stageWorld);
  kept.keep = preferences => stage.onSave({...preferences});
  stage.start();
  return stage;
}

/** What is wrong in them is told where they are. YAML is loaded only if there are any. */
async function preferencesOf(text: string): Promise<Preferences> {
  if (text.trim() === '') return noPreferences;
  const {readPreferences} = await import('../preferences/read-preferences.js');
  return readPreferences(text, knownNames).preferences;
}
