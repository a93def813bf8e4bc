import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {after, before, describe, test} from 'node:test';
import type {SqlProbe} from '../../../src/checks/probe/probe.js';
import {startSqlProbe} from '../../../src/checks/probe/sql-probe.js';
import type {ProbeStep} from '../../../src/checks/probe/verdict.js';
import {parseAddress} from '../../../src/net/address.js';
import {linuxProbeWorld, verdictOf} from '../../kernel/socket/linux-probe-world.js';
import {enterOwnNetwork} from '../../kernel/socket/own-network.js';
import {accepts} from '../../lab/accepts.js';
import {limits, missingPrograms, Servers, shortLimits, target} from './dialog/servers.js';

const postgres =
  ['15', '16', '17'].map(version => `/usr/lib/postgresql/${version}/bin`).find(path => existsSync(path)) ?? '';
const skip = enterOwnNetwork() || missingPrograms('/usr/sbin/mariadbd', `${postgres}/postgres`, '/usr/bin/openssl');
const servers = new Servers();
const world = linuxProbeWorld();
after(async () => {
  await servers.end();
  await world.close();
});

const probe = (dialect: SqlProbe['dialect'], port: number, more: Partial<SqlProbe> = {}): SqlProbe => ({
  type: 'sql',
  target: target(port),
  limits,
  dialect,
  database: 'shop',
  login: 'ann',
  password: {sealed: 'correct horse'},
  request: 'select * from wares',
  ...more,
});

async function verdict(wanted: SqlProbe, onStep?: (step: ProbeStep) => void): Promise<string> {
  const found = await verdictOf(startSqlProbe, wanted, world, onStep);
  return `${found.type === 'down' ? found.layer : found.type}: ${found.words}`;
}

const ports = {mysql: 13306, pgsql: 15432} as const;

/** What both servers have to do. */
function answers(dialect: SqlProbe['dialect']) {
  const port = ports[dialect];

  test(`${dialect}: rows are up, of whatever query`, async () => {
    assert.equal(await verdict(probe(dialect, port)), 'up: 2 rows');
    assert.equal(await verdict(probe(dialect, port, {request: 'select 1'})), 'up: 1 row');
    assert.equal(await verdict(probe(dialect, port, {request: 'update wares set number = number'})), 'up: 2 rows');
  });
  test(`${dialect}: it goes over a marked socket from an address`, async () => {
    const marked = {...target(port), mark: 7, bindAddress: parseAddress('127.0.0.1')!};
    assert.equal(await verdict(probe(dialect, port, {target: marked})), 'up: 2 rows');
  });
  test(`${dialect}: no row is down`, async () => {
    const none = 'select * from wares where number > 2';
    assert.equal(await verdict(probe(dialect, port, {request: none})), 'L7: 0 rows, at least 1 wanted');
  });
  test(`${dialect}: a query that fails is down, and says why`, async () => {
    assert.match(
      await verdict(probe(dialect, port, {request: 'select * from nothing'})),
      /^L7: the request failed: .*nothing/,
    );
    assert.match(await verdict(probe(dialect, port, {request: 'selec'})), /^L7: the request failed: /);
  });
  test(`${dialect}: a wrong password is down, and is in no words and no step`, async () => {
    const steps: ProbeStep[] = [];
    const wrong = probe(dialect, port, {password: {sealed: 'battery staple'}});
    const said = await verdict(wrong, step => steps.push(step));
    assert.match(said, /^L7: login refused: /);
    assert.ok(steps.length > 0);
    assert.doesNotMatch(JSON.stringify([said, steps]), /battery|staple/);
  });
  test(`${dialect}: a database that is not there is down`, async () => {
    assert.match(await verdict(probe(dialect, port, {database: 'nowhere'})), /^L7: login refused: .*nowhere/);
  });
  test(`${dialect}: an answer without an end is broken off, and has rows enough`, async () => {
    const request =
      dialect === 'mysql'
        ? 'select repeat("x", 1000) from seq_1_to_1000000'
        : "select repeat('x', 1000) from generate_series(1, 1000000)";
    const before = process.memoryUsage().rss;
    assert.match(await verdict(probe(dialect, port, {request})), /^up: at least [\d,]+ rows$/);
    assert.ok(process.memoryUsage().rss - before < 50e6);
  });
  test(`${dialect}: a query that takes too long is down in time`, async () => {
    const request = dialect === 'mysql' ? 'select sleep(5)' : 'select pg_sleep(5)';
    const began = performance.now();
    const said = await verdict(probe(dialect, port, {request, limits: {connect: 500, silence: 500, whole: 800}}));
    assert.match(said, /^L7: the answer stopped after [\d,]+ bytes: nothing more came for 0\.5 s$/);
    assert.ok(performance.now() - began < 750);
  });
}

