import type {Context} from '../walk/context.js';
import {firstWeightOf, flagOf, keywordOf, nameOf, type Section} from '../walk/section.js';
import type {TrackProcess} from './vrrp-configuration.js';

/** A vrrp_track_process; quorum and quorum_max must fit each other as they come. */
export function readTrackProcess(context: Context, section: Section): TrackProcess | undefined {
  const {report} = context;
  const name = nameOf(section);
  const found = {
    process: undefined as string | undefined,
    parameters: [] as readonly string[],
    match: 'none' as TrackProcess['match'],
    quorum: 1,
    mostQuorum: undefined as number | undefined,
    forkDelay: 0,
    terminateDelay: 0,
  };
  for (const entry of section.entries) {
    if (entry.type !== 'setting' || entry.value === undefined) continue;
    const word = keywordOf(entry);
    switch (entry.row.keyword) {
      case 'process':
        found.process ??= nameOf(entry);
        found.parameters = entry.words.slice(2).map(({text}) => text);
        if (found.parameters.length > 0 && found.match === 'none') found.match = 'exact';
        break;
      case 'param_match':
        found.match = entry.value === '' ? 'exact' : (entry.value as 'initial' | 'partial');
        break;
      case 'quorum':
        if ((entry.value as number) > (found.mostQuorum ?? Number.POSITIVE_INFINITY))
          report('invalid-value', word, 'the quorum is more than quorum_max');
        else found.quorum = entry.value as number;
        break;
      case 'quorum_max': {
        const most = entry.value as number;
        if ((most > 0 || found.quorum > 1) && most < found.quorum)
          report('invalid-value', word, 'quorum_max is less than the quorum');
        else {
          found.mostQuorum = most;
          found.quorum = most === 0 ? 0 : Math.max(1, found.quorum);
        }
        break;
      }
      case 'delay':
        found.forkDelay = found.terminateDelay = (entry.value as number) / 1000;
        break;
      case 'fork_delay':
        found.forkDelay = (entry.value as number) / 1000;
        break;
      case 'terminate_delay':
        found.terminateDelay = (entry.value as number) / 1000;
        break;
      default:
    }
  }
  const weight = firstWeightOf(report, section, 0);
  const {process, mostQuorum, ...rest} = found;
  if (process === undefined) {
    if (section.isComplete) report('incomplete-block', section.end, `vrrp_track_process "${name}" has no process`);
    return undefined;
  }
  return {
    name,
    place: section.words[1] ?? keywordOf(section),
    process,
    ...(mostQuorum === undefined ? {} : {mostQuorum}),
    ...rest,
    ...(flagOf(section, 'full_command') && rest.match === 'none' ? {match: 'exact' as const} : {}),
    ...weight,
  };
}
