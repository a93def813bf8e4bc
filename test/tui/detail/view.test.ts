import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {Model} from '../../../src/tui/model.js';
import {viewDetail} from '../../../src/tui/screens/detail/view.js';
import type {TableEvent} from '../../../src/tui/screens/events/state.js';
import {fixedModel, fixedSnapshot, noon, rows, textOf} from '../director/fixed-model.js';
import {openDetail} from '../../../src/tui/screens/detail/state.js';
import {detailAt} from './fixed-detail.js';

const shown = (model: Model) => `\n${textOf(viewDetail(model), model.columns)}`;
const at = async (row: string, columns = 80, lines = 200) => shown(await detailAt(row, columns, lines));
const withEvents = (model: Model, ...events: readonly TableEvent[]): Model => ({
  ...model,
  events: {...model.events, events},
});

test('a service on 80 × 24', async () => assert.equal(await at(rows.web, 80, 24), narrowService));
test('a real server on 80 × 24', async () => assert.equal(await at(rows.limited, 80, 24), narrowServer));
test('a service on 160 × 50', async () => assert.equal(await at(rows.web, 160, 50), wideService));
test('a real server on 160 × 50', async () => assert.equal(await at(rows.limited, 160, 50), wideServer));

test('no line is wider than the terminal, whatever its size', async () => {
  for (const row of Object.values(rows))
    for (let columns = 40; columns <= 240; columns += 9)
      for (const lines of [10, 24, 60]) {
        const model = await detailAt(row, columns, lines);
        assert.ok(viewDetail(model).length <= lines - 5, `${columns}x${lines}`);
        shown(model);
      }
});

describe('a real server', () => {
  test('that is quiesced says which weight it had', async () => {
    const model = await detailAt(rows.quiesced, 80, 200);
    const weights = new Map([[rows.quiesced, 3]]);
    const text = shown({...model, services: {...model.services, weights}});
    assert.match(text, /^\n 10\.1\.0\.13:8080 of tcp\/203\.0\.113\.10:80 {2}quiesced, 17 left\n/);
    assert.match(text, /weight {16}0 {2}was 3\n/);
  });

  test('behind a tunnel says which', async () => {
    const text = await at(rows.tunnel);
    assert.match(text, /forwarding {2}tunnel\n/);
    assert.match(text, /tunnel {6}gue:6080, checksum\n/);
  });
});

test('a persistent service says for how long, and which clients are one', async () => {
  const text = await at(rows.mail);
  assert.match(text, /flags {7}sh-fallback, ops\n/);
  assert.match(text, /persistence 600 s, sip\n/);
  assert.match(text, /mask {8}255\.255\.255\.240\n/);
});

test('connections of a fwmark service show the address they came for, where there is room', async () => {
  assert.match(await at(rows.mail, 160), /CLIENT +VIRTUAL +REAL SERVER +STATE +EXPIRES/);
  assert.match(await at(rows.mail, 70), /CLIENT +REAL SERVER +STATE +EXPIRES/);
});

test('what changed is told, the newest first; of a service also what changed of its real servers', async () => {
  const own: TableEvent = {at: noon, kind: 'own', row: rows.busy, words: 'weight 4 → 5'};
  const theirs: TableEvent = {at: noon - 60_000, kind: 'weight', row: rows.web, words: 'scheduler rr → wlc'};
  const changed = /CHANGES\n 12:00:00 {2}you {5}weight 4 → 5\n 11:59:00 {2}others {2}scheduler rr → wlc\n/;
  assert.match(shown(withEvents(await detailAt(rows.web, 80, 200), own, theirs)), changed);
  const ofServer = shown(withEvents(await detailAt(rows.busy, 80, 200), own, theirs));
  assert.match(ofServer, /weight 4 → 5/);
  assert.doesNotMatch(ofServer, /scheduler rr → wlc/);
});

