import type {CheckHistoryEntry} from '../../../director/protocol/checks-report.js';

const verbs = {
  Quiescent: 'down',
  Deleted: 'down',
  Added: 'up',
  Restored: 'up',
} as const;

/** What ldirectord's own log tells of real servers: `[Sat Nov 21 01:24:43 2026|web.cf|812] Quiescent real server: 10.0.0.11:80 (10.0.0.1:80) (Weight set to 0)`. */
export function parseLdirectordLog(text: string): readonly CheckHistoryEntry[] {
  return text.split('\n').flatMap((line): CheckHistoryEntry[] => {
    const [, time = '', words = ''] = /^\[([^|\]]{10,40})(?:\|[^\]]*)?\] (.*)$/.exec(line) ?? [];
    const [, verb, server, pool] =
      /^(Quiescent|Deleted|Added|Restored) real server: (\S+)(?: mapped from \S+)? ?\((\S+?)\)/.exec(words) ?? [];
    const at = Date.parse(time); // its own local time
    if (verb === undefined || server === undefined || pool === undefined || Number.isNaN(at)) return [];
    return [{at, pool, server, type: verbs[verb as keyof typeof verbs], words, layer: undefined}];
  });
}
