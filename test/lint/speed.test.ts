import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {lintText} from '../../src/lint/lint-text.js';
import type {LintKind} from '../../src/lint/lint-kind.js';

/** Ten thousand lines of a kind, without problems. */
const large: Readonly<Partial<Record<LintKind, string>>> = {
  keepalived: times(
    1000,
    i => `virtual_server 10.${i >> 8}.${i & 255}.1 80 {
  lvs_sched wlc
  lvs_method DR
  protocol TCP
  delay_loop 10
  real_server 10.200.${i >> 8}.${i & 255} 80 {
    TCP_CHECK {
    }
  }
}
`,
  ),
  ldirectord: times(
    1250,
    i => `virtual=10.${i >> 8}.${i & 255}.1:80
\treal=10.200.${i >> 8}.${i & 255}:80 gate
\tfallback=127.0.0.1:80 gate
\tservice=http
\tscheduler=wlc
\tchecktype=connect
\tprotocol=tcp

`,
  ),
  rules: times(
    5000,
    i => `-A -t 10.${i >> 8}.${i & 255}.1:80 -s wlc
-a -t 10.${i >> 8}.${i & 255}.1:80 -r 10.200.${i >> 8}.${i & 255}:80 -g -w 1
`,
  ),
  sysctl: times(10_000, i => `net.ipv4.conf.eth${i}.rp_filter = 0\n`),
  haresources: times(100, i => `lb1 ${times(100, j => `\\\n  10.${i}.${j}.7/16/eth0 `)}\n`),
};

describe('ten thousand lines are judged within half a second', () => {
  for (const [kind, text] of Object.entries(large))
    test(kind, () => {
      const took = Math.min(...[1, 2, 3].map(() => timeOf(kind as LintKind, text)));
      assert.ok(took < 500, `${Math.round(took)} ms`);
    });
});

function timeOf(kind: LintKind, text: string): number {
  const started = performance.now();
  assert.deepEqual(lintText(kind, text, 'large'), []);
  return performance.now() - started;
}

function times(count: number, block: (i: number) => string): string {
  return Array.from({length: count}, (_, i) => block(i)).join('');
}
