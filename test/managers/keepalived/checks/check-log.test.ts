import assert from 'node:assert/strict';
import {test} from 'node:test';
import {poolNameOfText} from '../../../../src/managers/keepalived/checks/endpoint-name.js';
import {parseCheckLog} from '../../../../src/managers/keepalived/checks/check-log.js';

const now = Date.UTC(2026, 10, 21, 12);

test('a log of the health checker tells when servers went and came back, and the line before why', () => {
  const log = `2026-11-21T10:00:00+00:00 lb1 Keepalived_healthcheckers[7]: TCP connection to [10.9.0.7]:tcp:80 failed.
2026-11-21T10:00:01+00:00 lb1 Keepalived_healthcheckers[7]: Removing service [10.9.0.7]:tcp:80 from VS [10.9.0.100]:tcp:80
2026-11-21T10:00:01+00:00 lb1 Keepalived_healthcheckers[7]: Lost quorum 1-0=1 > 0 for VS [10.9.0.100]:tcp:80
2026-11-21T10:05:00+00:00 lb1 Keepalived_healthcheckers[7]: Adding service [10.9.0.7]:tcp:80 to VS [10.9.0.100]:tcp:80
2026-11-21T10:06:00+00:00 lb1 sshd[9]: Removing service [10.9.0.7]:tcp:80 from VS [10.9.0.100]:tcp:80
`;
  const entries = parseCheckLog(log, now);
  assert.deepEqual(
    entries.map(({at, pool, server, type, words}) => [
      new Date(at).toISOString().slice(11, 19),
      pool,
      server,
      type,
      words,
    ]),
    [
      ['10:00:01', '[10.9.0.100]:tcp:80', '10.9.0.7:80', 'down', 'TCP connection to [10.9.0.7]:tcp:80 failed.'],
      ['10:00:01', '[10.9.0.100]:tcp:80', undefined, 'quorum-down', 'Lost quorum 1-0=1 > 0 for VS [10.9.0.100]:tcp:80'],
      ['10:05:00', '[10.9.0.100]:tcp:80', '10.9.0.7:80', 'up', 'it came back'],
    ],
  );
});

test('what keepalived calls a virtual server is named as pools are', () => {
  const names = ['[10.9.0.100]:tcp:80', '[2001:db8::1]:udp:53', 'FWM 7', '[web]:0', 'web'];
  assert.deepEqual(names.map(poolNameOfText), ['TCP 10.9.0.100:80', 'UDP [2001:db8::1]:53', 'FWM 7', 'web', 'web']);
});
