import {recogniseFormat} from '../config/table/recognise.js';
import {directives, media} from '../config/heartbeat/directives.js';
import type {LintKind} from './lint-kind.js';

/** By name, as the programs themselves call their files. */
const byName: readonly (readonly [RegExp, LintKind])[] = [
  [/^ha\.cf(\.|$)/, 'ha.cf'],
  [/^haresources(\.|$)/, 'haresources'],
  [/^authkeys(\.|$)/, 'authkeys'],
  [/^keepalived[^/]*\.conf(\.|$)/, 'keepalived'],
  [/^ldirectord[^/]*\.cf(\.|$)|^ldirectord\.conf$/, 'ldirectord'],
  [/^sysctl[^/]*(\.conf)?$/, 'sysctl'],
  [/^ipvsadm\.rules$|^rules[^/]*\.v?[46]?$/, 'rules'],
];

/** What kind of file it is, by its name, else by its content; undefined where neither tells. Empty files of other names are none. */
export function recogniseKind(path: string, text: string): LintKind | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/\/sysctl\.d\//.test(path)) return 'sysctl';
  return byName.find(([pattern]) => pattern.test(name))?.[1] ?? byContent(name, text);
}

function byContent(name: string, text: string): LintKind | undefined {
  const lines = firstLines(text);
  const [first] = lines;
  if (first === undefined) return /\.ya?ml$/i.test(name) ? 'director' : undefined;
  if (/^auth\s+\d+$/.test(first) || /^\d+\s+(crc|md5|sha1)\b/.test(first)) return 'authkeys';
  if (/^-?(net|kernel|vm|fs|dev|user)[./][\w./*-]+\s*(=|$)/.test(first)) return 'sysctl';
  const word = first.split(/\s+/)[0] as string;
  if ((directives.has(word) || media.has(word)) && !/[={]/.test(first)) return 'ha.cf';
  switch (recogniseFormat(text)) {
    case 'rules':
      return 'rules';
    case 'keepalived':
      return 'keepalived';
    case 'ldirectord':
      return 'ldirectord';
    case 'yaml':
      return /^schema\s*:/m.test(text) ? undefined : 'director';
    case 'json':
      return undefined;
    default:
  }
  if (/\.ya?ml$/i.test(name)) return 'director';
  const isYaml = /^(---|[\w-]+\s*:)/.test(first); // texts about it have such lines too, further down
  if (isYaml && /^(routers|services|groups|metrics|notices)\s*:/m.test(text)) return 'director';
  return /^\S+\s+([\w.-]+::|IPaddr|\d+\.\d+\.\d+\.\d+)/.test(first) ? 'haresources' : undefined;
}

/** The first few that say something, as far as one has to look. */
function firstLines(text: string): string[] {
  return text
    .slice(0, 65_536)
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !/^[#!;]/.test(line))
    .slice(0, 5);
}
