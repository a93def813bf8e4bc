import assert from 'node:assert/strict';
import {test} from 'node:test';
import {parseLog} from '../../../../src/managers/keepalived/log/parse-log.js';

const now = new Date(2026, 10, 21, 15, 0, 0).getTime();
const at = (hours: number, minutes: number, seconds: number) =>
  new Date(2026, 10, 21, hours, minutes, seconds).getTime();

test("the last transition of an instance comes from keepalived's own log, with the reason before it", () => {
  const text = `Sat Nov 21 14:20:41 2026: (VI_1) Entering BACKUP STATE (init)
Sat Nov 21 14:24:02 2026: (VI_1) Entering MASTER STATE
Sat Nov 21 14:24:07 2026: (VI_1) Master received advert from 10.77.0.1 with higher priority 100, ours 50
Sat Nov 21 14:24:07 2026: (VI_1) Entering BACKUP STATE
`;
  assert.deepEqual(parseLog(text, now), [
    {
      instance: 'VI_1',
      state: 'backup',
      at: at(14, 24, 7),
      why: 'Master received advert from 10.77.0.1 with higher priority 100, ours 50',
      source: 'log',
    },
  ]);
});

test('syslog in its old form has no year: what would be in the future is of last year', () => {
  const [found] = parseLog('Dec 31 23:59:59 lb1 Keepalived_vrrp[812]: (VI 1) Entering MASTER STATE', now);
  assert.equal(found?.at, new Date(2025, 11, 31, 23, 59, 59).getTime());
  assert.equal(found?.instance, 'VI 1');
});

test('a script or a link that failed shortly before is the reason of a fault, an old one is not', () => {
  const lines = (
    seconds: string,
  ) => `2026-11-21T14:20:${seconds}.000000+00:00 lb1 Keepalived_vrrp[812]: Script \`check\` now returning 1
2026-11-21T14:20:44.500000+00:00 lb1 Keepalived_vrrp[812]: (VI_1) Entering FAULT STATE`;
  assert.equal(parseLog(lines('44'), now, 'journal')[0]?.why, 'Script `check` now returning 1');
  assert.equal(parseLog(lines('40'), now, 'journal')[0]?.why, undefined);
  assert.equal(parseLog(lines('44'), now, 'journal')[0]?.source, 'journal');
});

test('other programs and broken lines are skipped', () => {
  const text =
    'Nov 21 14:20:44 lb1 sshd[1]: (VI_1) Entering MASTER STATE\nNov 99\n(VI_1) Entering MASTER STATE\n\u0000';
  assert.deepEqual(parseLog(text, now), []);
});
