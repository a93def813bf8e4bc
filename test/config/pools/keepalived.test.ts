import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Probe} from '../../../src/checks/probe/probe.js';
import {formatDirectorProblem} from '../../../src/config/director/director-problem.js';
import {loadDirectorConfiguration} from '../../../src/config/director/load-director-configuration.js';
import {poolsOf} from '../../../src/config/keepalived/to-pools.js';
import type {Host} from '../../../src/config/keepalived/walk/context.js';
import {writeKeepalived} from '../../../src/config/pools/keepalived/write-keepalived.js';
import {writeLdirectord} from '../../../src/config/pools/ldirectord/write-ldirectord.js';
import type {Pool, PoolServer} from '../../../src/config/pools/pool-configuration.js';
import {formatEndpoint} from '../../../src/net/endpoint.js';
import {host, names, readNamed, readText} from '../keepalived/corpus.js';
import {checkPools} from './check-pools.js';

const secure = 'global_defs {\nenable_script_security\nscript_user root\n}\n';
const reading = (text: string, one?: Host) => poolsOf(readText(text, one ? {host: one} : {}), one, 'lvs1');
const refusals = (text: string, one?: Host) =>
  reading(text, one)
    .problems.filter(({severity}) => severity === 'refused')
    .map(formatDirectorProblem);
const pool = (text: string) => reading(text).pools.pools[0] as Pool;
const server = (checks: string, more = '') =>
  pool(`${secure}virtual_server 10.0.0.1 80 {\nlvs_sched rr\nlvs_method NAT\nprotocol TCP\n${more}\nreal_server 10.0.0.11 80 {\n${checks}\n}\n}`)
    .servers[0] as PoolServer; // biome-ignore format: short
const probe = <T extends Probe['type']>(checks: string, type: T, more = '') => {
  const found = server(checks, more).checks[0]?.probe;
  assert.equal(found?.type, type);
  return found as Extract<Probe, {type: T}>;
};

test('what is not written is as keepalived 2.2.7 has it', () => {
  const {checks, weight, whenDown, sendsMail} = server('TCP_CHECK {\n}');
  assert.deepEqual([weight, whenDown, sendsMail], [1, 'remove', true]);
  assert.deepEqual(checks[0], {
    probe: {
      type: 'tcp',
      target: {address: {family: 'ipv4', value: 0x0a00000b}, port: 80},
      limits: {connect: 5000, silence: 5000, whole: 60_000},
    },
    schedule: {
      interval: 60_000,
      fall: 2,
      rise: 1,
      retryDelay: 1000,
      warmup: 60_000,
      startsDown: false,
      tellsAllFailures: false,
    },
  });
});

test('a try more than retry makes it down; HTTP and DNS have numbers of their own', () => {
  const fall = (checks: string) => server(checks).checks[0]?.schedule.fall;
  assert.equal(fall('TCP_CHECK {\nretry 4\n}'), 5);
  assert.equal(fall('HTTP_GET {\nnb_get_retry 3\nurl {\npath /\n}\n}'), 4);
  assert.equal(fall('DNS_CHECK {\n}'), 4);
  assert.equal(fall('MISC_CHECK {\nmisc_path /bin/true\n}'), 1);
});

test('the virtual host is that of the url, of the check, of the real server, of the virtual server', () => {
  const host_ = (check: string, real: string, virtual: string) =>
    probe(`${real}\nHTTP_GET {\n${check}\nurl {\npath /\n}\n}`, 'http', virtual).virtualHost;
  assert.equal(host_('virtualhost a', 'virtualhost b', 'virtualhost c'), 'a');
  assert.equal(host_('', 'virtualhost b', 'virtualhost c'), 'b');
  assert.equal(host_('', '', 'virtualhost c'), 'c');
  assert.equal(host_('', '', ''), undefined);
});

test('a name is sent with TLS only where enable_sni is, and each name has a check of its own', () => {
  const urls = 'url {\npath /a\nvirtualhost a\n}\nurl {\npath /b\nvirtualhost b\n}\nurl {\npath /c\nvirtualhost a\n}';
  const without = server(`SSL_GET {\n${urls}\n}`).checks;
  assert.equal(without.length, 1);
  const found = server(`SSL_GET {\nenable_sni\n${urls}\n}`).checks.map(({probe: one}) =>
    one.type === 'http' ? [one.tls?.serverName, one.requests.map(({path}) => path).join()] : [],
  );
  assert.deepEqual(found, [
    ['a', '/a,/c'],
    ['b', '/b'],
  ]);
});

test('a command without a timeout has as long as its interval', () => {
  assert.equal(probe('delay_loop 7\nMISC_CHECK {\nmisc_path /bin/true\n}', 'command').timeout, 7000);
  assert.equal(probe('MISC_CHECK {\nmisc_path /bin/true\nmisc_timeout 3\n}', 'command').timeout, 3000);
});

