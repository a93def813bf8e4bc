import assert from 'node:assert/strict';
import {test} from 'node:test';
import {openIpvs} from '../../../src/kernel/ipvs/open.js';
import {Collector} from '../../../src/tui/data/collector.js';
import {differences} from '../../../src/tui/data/differences.js';
import {newSite} from '../../kernel/embedded/directors.js';

const before = [
  '-A -t 10.0.0.1:80 -s wlc',
  '-a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 4 -x 100',
  '-a -t 10.0.0.1:80 -r 10.1.0.2:80 -m -w 4',
  '-A -u 10.0.0.9:53 -s rr',
];

for (const [line, words] of [
  ['-e -t 10.0.0.1:80 -r 10.1.0.2:80 -m -w 0', ['10.1.0.2:80 of tcp/10.0.0.1:80: weight 4 → 0']],
  ['-e -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 4 -x 50', ['10.1.0.1:80 of tcp/10.0.0.1:80: thresholds 100/0 → 50/0']],
  ['-e -t 10.0.0.1:80 -r 10.1.0.2:80 -g -w 4', ['10.1.0.2:80 of tcp/10.0.0.1:80: its forwarding method was edited']],
  ['-a -t 10.0.0.1:80 -r 10.1.0.3:80 -m -w 7', ['10.1.0.3:80 of tcp/10.0.0.1:80 was added (weight 7)']],
  ['-d -t 10.0.0.1:80 -r 10.1.0.1:80', ['10.1.0.1:80 of tcp/10.0.0.1:80 was deleted (weight 4)']],
  ['-E -t 10.0.0.1:80 -s rr', ['tcp/10.0.0.1:80: scheduler wlc → rr']],
  ['-E -t 10.0.0.1:80 -s wlc -p 300', ['tcp/10.0.0.1:80: its persistence or flags were edited']],
  ['-D -u 10.0.0.9:53', ['udp/10.0.0.9:53 was deleted']],
  ['-A -f 7 -s sh', ['fwmark/7 was added (sh)']],
  ['-Z', []],
] as const) {
  test(`${line} is told as ${words.join('; ') || 'nothing'}`, async () => {
    const site = await newSite(...before);
    const collector = new Collector({connect: () => openIpvs(site.kernel), clock: () => 0, pause: async () => {}});
    const wants = {visible: [], detailed: []};
    const first = await collector.read(wants);
    await site.ipvsadm(line);
    const found = differences(first, await collector.read(wants));
    assert.deepEqual(
      found.map(each => each.words),
      words,
    );
    collector.close();
  });
}
