import assert from 'node:assert/strict';
import type {Socket} from 'node:net';
import {after, describe, test} from 'node:test';
import {startLdapProbe} from '../../../src/checks/probe/ldap-probe.js';
import type {LdapProbe, SqlProbe} from '../../../src/checks/probe/probe.js';
import {startSqlProbe} from '../../../src/checks/probe/sql-probe.js';
import {linuxProbeWorld, verdictOf} from '../../kernel/socket/linux-probe-world.js';
import {enterOwnNetwork} from '../../kernel/socket/own-network.js';
import {Servers, shortLimits, target} from './dialog/servers.js';

const skip = enterOwnNetwork();
const servers = new Servers();
const world = linuxProbeWorld();
after(async () => {
  await servers.end();
  await world.close();
});

/** Answers each piece that comes with the next of these, in hexadecimal. */
const saying =
  (...answers: readonly string[]) =>
  (socket: Socket) => {
    const left = answers.values();
    socket.on('data', () => {
      const {value} = left.next();
      if (value !== undefined) socket.write(Buffer.from(value, 'hex'));
    });
  };
const noTls = '4e';
const welcome = '5200000008000000005a0000000549';

async function pgsql(...answers: readonly string[]): Promise<string> {
  const probe: SqlProbe = {
    type: 'sql',
    target: target(await servers.listen(saying(...answers))),
    limits: shortLimits,
    dialect: 'pgsql',
    database: 'shop',
    login: 'ann',
    password: {sealed: 'correct horse'},
    request: 'select 1',
  };
  const {type, words} = await verdictOf(startSqlProbe, probe, world);
  return `${type}: ${words}`;
}

async function ldap(...answers: readonly string[]): Promise<string> {
  const probe: LdapProbe = {
    type: 'ldap',
    target: target(await servers.listen(saying(...answers))),
    limits: shortLimits,
    tls: undefined,
    login: '',
    password: {sealed: ''},
    request: 'dc=example',
    pattern: undefined,
  };
  return (await verdictOf(startLdapProbe, probe, world)).type;
}

describe('a library survives a server that', {skip}, () => {
  test('sends an error of PostgreSQL without an end', async () => {
    assert.equal(await pgsql(noTls, '45000000065341'), 'down: the answer cannot be read: an error message has no end');
    assert.equal(await pgsql(noTls, '4e00000004'), 'down: the answer cannot be read: an error message has no end');
  });

  test('sends messages of PostgreSQL that are broken off', async () => {
    assert.match(await pgsql(noTls, '5200000003'), /^down: the answer cannot be read: a message is shorter/);
    assert.match(await pgsql(noTls, welcome, '54000000060063'), /^down: the answer cannot be read: /);
    assert.match(await pgsql(noTls, welcome, '44000000067fff'), /^down: the answer cannot be read: /);
  });

  test('sends texts of LDAP that are longer than their message', async () => {
    const bindWithLongText = '300e02010161090a0100040004008720';
    const negativeLength = '3012020101610d0a0100040004008784ffffffff';
    const bound = '300c02010161070a010004000400';
    const entryWithoutEnd = '3012020102640d04016130083006040161310420';
    assert.equal(await ldap(bindWithLongText), 'down');
    assert.equal(await ldap(negativeLength), 'down');
    assert.equal(await ldap(bound, entryWithoutEnd), 'down');
  });
});
