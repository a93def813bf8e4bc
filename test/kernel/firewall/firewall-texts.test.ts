import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {after, before, describe, test} from 'node:test';
import {countChains} from '../../../src/kernel/firewall/count-chains.js';
import {type FirewallTexts, readFirewallTexts} from '../../../src/kernel/firewall/firewall-texts.js';
import {Namespace, namespacesMissing} from '../rtnetlink/namespace.js';

const missing = namespacesMissing() || (existsSync('/usr/sbin/nft') ? false : 'nft is not installed');

describe('the texts of a firewall', {skip: missing}, () => {
  let host: Namespace;
  before(() => {
    host = new Namespace();
  });
  after(() => host.remove());

  /** As a process of the namespace reads them; what /proc/net shows is this process's. */
  function read(): Promise<FirewallTexts> {
    return readFirewallTexts({
      kernel: host.kernel,
      run: async (program, words) => {
        try {
          return {status: 0, stdout: host.run(program, ...words), stderr: ''};
        } catch (error) {
          const {status, stderr} = error as {status: number; stderr: string};
          return {status, stdout: '', stderr};
        }
      },
    });
  }

  test('of none', async () => {
    const {nft, iptables} = await read();
    assert.equal(nft?.isTerse, false);
    assert.match(nft?.text ?? '', /^\{"nftables": \[\{"metainfo"/);
    assert.deepEqual(iptables, []);
    assert.equal(await countChains(host.kernel), 0);
  });

  test('of nftables', async () => {
    host.run('nft', 'add table inet f; add chain inet f a; add chain inet f b { type filter hook input priority 0; }');
    assert.match((await read()).nft?.text ?? '', /"name": "b"/);
    assert.equal(await countChains(host.kernel), 2);
  });

  test('of iptables within nf_tables, in its own words', async () => {
    host.run('iptables-nft', '-A', 'INPUT', '-m', 'addrtype', '--dst-type', 'MULTICAST', '-j', 'DROP');
    const {iptables} = await read();
    assert.deepEqual(
      iptables.map(({family, kind}) => [family, kind]),
      [
        ['ipv4', 'nf_tables'],
        ['ipv6', 'nf_tables'],
      ],
    );
    assert.match(iptables[0]?.text ?? '', /^-A INPUT -m addrtype --dst-type MULTICAST -j DROP$/m);
  });

  test('of sets that are too long to be told', async () => {
    const rules = 'add set inet f s { type ipv4_addr; }\nadd element inet f s { 10.0.0.7, 10.0.0.9 }\n';
    execFileSync('ip', ['netns', 'exec', host.name, 'nft', '-f', '-'], {input: rules});
    const {nft} = await readFirewallTexts({
      kernel: host.kernel,
      run: async (program, words) => {
        const stdout = words.includes('-t') ? host.run(program, ...words) : '{"nftables": [{"set": {"elem": ["10.';
        return {status: 0, stdout, stderr: ''};
      },
    });
    assert.equal(nft?.isTerse, true);
    assert.doesNotMatch(nft?.text ?? '', /10\.0\.0\.7/);
  });
});
