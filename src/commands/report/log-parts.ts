import {LeftOut, type Part} from './part.js';
import {readBounded} from './read-bounded.js';

const patience = 5000;
/** Of a log, from its end. */
const mostRead = 8 * 1024 * 1024;
const mostLines = 3000;
/** Logs that all programs write to: only lines of these are taken. */
const ours = /keepalived|ldirectord|heartbeat|lvsctl|ipvs/i;

const rows: readonly (readonly [path: string, isShared: boolean])[] = [
  ['/var/log/syslog', true],
  ['/var/log/messages', true],
  ['/var/log/daemon.log', true],
  ['/var/log/keepalived.log', false],
  ['/var/log/ldirectord.log', false],
  ['/var/log/ha-log', false],
  ['/var/log/lvsctl.log', false],
];

/** The ends of logs, where they are readable. */
export const logParts: readonly Part[] = rows.map(([path, isShared]) => ({
  name: `logs/${path.split('/').at(-1)}.txt`,
  title: `${path}: its end${isShared ? ', what is of the managers' : ''}`,
  timeout: patience,
  async read({root}) {
    const text = readLog(root + path);
    const lines = text.split('\n').filter(line => line !== '' && (!isShared || ours.test(line)));
    if (lines.length === 0) throw new LeftOut('it has nothing of the managers');
    return `${lines.slice(-mostLines).join('\n')}\n`;
  },
}));

function readLog(path: string): string {
  try {
    return readBounded(path, mostRead).text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new LeftOut('there is none');
    throw error;
  }
}
