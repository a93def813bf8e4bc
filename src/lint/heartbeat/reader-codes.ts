import type {ReaderCode} from '../lint-rule.js';

const fails = 'heartbeat does not start';

/** What the reader of ha.cf says, in our words: the first row that fits counts. */
export const haCfReaderCodes: readonly ReaderCode[] = [
  error(
    /^there is no directive /,
    'unknown-directive',
    'a directive that there is not',
    'correct the spelling: man 5 ha.cf has all of them',
  ),
  {
    says: /has no value|names no device/,
    code: 'missing-value',
    severity: 'warning',
    title: 'a directive without a value',
    consequence: 'it does nothing',
    correction: 'write the value behind it, or remove the line',
  },
  error(/is not a time such as/, 'invalid-time', 'a time that is none', 'seconds, such as 2 or 1.7, or 1500ms'),
  error(
    /is not on, off or legacy/,
    'auto-failback-value',
    'a value of auto_failback that there is not',
    'auto_failback on, or off',
  ),
  error(
    /needs an address/,
    'medium-without-address',
    'a medium without the address it needs',
    'ucast IF ADDRESS, mcast IF GROUP PORT TTL 0',
  ),
  {
    says: /^no way to the other nodes/,
    code: 'no-medium',
    severity: 'error',
    title: 'no way to the other node',
    consequence: 'heartbeat does not start, or each node takes the other for dead and has the addresses',
    correction: 'bcast IF, ucast IF ADDRESS or serial TTY: two of them, better',
  },
  error(/^no nodes are given/, 'no-nodes', 'no nodes', 'node NAME NAME, each as `uname -n` says on that machine'),
  error(/^autojoin .* needs Pacemaker/, 'autojoin-without-pacemaker', 'autojoin without Pacemaker', 'autojoin none'),
  {
    ...error(
      /^deadtime/,
      'deadtime-too-short',
      'deadtime that is not above twice keepalive',
      'deadtime of 5 times keepalive or more, such as keepalive 2 and deadtime 30',
    ),
    at: 'deadtime',
  },
  {
    says: /^auto_failback is legacy/,
    at: 'auto_failback',
    code: 'auto-failback-missing',
    severity: 'warning',
    title: 'auto_failback is not set',
    consequence: 'legacy holds: there is no hb_standby, and whether resources go back depends on both nodes',
    correction: 'auto_failback off, to stay until told, or on; the same on both nodes',
  },
  {
    code: 'invalid-ha-cf',
    severity: 'error',
    title: 'something in ha.cf that cannot be',
    consequence: fails,
    correction: 'mend the line: man 5 ha.cf',
  },
];

/** What the reader of haresources says. */
export const haresourcesReaderCodes: readonly ReaderCode[] = [
  {
    says: /is not a node of ha\.cf/,
    code: 'unknown-node',
    severity: 'error',
    title: 'a node that ha.cf does not have',
    consequence: fails,
    correction: 'the name as `uname -n` says on that machine, and as in ha.cf',
  },
  {
    says: /has no resources/,
    code: 'no-resources',
    severity: 'warning',
    title: 'a node without resources',
    consequence: 'the line does nothing',
    correction: 'NODE RESOURCE…, in one line or with \\ at the end of each but the last',
  },
  {
    says: /has no address that could be read/,
    code: 'invalid-address',
    severity: 'error',
    title: 'an address that is none',
    consequence: 'the resource fails to start, and heartbeat gives the whole group up',
    correction: 'IPaddr::ADDRESS/LENGTH/INTERFACE',
  },
  {
    says: /begins another group too/,
    code: 'duplicate-group',
    severity: 'error',
    title: 'two groups that begin with the same resource',
    consequence: 'heartbeat cannot tell them apart: one of the two never moves',
    correction: 'begin each line with a resource that no other begins with, such as its address',
  },
  {
    code: 'invalid-haresources',
    severity: 'warning',
    title: 'something in haresources that cannot be',
    consequence: 'the resource may not start',
    correction: 'mend the line',
  },
];

/** What the reader of authkeys says. */
export const authkeysReaderCodes: readonly ReaderCode[] = [
  error(/has no number from 1 to 15/, 'key-number', 'a key without its number', 'N METHOD KEY with N from 1 to 15'),
  error(/has no method that heartbeat has/, 'key-method', 'a method that heartbeat does not have', 'sha1'),
  error(/needs a key/, 'key-missing', 'a method without a key', 'N sha1 KEY, the same on both nodes'),
  error(/^there is no "auth NUMBER"/, 'auth-missing', 'nothing says which key is used', 'auth N as the first line'),
  error(
    /is used, and not there/,
    'auth-number-unknown',
    'a key that is used and not there',
    'auth N with the number of a key of the file',
  ),
  {
    says: /^crc proves nothing/,
    code: 'crc',
    severity: 'warning',
    title: 'crc, which proves nothing',
    consequence: 'anyone on the network can speak as a node, and have the addresses given up',
    correction: 'auth N, and N sha1 KEY; crc is for a cable between the two nodes only',
  },
  {
    code: 'invalid-authkeys',
    severity: 'error',
    title: 'something in authkeys that cannot be',
    consequence: fails,
    correction: 'auth N, then N METHOD KEY',
  },
];

function error(says: RegExp, code: string, title: string, correction: string): ReaderCode {
  return {says, code, severity: 'error', title, consequence: fails, correction};
}
