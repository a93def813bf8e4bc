import type {Context} from '../walk/context.js';
import {readInteger} from '../walk/numbers.js';
import {takeNumber} from '../walk/read-value.js';
import {firstWeightOf, keywordOf, nameOf, type Section, settingsOf, textOf} from '../walk/section.js';
import type {TrackFile} from './vrrp-configuration.js';

/** A track_file (trackers/track_file.c). */
export function readTrackFile(context: Context, section: Section): TrackFile | undefined {
  const init = readInit(context, section);
  const weight = firstWeightOf(context.report, section, 1);
  const file = textOf(section, 'file');
  const name = nameOf(section);
  if (file === undefined) {
    if (section.isComplete) context.report('incomplete-block', section.end, `track_file "${name}" has no file`);
    return undefined;
  }
  return {
    name,
    place: section.words[1] ?? keywordOf(section),
    file,
    ...(init ? {init} : {}),
    ...weight,
  };
}

/** `init_file [VALUE] [overwrite]` */
function readInit(context: Context, section: Section): TrackFile['init'] {
  let init: TrackFile['init'];
  for (const {words} of settingsOf(section, 'init_file')) {
    init = {value: 0, overwrites: false};
    for (const word of words.slice(1)) {
      const text = word.text.trimStart();
      if (/^[-\d]/.test(text)) {
        const value =
          takeNumber(context, readInteger(text, -2_147_483_648, 2_147_483_647, false), word, 'keepalived takes 0') ?? 0;
        if (Math.abs(value) > 254) context.report('questionable-value', word, `${value} is more than any priority`);
        init = {...init, value};
      } else if (text === 'overwrite') init = {...init, overwrites: true};
      else context.report('invalid-value', word, `"${text}" is no option of init_file`, 'keepalived ignores the word');
    }
  }
  return init;
}
