import {test} from 'node:test';
import {receiveDirector} from '../../../src/tui/screens/director/state.js';
import {viewDirector} from '../../../src/tui/screens/director/view.js';
import {viewDetail} from '../../../src/tui/screens/detail/view.js';
import {openDetail} from '../../../src/tui/screens/detail/state.js';
import {asciiChart} from '../../../src/tui/chart/ascii-chart.js';
import {loadLineChart} from '../../../src/tui/chart/line-chart.js';
import {fixedModel, noon, rates, rows, textOf, wave, endpoint} from './fixed-model.js';
import type {SysctlValue} from '../../../src/ipvs/sysctl-table.js';

test('print', async () => {
  for (const [c, r] of [
    [80, 24],
    [160, 50],
    [200, 50],
    [44, 30],
  ] as const) {
    let m = fixedModel(c, r);
    console.log(`=== director before reading ${c}x${r}`);
    console.log(textOf(viewDirector(m), c));
    const sysctls = new Map<string, SysctlValue>([
      ['conn_reuse_mode', 1],
      ['drop_entry', 0],
      ['expire_nodest_conn', 1],
      ['expire_quiescent_template', 0],
      ['run_estimation', 0],
      ['sync_threshold', [3, 50]],
      ['sync_qlen_max', 12345],
      ['lblc_expiration', 3600],
    ]);
    m = receiveDirector(m, {
      at: noon,
      daemons: [
        {state: 'master', interface: 'eth0', syncId: 1, maximumLength: 1472, group: undefined, port: 0, ttl: 0},
      ],
      timeouts: {tcp: 900, tcpFin: 120, udp: 300},
      sysctls,
    });
    for (let i = 0; i < 60; i++) m.director.trend?.record(rates(wave(i)));
    console.log(`=== director ${c}x${r}`);
    console.log(textOf(viewDirector(m), c));
    console.log(textOf(viewDirector({...m, director: {...m.director, offset: 15}}), c));
    for (const row of [rows.web, rows.limited, rows.quiesced, rows.tunnel, rows.mail]) {
      let [d] = openDetail(m, row);
      const conn = (i: number) => ({
        protocol: 'TCP',
        client: endpoint(`198.51.100.${i}:${40000 + i * 77}`),
        virtual: endpoint('203.0.113.10:80'),
        destination: endpoint('10.1.0.12:8080'),
        state: i % 3 ? 'ESTABLISHED' : 'FIN_WAIT',
        expires: (i * 61) % 900,
        persistenceEngine: undefined,
        persistenceData: undefined,
      });
      await d.detail?.watch.read(
        () => [Array.from({length: 30}, (_, i) => conn(i))],
        {isOfRow: () => true, isLookedAt: () => true},
        {clock: () => noon, pause: async () => {}},
      );
      console.log(`=== detail ${row} ${c}x${r}`);
      console.log(textOf(viewDetail(d), c));
      d = {...d, settings: {...d.settings, chart: row === rows.web ? await loadLineChart() : asciiChart}};
      console.log(textOf(viewDetail(d), c));
      console.log('--- scrolled');
      console.log(textOf(viewDetail({...d, detail: {...d.detail!, offset: 99}}), c));
    }
  }
});
