import assert from 'node:assert/strict';
import {before, describe, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {existsSync} from 'node:fs';
import {quote} from '../lab/guest-init.js';
import {missingForLab, runInLab} from '../lab/lab.js';
import {firewallCases} from './firewall-lab-cases.js';

const missing = missingForLab();
if (!existsSync('/usr/sbin/iptables-legacy')) missing.push('iptables');
const skip = missing.length > 0 && `missing: ${missing.join(', ')}`;
const session = fileURLToPath(new URL('./firewall-lab-session.js', import.meta.url));

describe('beside real IPVS, the doctor finds the rules that keep clients from their answers', {skip}, () => {
  const told = new Map<string, {readonly isServed: boolean; readonly found: readonly string[]}>();
  let output = '';

  before(async () => {
    ({output} = await runInLab({script: `exec ${quote(process.execPath)} ${quote(session)}`, memory: '512M'}));
    for (const line of output.split('\n').filter(one => one.startsWith('{'))) {
      const {name, ...rest} = JSON.parse(line);
      told.set(name, rest);
    }
  });

  for (const {name, finds, isServed} of firewallCases)
    test(name, () => assert.deepEqual(told.get(name), {isServed, found: finds}, output));
});
