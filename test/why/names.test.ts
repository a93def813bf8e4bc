import assert from 'node:assert/strict';
import {after, before, suite, test} from 'node:test';
import {cannotTry, Machine} from '../settings/machine.js';

const rules = `-A -t 10.0.0.1:80 -s rr
-a -t 10.0.0.1:80 -r 10.1.0.11:80 -m -w 1
-a -t 10.0.0.1:80 -r 10.1.0.12:80 -m -w 0
-A -t 10.0.0.1:443 -s rr
-A -t [2001:db8::1]:80 -s rr
-a -t [2001:db8::1]:80 -r [2001:db8::12]:80 -m -w 1
`;
const names = `names:
  hosts: {web1: 10.1.0.11, web2: [10.1.0.12, '2001:db8::12'], vip1: 10.0.0.1}
  services: {web: tcp/10.0.0.1:80}
`;

suite('why, with names of the settings', {skip: cannotTry}, () => {
  let machine: Machine;
  before(() => {
    machine = new Machine();
    machine.setOwn(names);
    assert.equal(machine.run(['-R'], {}, 'lvsctl', rules).status, 0);
  });
  after(() => machine.close());

  const answer = (...words: readonly string[]) => machine.run(['why', ...words]).stdout.split('\n')[1];

  test('a service, an address and a real server are meant by their names, which stand beside the numbers', () => {
    assert.match(
      answer('web') ?? '',
      /^tcp\/10\.0\.0\.1:80 \(web\) serves with 1 of 2 .* 10\.1\.0\.12:80 \(web2\) is at/,
    );
    assert.match(answer('vip1:443') ?? '', /^tcp\/10\.0\.0\.1:443 \(vip1\) serves nobody/);
    assert.match(answer('tcp/vip1:443') ?? '', /^tcp\/10\.0\.0\.1:443 \(vip1\) serves nobody/);
    assert.match(answer('vip1') ?? '', /^2 services: tcp\/10\.0\.0\.1:80 \(web\) .*443 \(vip1\)/);
    assert.match(answer('web1') ?? '', /^real server 10\.1\.0\.11 \(web1\) serves in its only service/);
    assert.match(answer('web1:80') ?? '', /^real server 10\.1\.0\.11:80 \(web1\) serves/);
  });

  test('a host of several addresses is all of them', () => {
    assert.match(
      answer('web2') ?? '',
      /^real server 10\.1\.0\.12 and 2001:db8::12 \(web2\) serves in 1 of its 2 services/,
    );
  });

  test('numbers are shown where they are wanted, and commands have them always', () => {
    assert.doesNotMatch(machine.run(['why', 'web', '-n']).stdout, /web/);
    assert.match(machine.run(['why', 'web']).stdout, /^ {2}lvsctl -e -t 10\.0\.0\.1:80 -r 10\.1\.0\.12:80 -m -w 1 /m);
  });

  test('documents have them in fields of their own', () => {
    const {services} = JSON.parse(machine.run(['why', 'web', '-o', 'json']).stdout);
    const {service, name, realServers} = services[0];
    assert.deepEqual([service, name], ['tcp/10.0.0.1:80', 'web']);
    assert.deepEqual([realServers[0].address, realServers[0].name], ['10.1.0.11', 'web1']);
  });
});
