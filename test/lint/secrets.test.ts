import assert from 'node:assert/strict';
import {test} from 'node:test';
import {lintPair} from '../../src/lint/lint-pair.js';
import {lintText} from '../../src/lint/lint-text.js';
import {mutate} from '../config/ldirectord/mutate.js';
import {chance, seedOfRun} from '../parity/seed.js';

const secret = 'Xq7vTz9KpLm';

const keepalived = `vrrp_instance a {
  interface eth0
  virtual_router_id 1
  authentication {
    auth_type PASS
    auth_pass ${secret}
  }
  virtual_ipaddress {
    10.0.0.1
  }
}
`;
const authkeys = `auth 1\n1 sha1 ${secret}\n2 md5 ${secret}\n`;
const ldirectord = `virtual=10.0.0.1:80
\treal=10.0.1.1:80 gate
\tservice=radius
\tlogin="someone"
\tpasswd="${secret}"
\tsecret="${secret}"
`;

test('no password is in what is said, of a file or of a pair', () => {
  for (const [kind, text] of [
    ['keepalived', keepalived],
    ['authkeys', authkeys],
    ['ldirectord', ldirectord],
  ] as const) {
    const other = text.replaceAll(secret, `${secret}2`);
    const all = [
      ...lintText(kind, text, 'a'),
      ...lintPair(kind, {name: 'a', text, options: {}}, {name: 'b', text: other, options: {}}),
    ];
    assert.ok(!JSON.stringify(all).includes(secret), kind);
  }
});

test('nor when the keyword before it is misspelt', () => {
  for (const [kind, text] of [
    ['keepalived', keepalived.replace('auth_pass', 'auth_pas')],
    ['keepalived', keepalived.replace('auth_pass', 'auth_pass "')],
    ['authkeys', authkeys.replace('1 sha1', '1 sha2')],
    ['authkeys', authkeys.replace('1 sha1', '1sha1')],
    ['ldirectord', ldirectord.replace('passwd', 'password')],
    ['ldirectord', ldirectord.replaceAll('"', '')],
  ] as const)
    assert.ok(!JSON.stringify(lintText(kind, text, 'a')).includes(secret), `${kind}:\n${text}`);
});

test('nor where the file is taken for a sysctl.conf', () => {
  for (const text of [keepalived, authkeys, ldirectord, `${ldirectord}passwd=${secret}2\n`])
    assert.ok(!JSON.stringify(lintText('sysctl', text, 'a')).includes(secret), text);
});

test('nor in files that hands have spoiled, as long as the keyword is left', () => {
  const random = chance(seedOfRun());
  for (let i = 0; i < 3000; i++) {
    const [kind, text] = random.pick([['keepalived', keepalived] as const, ['authkeys', authkeys] as const]);
    const spoiled = mutate(text, random, [text]);
    const isWhole = spoiled
      .split('\n')
      .every(line => !line.includes(secret) || /(auth_pass|\d (sha1|md5)) /.test(line));
    if (isWhole) assert.ok(!JSON.stringify(lintText(kind, spoiled, 'a')).includes(secret), `number ${i}:\n${spoiled}`);
  }
});
