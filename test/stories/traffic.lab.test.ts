import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {missingForInteroperation, stayOnOneProcessor} from '../interoperation/guest.js';
import {quote} from '../lab/guest-init.js';
import {runInLab} from '../lab/lab.js';
import {isSoak, seedOfRun} from '../parity/seed.js';
import type {Forwarding} from './traffic-conf.js';

const skip = missingForInteroperation();
const {LVSCTL_RATE: rate = '', LVSCTL_FAILURES: failures = ''} = process.env;

const script = (forwarding: Forwarding) =>
  `export LVSCTL_SOAK=${isSoak() ? 1 : 0} LVSCTL_SEED=${seedOfRun()} LVSCTL_FORWARDING=${forwarding} LVSCTL_RATE=${quote(rate)} LVSCTL_FAILURES=${quote(failures)}
exec ${quote(process.execPath)} --test-force-exit --test-reporter=tap ${quote(fileURLToPath(new URL('./traffic-session.js', import.meta.url)))}`;

describe('no connection is lost because of a director, and none goes to a server known to be down', () => {
  for (const forwarding of isSoak() ? (['masquerading', 'direct'] as const) : (['masquerading'] as const))
    test(`with ${forwarding} for forwarding`, {skip}, async t => {
      stayOnOneProcessor();
      const {code, output} = await runInLab({
        script: script(forwarding),
        seconds: isSoak() ? 900 : 300,
        memory: '768M',
      });
      t.diagnostic(output);
      assert.equal(code, 0, output);
      assert.match(output, /^\S+ pass 19$/m);
    });
});
