import type {Place} from '../../config/keepalived/problem.js';

/** A line of sysctl.conf: `net.ipv4.ip_forward = 1`. */
export interface SysctlLine {
  /** As written, but with dots between its parts, and no - in front. */
  readonly key: string;
  readonly keyPlace: Place;
  readonly value: string;
  readonly valuePlace: Place;
}

/** What was read of a sysctl.conf (sysctl.conf(5)). */
export interface SysctlSubject {
  readonly file: string;
  readonly lines: readonly SysctlLine[];
  /** Lines without an equals sign. */
  readonly broken: readonly {readonly text: string; readonly place: Place}[];
  /** The last line with a key; undefined where it is not set. */
  last(key: string): SysctlLine | undefined;
}

/** The kernel takes numbers, and passes over what stands behind a blank: `1 # on` is 1. */
const behindNumbers = /^(-?(?:\d+|0x[\da-f]+)(?:\s+-?\d+)*)\s+[^\s\d-]/i;

export function readSysctl(text: string, file: string): SysctlSubject {
  const lines: SysctlLine[] = [];
  const broken: {text: string; place: Place}[] = [];
  for (const [i, raw] of text.split('\n').entries()) {
    if (/^\s*([#;]|$)/.test(raw)) continue;
    const equals = raw.indexOf('=');
    const start = raw.length - raw.trimStart().length;
    const at = (column: number): Place => ({file, line: i + 1, column: column + 1});
    if (equals < 0) {
      // `-key` alone keeps a key out of a pattern (systemd-sysctl)
      if (!/^\s*-/.test(raw)) broken.push({text: raw.trim(), place: at(start)});
      continue;
    }
    const written = raw.slice(start, equals).trim();
    const dash = written.startsWith('-') ? 1 : 0;
    const rest = raw.slice(equals + 1);
    const value = rest.trim();
    lines.push({
      key: dotted(written.slice(dash)),
      keyPlace: at(start + dash),
      value: behindNumbers.exec(value)?.[1] ?? value,
      valuePlace: at(Math.min(raw.length, equals + 1 + (rest.length - rest.trimStart().length))),
    });
  }
  const last = new Map(lines.map(line => [line.key, line]));
  return {file, lines, broken, last: key => last.get(key)};
}

/** Where a slash comes first, slashes are between the parts, and dots belong to names such as eth0.100. */
function dotted(key: string): string {
  const isSlashed = /^[^./]*\//.test(key);
  return isSlashed ? key.replaceAll(/[./]/g, character => (character === '/' ? '.' : '/')) : key;
}
