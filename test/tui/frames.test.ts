import {after, before, describe, test} from 'node:test';
import {createDemoKernel} from '../../src/kernel/embedded/demo.js';
import {openIpvs} from '../../src/kernel/ipvs/open.js';
import {FakeTerminal} from './fake-terminal.js';
import {assertGolden} from './golden.js';

/** The demo a minute and a half after it was opened, at 12:00:00. */
const noon = Date.UTC(2026, 0, 15, 12) - 90_000;

/** Keys from one frame to the next. */
const frames: readonly (readonly [name: string, ...keys: string[]])[] = [
  ['services', 'Down', 'Down', 'Down'],
  ['preview', '+', '+'],
  ['danger', 'Escape', 'Home', 'd'],
  ['filter', 'Escape', '/', ...'weight=0'],
  ['filter-problem', 'C-u', ...'weight=many'],
  ['folded', 'Escape', '*', '>', '>', '>'],
  ['columns', '*', 'c', 'Down', 'Down'],
  ['help', 'Escape', '?'],
  ['detail-of-server', 'Escape', '<', '<', '<', 'Home', 'Down', 'Down', 'Enter'],
  ['detail-of-service', 'Escape', 'Up', 'Up', 'Enter'],
  ['connections', 'Escape', '2'],
  ['connections-by-client', 't'],
  ['director', '3'],
  ['ha', '4'],
  ['ha-detail', 'j', 'j', 'Enter'],
  ['ha-timeline', 'Escape', 't'],
  ['ha-switch', 'Escape', 'g', 's'],
  ['ha-release', 'Escape', 'r'],
  ['checks', 'Escape', 'Escape', '5'],
  ['checks-detail', 'Enter'],
  ['checks-run', 'r'],
  ['checks-disable', 'Escape', 'd'],
  ['events', 'Escape', '6'],
];

for (const [columns, rows] of [
  [80, 24],
  [160, 50],
] as const) {
  describe(`frames of the demo at ${columns}x${rows}`, () => {
    const time = {now: noon};
    const kernel = createDemoKernel({clock: () => time.now});
    let terminal: FakeTerminal;
    before(async () => {
      terminal = new FakeTerminal({columns, rows, time, connect: () => openIpvs(kernel)});
      await terminal.quiet();
      await terminal.pass(90_000);
    });
    for (const [name, ...keys] of frames)
      test(name, async () => {
        await terminal.press(...keys);
        assertGolden(`${name}-${columns}x${rows}`, terminal.screen);
      });
    after(async () => {
      await terminal.press('q');
      await terminal.ended;
    });
  });
}