describe('what is gone', () => {
  const deleted: TableEvent = {at: noon - 90_000, kind: 'deleted', row: rows.web, words: 'it was deleted'};

  test('says so, and since when', async () => {
    const gone = await detailAt(rows.web, 80, 24, fixedSnapshot({services: []}));
    const text = shown(withEvents(gone, deleted));
    assert.match(text, /^\n It is not there any more since 11:58:30 \(1m\)\.\n/);
    assert.match(text, / 11:58:30 {2}others {2}it was deleted\n/);
  });

  test('went with its service', async () => {
    const gone = await detailAt(rows.busy, 80, 24, fixedSnapshot({services: []}));
    assert.match(shown(withEvents(gone, deleted)), /any more since 11:58:30/);
  });

  test('is not what has not been read', () => {
    const snapshot = fixedSnapshot();
    const services = snapshot.services.map(seen => ({...seen, destinations: undefined}));
    const [model] = openDetail(fixedModel(80, 24, {...snapshot, services}), rows.busy);
    assert.match(shown(model), /^\n …\n/);
  });
});

const narrowService = `
 tcp/203.0.113.10:80  1 quiesced
 CONNECTIONS/S ━ new    7                 BYTES/S ━ in 6300  ━ out  168k
  20 |                     **      **     600k|
     |                    *  *     * *        |                     oo      oo
  10 |                        *   *   *   400k|                    o  o    o  o
     |                         * *        200k|                        o  o    o
     |                         **             |                         oo
   0 |                                      0 |                    *************
     +---------------------------------       +---------------------------------
      -5m  -4m    -3m   -2m    -1m  now        -5m  -4m    -3m   -2m    -1m  now
 COUNTERS    NOW/S        SINCE START OR ZERO   SERVICE
 connections   13               1,234,567,890   scheduler   wlc
 packets in   104               9,876,543,120   flags       –
 packets out  143              13,580,246,790   persistence –
 bytes in    11.7k          1,111,111,101,000   active            1,080
 bytes out    312k         29,629,629,360,000   inactive          3,021
                                                persistent            0
                                                servers               3
  ▾ 25 more lines
`;

const narrowServer = `
 10.1.0.12:8080 of tcp/203.0.113.10:80
 CONNECTIONS/S ━ new    7                 BYTES/S ━ in 6300  ━ out  168k
  20 |                     **      **     600k|
     |                    *  *     * *        |                     oo      oo
  10 |                        *   *   *   400k|                    o  o    o  o
     |                         * *        200k|                        o  o    o
     |                         **             |                         oo
   0 |                                      0 |                    *************
     +---------------------------------       +---------------------------------
      -5m  -4m    -3m   -2m    -1m  now        -5m  -4m    -3m   -2m    -1m  now
 COUNTERS    NOW/S        SINCE START OR ZERO   REAL SERVER
 connections    4                       4,000   weight                4
 packets in    32                      32,000   forwarding  masquerading
 packets out   44                      44,000   active              251
 bytes in    3600                   3,600,000   inactive              0
 bytes out   96.0k                 96,000,000   persistent            0
                                                limit       ━━━━━━╸   84% of 300
                                                used again  below 200
  ▾ 21 more lines
`;

const wideService = `
 tcp/203.0.113.10:80  1 quiesced
 CONNECTIONS/S ━ new    7                                                         BYTES/S ━ in 6300  ━ out  168k
  20 |                                                                            500k|
     |                                               ****              ****           |                                                oo                ooo
  15 |                                              *    *            *    *      400k|                                              oo  oo             o   o
     |                                             *      *          *      *         |                                             o      o           o     o
     |                                            *        *         *       *    300k|                                             o       o         o       o
  10 |                                                      *       *         *       |                                            o        o        o         o
     |                                                      *      *              200k|                                                      o      o          o
   5 |                                                       *    *                   |                                                       o     o
     |                                                        *  *                100k|                                                       o    o
     |                                                         **                     |                                                        oooo
   0 |                                                                              0 |                                            *****************************
     +-------------------------------------------------------------------------       +-------------------------------------------------------------------------
      -5m          -4m            -3m           -2m            -1m          now        -5m          -4m            -3m           -2m            -1m          now
 COUNTERS    NOW/S        SINCE START OR ZERO                                     SERVICE
 connections   13               1,234,567,890                                     scheduler   wlc
 packets in   104               9,876,543,120                                     flags       –
 packets out  143              13,580,246,790                                     persistence –
 bytes in    11.7k          1,111,111,101,000                                     active            1,080
 bytes out    312k         29,629,629,360,000                                     inactive          3,021
                                                                                  persistent            0
 REAL SERVER                        WGHT ACTIVE INACT CONN/S STATUS               servers               3
 10.1.0.11:8080                        4   812  3021      9                       quiesced              1
 10.1.0.12:8080                        4   251     0      4
 10.1.0.13:8080                        0    17     0      0  quiesced, 17 left    CONNECTIONS          12   templates         0   at 12:00:00
                                                                                  ESTABLISHED     8   FIN_WAIT        4
 CHANGES                                                                          CLIENT                       REAL SERVER                  STATE       EXPIRES
 none since this console was opened                                               198.51.100.0:40000           10.1.0.12:8080               FIN_WAIT       0:00
                                                                                  198.51.100.1:40077           10.1.0.12:8080               ESTABLISHED    1:01
                                                                                  198.51.100.2:40154           10.1.0.12:8080               ESTABLISHED    2:02
                                                                                  198.51.100.3:40231           10.1.0.12:8080               FIN_WAIT       3:03
                                                                                  198.51.100.4:40308           10.1.0.12:8080               ESTABLISHED    4:04
                                                                                  198.51.100.5:40385           10.1.0.12:8080               ESTABLISHED    5:05
                                                                                  198.51.100.6:40462           10.1.0.12:8080               FIN_WAIT       6:06
                                                                                  198.51.100.7:40539           10.1.0.12:8080               ESTABLISHED    7:07
                                                                                  198.51.100.8:40616           10.1.0.12:8080               ESTABLISHED    8:08
                                                                                  198.51.100.9:40693           10.1.0.12:8080               FIN_WAIT       9:09
                                                                                  198.51.100.10:40770          10.1.0.12:8080               ESTABLISHED   10:10
                                                                                  198.51.100.11:40847          10.1.0.12:8080               ESTABLISHED   11:11
`;

