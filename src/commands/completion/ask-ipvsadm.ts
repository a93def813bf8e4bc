import {helpText} from '../../ipvsadm/help.js';
import {options, type OptionRow, type SwitchRow, switches, tunnelOptions} from '../../ipvsadm/options.js';
import {flagNames} from '../../ipvsadm/scheduler-flags.js';
import {type Candidate, type Live, nothing, type Question} from './question.js';

const rows: readonly SwitchRow[] = switches;
const presences: readonly OptionRow[] = options;

/** What the last word of a line of ipvsadm's grammar can become. @param line without `lvsctl`; the last word may be empty */
export function askIpvsadm(line: readonly string[]): Question {
  const current = line.at(-1) as string;
  const given: SwitchRow[] = [];
  let pending: SwitchRow | undefined;
  let service: string | undefined;
  for (const word of line.slice(0, -1)) {
    if (pending?.argument === 'required') {
      if (pending.option === 'service-address') service = word;
      pending = undefined;
      continue;
    }
    const found = switchesOf(word);
    given.push(...found.rows);
    pending = found.isComplete ? undefined : found.rows.at(-1);
  }
  if (pending?.argument === 'required') return valuesOf(pending, given, service);
  const [name, value] = current.startsWith('--') ? splitAtEquals(current) : [current, undefined];
  const own = value === undefined ? undefined : rows.find(row => row.long === name.slice(2));
  if (own) return {...valuesOf(own, given, service), before: `${name}=`};
  return {...nothing, fixed: switchNames(given, current)};
}

/** `-At` is -A and -t; what follows a letter with a value is its value. */
function switchesOf(word: string): {readonly rows: readonly SwitchRow[]; readonly isComplete: boolean} {
  if (word.startsWith('--')) {
    const [name, value] = splitAtEquals(word);
    const row = rows.find(({long}) => long === name.slice(2));
    return {rows: row ? [row] : [], isComplete: value !== undefined || row?.argument !== 'required'};
  }
  const found: SwitchRow[] = [];
  for (const [i, letter] of [...word.replace(/^-/, '')].entries()) {
    const row = word.startsWith('-') ? rows.find(({short}) => short === letter) : undefined;
    if (!row) break;
    found.push(row);
    if (row.argument !== 'none') return {rows: found, isComplete: i + 2 < word.length};
  }
  return {rows: found, isComplete: true};
}

function splitAtEquals(word: string): readonly [string, string | undefined] {
  const at = word.indexOf('=');
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

function valuesOf({long, option}: SwitchRow, given: readonly SwitchRow[], service: string | undefined): Question {
  const fixed = (values: readonly string[]): Question => ({...nothing, fixed: values.map(value => ({value}))});
  const live = (source: Live): Question => ({...nothing, live: [source]});
  switch (long) {
    case 'tcp-service':
    case 'udp-service':
    case 'sctp-service':
      return live({type: 'ipvsadm service', protocol: long.slice(0, -'-service'.length) as 'tcp' | 'udp' | 'sctp'});
    case 'fwmark-service':
      return live({type: 'ipvsadm service', protocol: undefined});
    case 'real-server':
      return live({type: 'ipvsadm server', of: isAdding(given) ? undefined : service});
    case 'scheduler':
      return fixed(/one of ([a-z|]+)/.exec(helpText(''))?.[1]?.split('|') ?? []);
    case 'start-daemon':
    case 'stop-daemon':
      return fixed(['master', 'backup']);
    case 'sched-flags':
      return fixed(flagNames.map(({name}) => name));
    case 'tun-type':
      return fixed(Object.keys(tunnelOptions));
    case 'mcast-interface':
      return live({type: 'interface'});
    default:
      return option === 'pe' ? fixed(['sip']) : nothing;
  }
}

function isAdding(given: readonly SwitchRow[]): boolean {
  return given.some(({command}) => command === 'add-server');
}

/** Commands first; then what goes with the command and is not there yet. Short names until two dashes are written. */
function switchNames(given: readonly SwitchRow[], current: string): readonly Candidate[] {
  const command = given.find(row => row.command !== undefined)?.command;
  const goesWith = ({option}: SwitchRow) =>
    command !== undefined && option !== undefined && presences.find(({name}) => name === option)?.with[command];
  const isGiven = (row: SwitchRow) =>
    given.some(one => one === row || (one.option !== undefined && one.option === row.option));
  const needsFamily = given.some(({long}) => long === 'fwmark-service') && !given.some(({long}) => long === 'ipv6');
  const fitting = rows.filter(row =>
    command === undefined
      ? row.command !== undefined
      : (row.long === 'ipv6' ? needsFamily : goesWith(row)) && !isGiven(row),
  );
  return fitting.map(({long, short}) => {
    const isLong = short === undefined || (current.startsWith('--') && long !== '');
    const description = descriptions.get(long === '' ? 'list' : long);
    return {value: isLong ? `--${long}` : `-${short}`, ...(description !== undefined && {description})};
  });
}

/** What ipvsadm's own help says of each, by its long name. */
const descriptions = new Map(
  helpText('')
    .split('\n')
    .flatMap(line => {
      const match = /^ {2}--([a-z-]+).*? {2,}([^ -].*)$/.exec(line);
      return match ? [[match[1] as string, match[2]?.split(/ {2,}/).at(-1)?.replace(/,$/, '') as string] as const] : [];
    }),
);
