import {commands} from '../all.js';
import {chooseCommand} from '../choose-command.js';
import {LeftOut, type Part} from './part.js';
import type {ReportWorld} from './report-world.js';

/** How long a command may take. */
const patience = 20_000;
/** Of its output, in characters. */
const mostOutput = 4 * 1024 * 1024;

/** Command lines whose output a report has, in the order of the bundle. */
const rows: readonly (readonly [name: string, words: string, title: string])[] = [
  ['state/rules.txt', '-Sn', 'the table as rules, for lvsctl -R'],
  ['state/list.txt', 'list -o wide --stats --rate', 'services and real servers'],
  ['state/list.json', 'list -o json', 'the same for programs'],
  ['state/timeouts.txt', '-L --timeout', 'timeouts of connections'],
  ['state/connections-by-state.txt', 'conns --count-by state', 'how many connections are in which state'],
  [
    'state/connections-by-real-server.txt',
    'conns --count-by real --limit 200',
    'how many connections real servers have',
  ],
  ['state/connections-by-service.txt', 'conns --count-by service --limit 200', 'how many connections services have'],
  ['state/vrrp.txt', 'vrrp -o wide', 'who is master, and the evidence'],
  ['state/vrrp.json', 'vrrp -o json', 'the same for programs'],
  ['state/sync.txt', 'sync status', 'the connection-sync daemons'],
  ['state/drains.txt', 'drains', 'what is drained, by whom and why'],
  ['state/drains.json', 'drains -o json', 'the same for programs'],
  ['state/holds.txt', 'vrrp holds', 'virtual routers that are held where they are'],
  ['state/director.json', 'director state -o json', 'the director of lvsctl'],
  ['state/snapshots.txt', 'snapshot list', 'named copies of the table'],
  ['state/metrics.txt', 'metrics', 'counters and gauges'],
  ['history/journal.txt', 'journal --limit 200', 'the last changes through lvsctl'],
  ['history/journal.json', 'journal --limit 200 -o json', 'the same for programs'],
  ['diagnosis/doctor.txt', 'doctor', 'what is wrong with this machine'],
  ['diagnosis/doctor.json', 'doctor -o json', 'the same for programs'],
];

/** NB: reading these signals keepalived where it checks. */
const asking: typeof rows = [
  ['state/checks.txt', 'checks -o wide', 'what checks have found'],
  ['state/checks.json', 'checks -o json', 'the same for programs'],
];

/** What needs no table of the kernel. */
const withoutTable = /^(vrrp|director|journal|snapshot|doctor|lint)/;

export interface Asking {
  /** Whether keepalived may be signalled, and whether asking whoever checks would. */
  readonly mayAsk: boolean;
  readonly isSignalled: boolean;
  /** Why there is no table: commands would have the kernel load the module, which changes something. */
  readonly noTable: string | undefined;
}

export function commandParts({mayAsk, isSignalled, noTable}: Asking): readonly Part[] {
  const table = rows.map(row =>
    noTable === undefined || withoutTable.test(row[1]) ? partOf(row) : skipped(row, noTable),
  );
  const checks = asking.map(row =>
    isSignalled && !mayAsk ? skipped(row, 'keepalived would be signalled: --ask allows that') : partOf(row),
  );
  return [...table, ...checks];
}

function partOf([name, line, title]: (typeof rows)[number]): Part {
  return commandPart(name, line.split(' '), title);
}

/** A command line of lvsctl, with what it says on standard error at the end. */
export function commandPart(name: string, words: readonly string[], title: string): Part {
  const shown = `lvsctl ${words.join(' ')}`;
  return {
    name,
    title: `${shown}: ${title}`,
    timeout: patience,
    async read(world, interruption) {
      if (!words[0]?.startsWith('-') && !chooseCommand(commands, words))
        throw new LeftOut(`this lvsctl has no ${words[0]}`);
      return runCaptured(words, world, interruption);
    },
  };
}

function skipped([name, line, title]: (typeof rows)[number], why: string): Part {
  return {
    name,
    title: `lvsctl ${line}: ${title}`,
    timeout: patience,
    async read() {
      throw new LeftOut(why);
    },
  };
}

async function runCaptured(
  words: readonly string[],
  world: Pick<ReportWorld, 'runCommand'>,
  interruption: AbortSignal,
): Promise<string> {
  const [stdout, stderr] = [new Captured(), new Captured()];
  const status = await world.runCommand(words, {stdout, stderr, interruption});
  if (stdout.text === '' && status !== 0) throw new Error(stderr.text.trim() || `exit status ${status}`);
  if (words.includes('json')) return stdout.text; // programs read it
  const said = stderr.text === '' ? '' : `\n-- standard error --\n${stderr.text}`;
  return `${stdout.text}${said}${status === 0 ? '' : `\n-- exit status ${status} --\n`}`;
}

class Captured {
  text = '';

  write(text: string): void {
    if (this.text.length < mostOutput) this.text += text.slice(0, mostOutput - this.text.length);
  }
}