const wideServer = `
 10.1.0.12:8080 of tcp/203.0.113.10:80
 CONNECTIONS/S ━ new    7                                                         BYTES/S ━ in 6300  ━ out  168k
  20 |                                                                            500k|
     |                                               ****              ****           |                                                oo                ooo
  15 |                                              *    *            *    *      400k|                                              oo  oo             o   o
     |                                             *      *          *      *         |                                             o      o           o     o
     |                                            *        *         *       *    300k|                                             o       o         o       o
  10 |                                                      *       *         *       |                                            o        o        o         o
     |                                                      *      *              200k|                                                      o      o          o
   5 |                                                       *    *                   |                                                       o     o
     |                                                        *  *                100k|                                                       o    o
     |                                                         **                     |                                                        oooo
   0 |                                                                              0 |                                            *****************************
     +-------------------------------------------------------------------------       +-------------------------------------------------------------------------
      -5m          -4m            -3m           -2m            -1m          now        -5m          -4m            -3m           -2m            -1m          now
 COUNTERS    NOW/S        SINCE START OR ZERO                                     REAL SERVER
 connections    4                       4,000                                     weight                4
 packets in    32                      32,000                                     forwarding  masquerading
 packets out   44                      44,000                                     active              251
 bytes in    3600                   3,600,000                                     inactive              0
 bytes out   96.0k                 96,000,000                                     persistent            0
                                                                                  limit       ━━━━━━╸   84% of 300
 CHANGES                                                                          used again  below 200
 none since this console was opened                                               of weight   ━━━━      50%
                                                                                  of traffic  ╸          6%

                                                                                  CONNECTIONS          12   templates         0   at 12:00:00
                                                                                  ESTABLISHED     8   FIN_WAIT        4
                                                                                  CLIENT                                          STATE       EXPIRES
                                                                                  198.51.100.0:40000                              FIN_WAIT       0:00
                                                                                  198.51.100.1:40077                              ESTABLISHED    1:01
                                                                                  198.51.100.2:40154                              ESTABLISHED    2:02
                                                                                  198.51.100.3:40231                              FIN_WAIT       3:03
                                                                                  198.51.100.4:40308                              ESTABLISHED    4:04
                                                                                  198.51.100.5:40385                              ESTABLISHED    5:05
                                                                                  198.51.100.6:40462                              FIN_WAIT       6:06
                                                                                  198.51.100.7:40539                              ESTABLISHED    7:07
                                                                                  198.51.100.8:40616                              ESTABLISHED    8:08
                                                                                  198.51.100.9:40693                              FIN_WAIT       9:09
                                                                                  198.51.100.10:40770                             ESTABLISHED   10:10
                                                                                  198.51.100.11:40847                             ESTABLISHED   11:11
`;
