import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {Model} from '../../../src/tui/model.js';
import {viewDirector} from '../../../src/tui/screens/director/view.js';
import {tableSums} from '../../../src/tui/data/snapshot.js';
import {directorAt, sysctls} from './fixed-director.js';
import {fixedModel, fixedSnapshot, textOf} from './fixed-model.js';

const shown = (model: Model) => `\n${textOf(viewDirector(model), model.columns)}`;
/** All of it, in one column. */
const whole = (model: Model) => shown({...model, columns: 80, rows: 200});

test('the director on 80 × 24', () => assert.equal(shown(directorAt(80, 24)), narrow));
test('the director on 160 × 50', () => assert.equal(shown(directorAt(160, 50)), wide));

test('no line is wider than the terminal, whatever its size', () => {
  for (let columns = 40; columns <= 240; columns += 7)
    for (const rows of [10, 24, 60]) {
      const model = directorAt(columns, rows);
      assert.ok(viewDirector(model).length <= rows - 5);
      shown(model);
    }
});

test('before the first reading there are the totals and the table', () => {
  const text = whole(fixedModel(80, 24));
  assert.match(text, /CONNECTION SYNC DAEMONS\n …\n/);
  assert.match(text, /connections {3}14 {10}98,765,432,109,876\n/);
});

test('a director without sync daemons is told how to start one', () => {
  const text = whole(directorAt(80, 24, {daemons: []}));
  assert.match(text, / none runs: no other director knows these connections\n \(ipvsadm --start-daemon master/);
});

test('estimation that is off is the first that is said', () => {
  const text = shown(directorAt(80, 24, {sysctls: new Map([...sysctls, ['run_estimation', 0]])}));
  assert.match(text, /^\n ! run_estimation=0: all rates and counters stand still\.\n/);
});

describe('the connection table', () => {
  const withActive = (activeConnections: number, isFull = true): Model => {
    const {services, ...snapshot} = fixedSnapshot();
    const sums = {...tableSums(services), active: activeConnections, ...(isFull ? {} : {persistent: undefined})};
    return fixedModel(80, 24, {...snapshot, services, sums});
  };

  test('is well up to two entries a bucket', () => {
    assert.match(whole(withActive(4000)), /per bucket {9}1\.72 {2}━+.? +of 2\n chains {6}ok\n/);
  });

  test('needs more buckets above that: one for each', () => {
    const text = whole(withActive(100_000));
    assert.match(text, /per bucket {8}25\.15 {2}━{16} of 2\n/);
    assert.match(text, / long chains: raise conn_tab_bits \(ip_vs\.conn_tab_bits=17\)\n/);
  });

  test('says what is not known', () => {
    assert.match(whole(withActive(5, false)), /persistent {12}– {2}known only of servers on the screen\n/);
  });
});

describe('the sysctls', () => {
  test('that were changed say what they were, the others only what draining does', () => {
    const text = whole(directorAt(80, 24, {sysctls: new Map([...sysctls, ['sync_threshold', [2, 9]]])}));
    assert.match(text, / {3}sync_threshold {14}2 9 {2}\(initially 3 50\)\n/);
    assert.doesNotMatch(text, /sync_qlen_max/);
    assert.equal(text.split('expire_nodest_conn').length, 2);
  });

  test('that this kernel has not are left out', () => {
    assert.match(whole(directorAt(80, 24, {sysctls: new Map()})), /initial value\n {3}none\n/);
  });
});

const narrow = `
 TRAFFIC     NOW/S        SINCE START OR ZERO  LAST 1m
 connections   14          98,765,432,109,876  ▂▂▂▂▂▃▃▄▄▄▅▅▆▆▆▇▇▇▇▇▇▇▇▇▇▆▆▅▅▄▄▄
 packets in   112         790,123,456,879,008  ▂▂▂▂▂▃▃▄▄▄▅▅▆▆▆▇▇▇▇▇▇▇▇▇▇▆▆▅▅▄▄▄
 packets out  154       1,086,419,753,208,636  ▂▂▂▂▂▃▃▄▄▄▅▅▆▆▆▇▇▇▇▇▇▇▇▇▇▆▆▅▅▄▄▄
 bytes in    12.6k     88,888,888,898,888,400  ▂▂▂▂▂▃▃▄▄▄▅▅▆▆▆▇▇▇▇▇▇▇▇▇▇▆▆▅▅▄▄▄
 bytes out    336k  2,370,370,370,637,024,000  ▂▂▂▂▂▃▃▄▄▄▅▅▆▆▆▇▇▇▇▇▇▇▇▇▇▆▆▅▅▄▄▄

 CONNECTION TABLE
 active            1,080
 inactive          3,021
 persistent            5
 entries           4,106  at 12:00:00
 buckets           4,096  2^12
 per bucket         1.00  ━━━━━━━━         of 2
 chains      ok
 memory      about 1183k bytes

 CONNECTION SYNC DAEMONS
  ▾ 25 more lines
`;

const wide = `
 TRAFFIC     NOW/S        SINCE START OR ZERO  LAST 1m                            SYSCTLS net.ipv4.vs.*
 connections   14          98,765,432,109,876  ▂▂▂▂▃▃▄▄▄▅▅▆▆▆▇▇▇▇▇▇▇▇▇▇▆▆▅▅▄▄▄    Not the kernel’s initial value
 packets in   112         790,123,456,879,008  ▂▂▂▂▃▃▄▄▄▅▅▆▆▆▇▇▇▇▇▇▇▇▇▇▆▆▅▅▄▄▄      expire_nodest_conn          1  (initially 0)
 packets out  154       1,086,419,753,208,636  ▂▂▂▂▃▃▄▄▄▅▅▆▆▆▇▇▇▇▇▇▇▇▇▇▆▆▅▅▄▄▄        deleting a server ends its connections; 0 keeps them, their packets
 bytes in    12.6k     88,888,888,898,888,400  ▂▂▂▂▃▃▄▄▄▅▅▆▆▆▇▇▇▇▇▇▇▇▇▇▆▆▅▅▄▄▄        silently dropped, until the server comes back or they expire
 bytes out    336k  2,370,370,370,637,024,000  ▂▂▂▂▃▃▄▄▄▅▅▆▆▆▇▇▇▇▇▇▇▇▇▇▆▆▅▅▄▄▄
                                                                                  They decide what draining does
 CONNECTION TABLE                                                                   conn_reuse_mode             1
 active            1,080                                                              scheduled anew once the old connection is in TIME_WAIT or CLOSE: what
 inactive          3,021                                                              becomes of a client port that is used again; with conntrack=1, scheduling
 persistent            5                                                              anew may cost the client a second
 entries           4,106  at 12:00:00                                               drop_entry                  0
 buckets           4,096  2^12                                                        off: each second, drops half-open and idle connections of a 32nd of the
 per bucket         1.00  ━━━━━━━━         of 2                                       table, and unassured templates
 chains      ok                                                                     expire_quiescent_template   0
 memory      about 1183k bytes                                                        persistent clients leave a server of weight 0; 0 keeps them there while
                                                                                      their template lives
 CONNECTION SYNC DAEMONS
 STATE   INTERFACE        ID LENGTH TTL GROUP
 master eth0              1   1472   1 224.0.0.81:8848

 TIMEOUTS
 tcp               900 s  established and idle
 tcpfin            120 s  after a FIN
 udp               300 s  after the last datagram
`;
