import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {KnownNames} from '../../../src/config/table/known-names.js';
import {readTable} from '../../../src/config/table/read-table.js';
import {recogniseFormat} from '../../../src/config/table/recognise.js';
import {formatTableProblem} from '../../../src/config/table/table-problem.js';
import {planChanges} from '../../../src/ipvs/plan.js';
import {formatChange} from '../../../src/ipvsadm/format-change.js';

const surroundings = {names: new KnownNames(undefined), files: {readFile: () => undefined, glob: () => []}};
const read = (text: string) => readTable({name: 'file', text}, undefined, surroundings);

/** The table as the commands that make it. */
async function commandsOf(text: string): Promise<readonly string[]> {
  const {table, problems} = await read(text);
  assert.deepEqual(problems, []);
  return planChanges({entries: []}, table).map(change => formatChange(change).replace('ipvsadm ', ''));
}

const keepalived = `! a comment
global_defs {
  router_id one
}
virtual_server_group web {
  10.0.0.1-2 80
  fwmark 5
}
virtual_server group web {
  protocol TCP
  lb_algo wrr
  lb_kind DR
  persistence_timeout 60
  sorry_server 10.9.0.1 80
  real_server 10.1.0.1 80 {
    weight 3
    uthreshold 100
    lthreshold 50
  }
}
virtual_server 10.0.0.9 53 {
  protocol UDP
  lb_algo rr
  lb_kind NAT
  ops
  real_server 10.1.0.2 5353 {
  }
}
`;

describe('keepalived.conf', () => {
  test('virtual servers, groups and marks become services; the sorry server is only mentioned', async () => {
    assert.deepEqual(await commandsOf(keepalived), [
      '-A -t 10.0.0.1:80 -s wrr -p 60',
      '-a -t 10.0.0.1:80 -r 10.1.0.1:80 -g -w 3 -x 100 -y 50',
      '-A -t 10.0.0.2:80 -s wrr -p 60',
      '-a -t 10.0.0.2:80 -r 10.1.0.1:80 -g -w 3 -x 100 -y 50',
      '-A -f 5 -s wrr -p 60',
      '-a -f 5 -r 10.1.0.1:0 -g -w 3 -x 100 -y 50',
      '-A -u 10.0.0.9:53 -s rr -o',
      '-a -u 10.0.0.9:53 -r 10.1.0.2:5353 -m -w 1',
    ]);
    assert.match(
      (await read(keepalived)).notes.join('\n'),
      /sorry server 10\.9\.0\.1:80 of tcp\/10\.0\.0\.1:80 and 2 more/,
    );
  });

  test('what keepalived refuses or ignores is a problem with its place', async () => {
    const {problems} = await read(keepalived.replace('weight 3', 'wieght 3').replace('lb_kind NAT', 'lb_kind NOT'));
    const told = problems.map(formatTableProblem);
    assert.equal(told.length, 2);
    assert.match(told[0] ?? '', /^file:16:5: .*wieght/);
    assert.match(told[1] ?? '', /^file:24:11: "NOT" is none of/);
  });
});

const ldirectord = `checktimeout=3
quiescent=yes
virtual=10.0.0.1:80
	real=10.1.0.1:80 gate 5
	real=10.1.0.2:80 masq
	fallback=127.0.0.1:80 gate
	service=http
	scheduler=wlc
	persistent=600
	netmask=255.255.255.0
	protocol=tcp
virtual=7
	real=10.1.0.3 ipip 2
	scheduler=rr
`;

describe('ldirectord.cf', () => {
  test('virtual services become services; the fallback is only mentioned', async () => {
    assert.deepEqual(await commandsOf(ldirectord), [
      '-A -t 10.0.0.1:80 -s wlc -p 600 -M 255.255.255.0',
      '-a -t 10.0.0.1:80 -r 10.1.0.1:80 -g -w 5',
      '-a -t 10.0.0.1:80 -r 10.1.0.2:80 -m -w 1',
      '-A -f 7 -s rr',
      '-a -f 7 -r 10.1.0.3:0 -i -w 2 --tun-type ipip',
    ]);
    assert.match((await read(ldirectord)).notes.join('\n'), /the fallback 127\.0\.0\.1:80 of tcp:10\.0\.0\.1:80/);
  });

  test('what ldirectord refuses is a problem with its place', async () => {
    const {problems} = await read(ldirectord.replace('scheduler=wlc', 'schedular=wlc'));
    assert.match(problems.map(formatTableProblem).join('\n'), /^file:8:\d+: .*schedular/);
  });
});

describe('a file is known by how it begins', () => {
  for (const [text, format] of [
    ['-A -t 10.0.0.1:80', 'rules'],
    ['# saved\n\nipvsadm -A -t 10.0.0.1:80', 'rules'],
    ['', 'rules'],
    ['{"schema": "lvsctl.list/1"}', 'json'],
    ['schema: lvsctl.list/1\n', 'yaml'],
    ['---\nschema: lvsctl.list/1\n', 'yaml'],
    [keepalived, 'keepalived'],
    ['include /etc/keepalived/*.conf', 'keepalived'],
    ['virtual_server 10.0.0.1 80\n{', 'keepalived'],
    ['$VIP=10.0.0.1\n', 'keepalived'],
    [ldirectord, 'ldirectord'],
    ['  checkinterval = 5\n', 'ldirectord'],
    ['GIF89a', undefined],
  ] as const)
    test(`${JSON.stringify(text.slice(0, 30))} is ${format ?? 'none'}`, () =>
      assert.equal(recogniseFormat(text), format));

  test('one that is none is a problem that says what there is', async () => {
    const {problems} = await read('GIF89a');
    assert.match(problems.map(formatTableProblem).join(), /^file:1:1: this is none of .*--format rules\|json/);
  });
});
