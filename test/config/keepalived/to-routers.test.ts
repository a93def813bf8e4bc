import assert from 'node:assert/strict';
import {globSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {routersOf} from '../../../src/config/keepalived/to-routers.js';
import type {Host} from '../../../src/config/keepalived/walk/context.js';
import {textOf} from '../director/text.js';
import {host, names, readNamed, readText} from './corpus.js';

const folder = 'test/config/keepalived/to-routers';

/** What comes of whole configurations; LVSCTL_UPDATE=1 writes it anew. */
describe('a configuration of keepalived is carried over as it was', () => {
  for (const name of names.filter(each => each.startsWith('accepted/') || each.startsWith('noted/s')))
    test(name, () => golden(name.replaceAll('/', '-'), textOf(routersOf(readNamed(name), host)).replaceAll(at, '')));
  for (const name of globSync('*.conf', {cwd: folder}).sort())
    test(name, () => golden(name, carried(readFileSync(join(folder, name), 'utf8'))));
});

/** The folder of the corpus, which is another on every machine. */
const at = `${process.cwd()}/fixtures/keepalived-conf/`;

function golden(name: string, text: string): void {
  const file = join(folder, 'golden', name.replace(/\.conf$/, '.txt'));
  if (process.env.LVSCTL_UPDATE === '1') {
    mkdirSync(join(folder, 'golden'), {recursive: true});
    writeFileSync(file, text);
  }
  assert.equal(text, readFileSync(file, 'utf8'));
}

function carried(text: string, one: Host = host): string {
  return textOf(routersOf(readText(text, {host: one}), one)).replaceAll('/etc/keepalived/keepalived.conf', 'k');
}

const instance = (body: string, before = '') =>
  `${before}\nvrrp_instance V {\ninterface eth0\nvirtual_router_id 5\nvirtual_ipaddress { 10.0.0.1 }\n${body}\n}\n`;

test('a command that enable_script_security keeps from being run is a refusal', () => {
  const unsafe: Host = {...host, findCommand: name => (name === '/tmp/mine' ? 'unsafe' : 'executable')};
  const text = instance('notify_master /tmp/mine', 'global_defs {\nenable_script_security\nscript_user root\n}');
  assert.match(carried(text, unsafe), /^k:9:1: refused: "\/tmp\/mine" is unsafe; keepalived does not run it/m);
  assert.match(carried(instance('notify_master /tmp/mine'), unsafe), /on master \/tmp\/mine/);
});

test('a script that is not there is not tracked, as keepalived has it', () => {
  const text = carried(instance('track_script { chk }', 'vrrp_script chk {\nscript /nowhere\n}'));
  assert.doesNotMatch(text, /tracked script/);
  assert.match(text, /warning: "\/nowhere" is not there; keepalived does not run it/);
});

test('scripts are run by the user they name, else by script_user, else by keepalived_script or root', () => {
  const one: Host = {...host, findCommand: () => 'executable'};
  const notify = 'notify_master /bin/x';
  assert.match(carried(instance(`${notify} nobody`), one), /on master \/bin\/x as nobody/);
  assert.match(carried(instance(notify, 'global_defs {\nscript_user daemon\n}'), one), /on master \/bin\/x as daemon/);
  assert.match(carried(instance(`${notify} nobody nogroup`), one), /on master \/bin\/x as nobody nogroup/);
  assert.match(carried(instance(notify), {...one, hasUser: () => true}), /\/bin\/x as keepalived_script/);
  assert.match(carried(instance(notify), one), /\/bin\/x as root/);
  assert.doesNotMatch(carried(instance(notify), {findCommand: () => 'executable'}), / as /);
});

test('the sync daemon follows its instance, with the VRID as its id', () => {
  const sync = (line: string) => carried(instance('', `global_defs {\n${line}\n}`));
  assert.match(sync('lvs_sync_daemon eth1 V'), /^\+ sync: interface eth1, follows V, id 5$/m);
  assert.match(
    sync('lvs_sync_daemon eth1 inst V id 9 maxlen 1400 port 8850 ttl 2 group 224.0.0.82'),
    /^\+ sync: interface eth1, follows V, id 9, max length 1400, group 224\.0\.0\.82, port 8850, ttl 2$/m,
  );
  assert.match(sync('lvs_sync_daemon eth1'), /refused: lvs_sync_daemon without an instance/);
  assert.match(sync('lvs_sync_daemon eth1 W'), /refused: lvs_sync_daemon follows "W"/);
  assert.match(carried(instance('lvs_sync_daemon_interface eth2')), /^\+ sync: interface eth2, follows V, id 5$/m);
});

test('checksums are those that keepalived sends and takes', () => {
  const checksums = (body: string) => {
    const {configuration} = routersOf(readText(instance(`version 3\n${body}`)));
    return configuration.routers[0]?.checksums;
  };
  const unicast = 'unicast_peer { 10.0.0.2 }\n';
  assert.deepEqual(checksums(''), ['pseudo-header']);
  assert.deepEqual(checksums(unicast), ['pseudo-header', 'multicast-pseudo-header']);
  assert.deepEqual(checksums(`${unicast}old_unicast_checksum`), ['multicast-pseudo-header', 'pseudo-header']);
  assert.deepEqual(checksums(`${unicast}old_unicast_checksum never`), ['pseudo-header']);
  assert.deepEqual(checksums('v3_checksum_as_v2'), ['message', 'pseudo-header']);
  assert.deepEqual(checksums('v3_checksum_as_v2 no'), ['pseudo-header']);
});

test('check_unicast_src shuts out whoever is no peer', () => {
  const least = (body: string, before = '') =>
    routersOf(
      readText(instance(`unicast_peer { 10.0.0.2 }\n${body}`, before)),
    ).configuration.routers[0]?.unicast?.peers.map(({minimumHopLimit}) => minimumHopLimit);
  assert.deepEqual(least(''), [0]);
  assert.deepEqual(least('check_unicast_src'), [1]);
  assert.deepEqual(least('', 'global_defs {\nvrrp_check_unicast_src\n}'), [1]);
});

test('more addresses than an advertisement holds are excluded, with a warning', () => {
  const many = (count: number, prefix: string) =>
    Array.from({length: count}, (_, i) => `${prefix}${(i + 1).toString(16)}`).join('\n');
  const {configuration, problems} = routersOf(
    readText(
      `vrrp_instance V {\ninterface eth0\nvirtual_router_id 5\nvirtual_ipaddress {\n${many(100, 'fe80::')}\n}\n}`,
    ),
  );
  assert.equal(configuration.routers[0]?.addresses.length, 89);
  assert.equal(configuration.routers[0]?.excluded.length, 11);
  assert.deepEqual(
    problems.map(({severity, line}) => [severity, line]),
    [['warning', 94]],
  );
});

test('a password is in no text', () => {
  const reading = readText(instance('authentication {\nauth_type PASS\nauth_pass s3cret12\n}'));
  const carriedOver = routersOf(reading);
  assert.ok(!textOf(carriedOver).includes('s3cret'));
  assert.ok(!JSON.stringify(carriedOver).includes('s3cret'));
});

test('blocks within blocks without end are no trouble', () => {
  assert.ok(textOf(routersOf(readText('x {\n'.repeat(50_000)))).length > 0);
});