test('a check that cannot be carried out is a refusal, as its server would be up unproven', () => {
  const text = (check: string) => `bfd_instance b {\nneighbor_ip 10.0.0.11\n}\n${secure}virtual_server 10.0.0.1 80 {\nprotocol TCP\nlvs_sched rr\nlvs_method NAT\nreal_server 10.0.0.11 80 {\n${check}\n}\n}`; // biome-ignore format: short
  assert.match(refusals(text('BFD_CHECK {\nname b\n}')).join(), /:13:1: refused: BFD_CHECK b; keepalived follows/);
  const gone: Host = {...host, findCommand: () => 'missing'};
  assert.match(refusals(text('MISC_CHECK {\nmisc_path /nowhere\n}'), gone).join(), /\/nowhere" (is not there|cannot)/);
  const lax = text('MISC_CHECK {\nmisc_path /nowhere\n}').replace('enable_script_security\n', '');
  assert.match(refusals(lax, gone).join(), /"\/nowhere" cannot be run; keepalived leaves the check out/);
});

test('a pattern that cannot be looked for is a refusal, as no try would be decided', () => {
  const text = (regex: string) => `virtual_server 10.0.0.1 80 {\nprotocol TCP\nlvs_sched rr\nlvs_method NAT\nreal_server 10.0.0.11 80 {\nHTTP_GET {\nurl {\npath /\nregex "${regex}"\n}\n}\n}\n}`; // biome-ignore format: short
  assert.deepEqual(refusals(text('up and (well|fine)')), []);
  assert.match(
    refusals(text('(?>a b)c')).join(),
    /:5:1: refused: the regular expression \(\?>a b\)c: \(\?>…\), an atomic group, is not supported; keepalived works/,
  );
});

test('a group is one pool with all of its services, and its servers are in each of them', () => {
  const found = pool(
    'virtual_server_group G {\n10.0.0.50-52 80\nfwmark 7 inet\n}\nvirtual_server group G {\nlvs_sched rr\nlvs_method NAT\nprotocol TCP\nsorry_server 10.0.0.9 8080\nreal_server 10.0.0.11 8081 {\n}\n}',
  );
  assert.equal(found.name, 'G');
  assert.equal(found.services.length, 4);
  assert.deepEqual(
    found.servers[0]?.destinations.map(({port}) => port),
    [8081, 8081, 8081, 8081],
  );
  assert.deepEqual(found.sorry?.destinations.map(formatEndpoint).at(-1), '10.0.0.9:8080');
});

test('names do not depend on what else is in the file', () => {
  const one = (subject: string) => `virtual_server ${subject} {\nlvs_sched rr\nlvs_method DR\nip_family inet\nprotocol UDP\nreal_server 10.0.0.11 53 {\n}\n}\n`; // biome-ignore format: short
  const names_ = (text: string) => reading(text).pools.pools.map(({name}) => name);
  assert.deepEqual(names_(one('10.0.0.1 53')), ['UDP 10.0.0.1:53']);
  assert.deepEqual(names_(one('10.0.0.2 53') + one('10.0.0.1 53')), ['UDP 10.0.0.2:53', 'UDP 10.0.0.1:53']);
});

test('a service that is in two virtual servers is a refusal at the second', () => {
  const one =
    'virtual_server 10.0.0.1 80 {\nlvs_sched rr\nlvs_method NAT\nprotocol TCP\nreal_server 10.0.0.11 80 {\n}\n}\n';
  assert.match(refusals(one + one).join(), /^[^:]+:8:1: refused: TCP 10\.0\.0\.1:80 is there twice: it is in line 1/);
});

test('mails go to whoever notification_email names, by smtp_server', () => {
  const mail = (text: string) => reading(`global_defs {\nnotification_email { a@b }\n${text}\n}`).pools.notices.mail;
  assert.deepEqual(mail('smtp_server 10.0.0.25 2525'), {
    to: ['a@b'],
    from: 'root@lvs1',
    server: {host: '10.0.0.25', port: 2525},
    helo: 'lvs1',
    timeout: 30_000,
  });
  assert.equal(mail(''), undefined);
});

test('whatever of the corpus is not refused is sound', () => {
  let usable = 0;
  for (const name of names) {
    const {pools, problems} = poolsOf(readNamed(name), host);
    if (problems.some(({severity}) => severity === 'refused')) continue;
    assert.deepEqual(checkPools(pools), [], name);
    usable += pools.pools.length;
  }
  assert.ok(usable > 5, `${usable}`);
});

test('a group of sixty thousand services is written in a moment', () => {
  const text = 'virtual_server_group G {\n10.0.0.0/16 80\n}\nvirtual_server group G {\nlvs_sched rr\nlvs_method NAT\nprotocol TCP\nreal_server 10.9.0.1 80 {\n}\n}'; // biome-ignore format: short
  const {pools} = reading(text);
  assert.equal(pools.pools[0]?.services.length, 65_536);
  const started = performance.now();
  writeKeepalived(pools, () => {});
  writeLdirectord(pools, () => {});
  assert.ok(performance.now() - started < 20_000);
});

test('a director gets routers and pools of one file, and each problem once', () => {
  const text = 'vrrp_instance V {\ninterface eth0\nvirtual_router_id 5\nvirtual_ipaddress { 10.0.0.1 }\n}\nvirtual_server 10.0.0.1 80 {\nlvs_method NAT\nprotocol TCP\nreal_server 10.0.0.11 80 {\n}\n}\n'; // biome-ignore format: short
  const load = loadDirectorConfiguration('/k.conf', {readFile: () => text, glob: () => []});
  assert.equal(load.configuration.routers.length, 1);
  assert.equal(load.pools.pools.length, 1);
  const said = load.problems.map(formatDirectorProblem);
  assert.equal(new Set(said).size, said.length);
  assert.match(said.join('\n'), /the scheduler is missing/);
});
