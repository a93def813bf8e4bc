/**
 * A line that keepalived writes to notify_fifo, vrrp_notify_fifo or lvs_notify_fifo. Names are as they were written,
 * and without control characters: a line that has any is unreadable.
 */
export type FifoLine =
  | {
      readonly type: 'instance' | 'group';
      readonly name: string;
      readonly state: FifoState;
      readonly priority: number;
    }
  /** Needs vrrp_notify_priority_changes. */
  | {readonly type: 'priority'; readonly name: string; readonly state: 'master' | 'backup'; readonly priority: number}
  /** A master heard one of lower priority: there are two. */
  | {readonly type: 'lower-priority'; readonly name: string; readonly priority: number}
  | {readonly type: 'real-server'; readonly server: string; readonly service: string; readonly isUp: boolean}
  | {readonly type: 'virtual-service'; readonly service: string; readonly isUp: boolean}
  /** Safe to show, and shortened. */
  | {readonly type: 'unreadable'; readonly text: string};

export type FifoState = (typeof states)[keyof typeof states];

/** notify.c of keepalived. */
const states = {
  MASTER: 'master',
  BACKUP: 'backup',
  FAULT: 'fault',
  STOP: 'stop',
  DELETED: 'deleted',
} as const;

const longest = 1024;
const shown = 120;
/** C0, DEL, C1, what orders text from right to left, what separates lines, and halves of characters. */
const unsafe = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]/u;

/** @param line without its line feed */
export function parseFifoLine(line: string): FifoLine {
  return (line.length <= longest && !unsafe.test(line) && (parseRouter(line) ?? parseServer(line))) || unreadable(line);
}

/** The name may hold quotes and blanks: the last quote ends it. */
function parseRouter(line: string): FifoLine | undefined {
  const match = /^(INSTANCE|GROUP) "(.*)" ([A-Z_]+) (\d{1,3})$/.exec(line);
  if (!match) return undefined;
  const [, kind, name, word, digits] = match as unknown as [string, string, string, string, string];
  const priority = Number(digits);
  if (priority > 255) return undefined;
  if (Object.hasOwn(states, word)) {
    const state = states[word as keyof typeof states];
    return {type: kind === 'INSTANCE' ? 'instance' : 'group', name, state, priority};
  }
  if (kind !== 'INSTANCE') return undefined;
  if (word === 'MASTER_RX_LOWER_PRI') return {type: 'lower-priority', name, priority};
  if (word === 'MASTER_PRIORITY') return {type: 'priority', name, state: 'master', priority};
  if (word === 'BACKUP_PRIORITY') return {type: 'priority', name, state: 'backup', priority};
  return undefined;
}

function parseServer(line: string): FifoLine | undefined {
  const real = /^RS (\S+) (\S.*) (UP|DOWN)$/.exec(line);
  if (real) return {type: 'real-server', server: real[1] as string, service: real[2] as string, isUp: real[3] === 'UP'};
  const service = /^VS (\S.*) (UP|DOWN)$/.exec(line);
  return service ? {type: 'virtual-service', service: service[1] as string, isUp: service[2] === 'UP'} : undefined;
}

function unreadable(line: string): FifoLine {
  const text = line
    .slice(0, shown)
    .replace(new RegExp(unsafe, 'gu'), character => `\\u{${(character.codePointAt(0) as number).toString(16)}}`);
  return {type: 'unreadable', text: line.length > shown ? `${text}…` : text};
}