describe('MariaDB', {skip}, () => {
  before(async () => {
    const data = servers.path('mysql');
    const folders = ['--no-defaults', `--datadir=${data}`, '--user=root'];
    mkdirSync(data);
    const tables = ['mysql_system_tables', 'mysql_system_tables_data'].map(name =>
      readFileSync(`/usr/share/mysql/${name}.sql`, 'utf8'),
    );
    execFileSync('/usr/sbin/mariadbd', [...folders, '--bootstrap', '--silent-startup'], {
      input: ['create database mysql;', 'use mysql;', ...tables].join('\n'),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    writeFileSync(
      servers.path('shop.sql'),
      `create database shop;
create table shop.wares (number int);
insert into shop.wares values (1), (2);
create user ann@'%' identified by 'correct horse';
grant all on shop.* to ann@'%';
`,
    );
    const where = ['--bind-address=127.0.0.1', `--port=${ports.mysql}`, `--socket=${servers.path('mysql.sock')}`];
    const rest = [`--init-file=${servers.path('shop.sql')}`, '--skip-name-resolve', '--log-warnings=2'];
    const log = `--log-error=${servers.path('mysql.log')}`;
    await servers.run('/usr/sbin/mariadbd', [...folders, ...where, ...rest, log], () => accepts(ports.mysql));
  });
  answers('mysql');
  test('it hears the farewell', () => {
    assert.doesNotMatch(readFileSync(servers.path('mysql.log'), 'utf8'), /reading communication packets/);
  });
});

describe('PostgreSQL', {skip}, () => {
  const asPostgres = ['--reuid=postgres', '--regid=postgres', '--init-groups'];
  const data = servers.path('postgres');
  /** @param rules of pg_hba.conf */
  const allow = (...rules: readonly string[]) => {
    writeFileSync(`${data}/pg_hba.conf`, `local all all trust\n${rules.join('\n')}\n`);
    execFileSync('setpriv', [...asPostgres, `${postgres}/pg_ctl`, '-D', data, 'reload'], {stdio: 'pipe'});
  };

  before(async () => {
    const {key, certificate} = servers.certificate();
    mkdirSync(data);
    execFileSync('chown', ['postgres', data, key]);
    chmodSync(key, 0o600);
    const as = {stdio: 'pipe', cwd: servers.folder} as const;
    execFileSync('setpriv', [...asPostgres, `${postgres}/initdb`, '-D', data, '-N', '-A', 'trust', '--locale=C'], as);
    writeFileSync(
      `${data}/postgresql.conf`,
      `listen_addresses = '127.0.0.1'
port = ${ports.pgsql}
unix_socket_directories = '${data}'
ssl = on
ssl_key_file = '${key}'
ssl_cert_file = '${certificate}'
fsync = off
`,
    );
    await servers.run('setpriv', [...asPostgres, `${postgres}/postgres`, '-D', data], () => accepts(ports.pgsql));
    const psql = (database: string, text: string) =>
      execFileSync('setpriv', [...asPostgres, 'psql', '-h', data, '-p', `${ports.pgsql}`, '-c', text, database], as);
    psql('postgres', "create role ann login password 'correct horse'");
    psql('postgres', 'create database shop owner ann');
    psql('shop', 'create table wares (number int); insert into wares values (1), (2); alter table wares owner to ann');
    allow('host all all 127.0.0.1/32 scram-sha-256');
  });
  answers('pgsql');

  test('TLS is taken where the server has it', async () => {
    const steps: ProbeStep[] = [];
    await verdict(probe('pgsql', ports.pgsql), step => steps.push(step));
    assert.deepEqual(
      steps.map(({name}) => name).filter(name => name !== 'first byte'),
      ['connect', 'TLS', 'login'],
    );
  });
  test('and done without where it does not want it', async () => {
    allow('hostnossl all all 127.0.0.1/32 scram-sha-256');
    assert.equal(await verdict(probe('pgsql', ports.pgsql)), 'up: 2 rows');
    allow('hostssl all all 127.0.0.1/32 scram-sha-256');
    assert.equal(await verdict(probe('pgsql', ports.pgsql)), 'up: 2 rows');
    allow('host all all 10.0.0.0/8 scram-sha-256');
    assert.match(await verdict(probe('pgsql', ports.pgsql)), /^L7: login refused: no pg_hba\.conf entry/);
  });
});

describe('limits of databases hold', {skip}, () => {
  for (const dialect of ['mysql', 'pgsql'] as const) {
    test(`${dialect}: refused is L4`, async () => {
      assert.equal(await verdict(probe(dialect, 1)), 'L4: connection refused');
    });
    test(`${dialect}: without a login or a request it is down, as for ldirectord`, async () => {
      const said = 'L7: not asked: the check needs a login and a request';
      assert.equal(await verdict(probe(dialect, 1, {login: ''})), said);
      assert.equal(await verdict(probe(dialect, 1, {request: ''})), said);
    });
    test(`${dialect}: a server that says nothing`, async () => {
      const port = await servers.listen(() => undefined);
      const began = performance.now();
      assert.equal(
        await verdict(probe(dialect, port, {limits: shortLimits})),
        'L7: connected, and no answer within 0.3 s',
      );
      assert.ok(performance.now() - began < 500);
    });
    test(`${dialect}: a server that hangs up, or speaks something else`, async () => {
      const port = await servers.listen(socket => socket.end());
      assert.match(await verdict(probe(dialect, port)), /^L7: /);
      const other = await servers.listen(socket => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'));
      assert.match(await verdict(probe(dialect, other, {limits: shortLimits})), /^L7: /);
    });
    test(`${dialect}: garbage without an end is broken off`, async () => {
      const port = await servers.listen(socket => {
        // a packet as long as there may be, for MySQL; TLS is not there, and then a message of 2 GB, for PostgreSQL
        if (dialect === 'mysql') socket.write(Buffer.from([0xff, 0xff, 0xff, 0]));
        else socket.once('data', () => socket.write('N'));
        const more = () => {
          while (!socket.destroyed && socket.write(Buffer.alloc(65_536, 0x52))) {}
        };
        socket.on('drain', more);
        if (dialect === 'mysql') more();
        else socket.on('data', bytes => bytes.length > 8 && more());
      });
      assert.match(await verdict(probe(dialect, port, {limits: shortLimits})), /^L7: /);
    });
  }
});
