import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {redactAll} from '../../src/commands/report/redact/redact-all.js';

const configuration = (text: string) => redactAll([{text, isConfiguration: true}])[0] as string;

const random = fc.stringMatching(/^[A-Za-z0-9!$%^*+/?.,_~-]{8,20}$/).map(text => `Zq${text}`);
const name = fc.constantFrom(
  'auth_pass',
  'AUTH_PASS',
  'Auth_Pass',
  'password',
  'Password',
  'passwd',
  'secret',
  'community',
  'db_password',
  'bindPassword',
  'api-key',
  'apiKey',
  'passphrase',
);
const blank = fc.constantFrom(' ', '\t', '   ', ' \t ');
const form = fc.constantFrom<(key: string, value: string, gap: string) => string>(
  (key, value, gap) => `${key}${gap}${value}\n`,
  (key, value, gap) => `${gap}${key}${gap}=${gap}${value}\r\n`,
  (key, value, gap) => `${key}:${gap}"${value}" # why\n`,
  (key, value, gap) => `${key}=${gap}'${value}'\n`,
  (key, value, gap) => `a { ${key}${gap}${value} } b\n`,
  (key, value, gap) => `"${key}"${gap}"${value}"\n`,
  (key, value, gap) => `{"x":1,"${key}":${gap}"${value}","y":2}\n`,
  (key, value, gap) => `${key}${gap}\\\n${gap}${value}\n`,
  (key, value, gap) => `${key}${gap}=${gap}\\\n  \\\n${value}\n`,
  (key, value, gap) => `  ${key}: |\n    first\n    ${value}${gap}\n`,
  (key, value) => `  - ${key}:\n      ${value}\n`,
  (key, value, gap) => `run --${key}${gap}${value} --next\n`,
  (key, value) => `run --${key}=${value} --next\n`,
  (key, value) => `${key} "two words ${value}"\n`,
  (key, value) => `${key} "over\n  lines ${value}"\n`,
  (key, value) => `${key} "joined"${value}\n`,
  (key, value) => `  #${key} ${value}\n`,
  (key, value) => `${key.toUpperCase()}: !!str ${value}\n`,
);

test('a secret is taken out however it is quoted, spaced, continued, and in any case', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(name, random, blank, form), {minLength: 1, maxLength: 5}), rows => {
      const text = rows.map(([key, value, gap, write]) => write(key, value, gap)).join('');
      const left = configuration(text);
      for (const [, value] of rows)
        assert.ok(!left.includes(value), `${JSON.stringify(text)} became ${JSON.stringify(left)}`);
    }),
    {numRuns: 3000, seed: 8},
  );
});

test('what is a secret in a configuration is taken out of every other text, as it is, in JSON and in URLs', () => {
  fc.assert(
    fc.property(random, value => {
      const elsewhere = `said ${value} and ${JSON.stringify({value})} and /x?y=${encodeURIComponent(value)}`;
      const [, left = ''] = redactAll([
        {text: `auth_pass "${value}"`, isConfiguration: true},
        {text: elsewhere, isConfiguration: false},
      ]);
      assert.ok(!left.includes(value), left);
    }),
    {numRuns: 500, seed: 8},
  );
});

test('secrets in arguments of programs, hooks, dialogues of checks and snmpd.conf are taken out', () => {
  for (const line of [
    'misc_path "/usr/local/bin/check --pass HUSH --host x"',
    'misc_path "/usr/local/bin/check -p HUSH"',
    'notify "/etc/keepalived/notify.sh --api-token HUSH master"',
    'notify_master "/bin/hook https://chat.example.net/hooks/HUSH"',
    'Nov 21 02:14:00 a Keepalived[1]: running /bin/check --auth=HUSH -v',
    'script "/usr/bin/redis-cli -a HUSH ping"',
    'script "REDISCLI_AUTH=HUSH redis-cli ping"',
    'script "/usr/bin/ipmitool -H h -U root -P HUSH chassis status"',
    'script "/usr/bin/fence_ipmilan -a 10.0.0.3 -l root -p HUSH"',
    'script "/usr/bin/probe -u ann:HUSH http://h/"',
    'createUser bob SHA "HUSH" AES "HUSH2"',
    'trap2sink 10.0.0.1 HUSH',
    'rwcommunity6 HUSH',
    'send: "AUTH HUSH\\r\\n"',
    'send: "USER ann\\r\\nPASS HUSH\\r\\n"',
    'auth_data HUSH',
    '{"auth_data":"HUSH"}',
    'ADMIN_PW=HUSH',
    'psk=HUSH',
    'encryption_key: HUSH',
  ])
    assert.ok(!configuration(`${line}\n`).includes('HUSH'), `${line} became ${configuration(line)}`);
});

test('what is no secret stays', () => {
  for (const text of [
    'net.ipv4.vs.expire_nodest_conn = 1\n',
    'TCP  10.0.0.1:80 wlc persistent 300\n  -> 10.1.0.11:80 Masq 3 0 0\n',
    'auth_type PASS\nadvert_int 1\n',
    'bypass 3\n',
    'authentication { auth_type PASS }\n',
    'script "/usr/bin/check -p 80 -H 10.0.0.1 --key /etc/ssl/a.key"\n',
    '/usr/sbin/keepalived --dont-fork -p /run/keepalived.pid --vrrp\n',
    'password: none\n',
    '@lvs-a interface eth0\n',
    'key: /etc/ssl/director.key\n',
  ])
    assert.equal(configuration(text), text);
});

test('JSON stays JSON', () => {
  const text = JSON.stringify({
    a: {password: 'Zqabcdefg', list: [{authPass: 'x"y\\z', b: 1}]},
    token: 'Zq12345678',
    user: 'ann',
  });
  assert.deepEqual(JSON.parse(configuration(text)), {
    a: {password: '(redacted)', list: [{authPass: '(redacted)', b: 1}]},
    token: '(redacted)',
    user: 'ann',
  });
});

test('a sentence about a password teaches nothing', () => {
  const [first] = redactAll([
    {text: 'lvsctl list shows services\n', isConfiguration: false},
    {text: 'password services wrong\n', isConfiguration: false},
  ]);
  assert.equal(first, 'lvsctl list shows services\n');
});
