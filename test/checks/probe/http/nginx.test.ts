import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import {createHash} from 'node:crypto';
import {once} from 'node:events';
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {connect} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {ipv4} from '../../../../src/net/address.js';
import type {HttpProbe, HttpRequest, TlsSettings} from '../../../../src/checks/probe/probe.js';
import {startHttpProbe} from '../../../../src/checks/probe/http-probe.js';
import type {ProbeStep} from '../../../../src/checks/probe/verdict.js';
import {linuxProbeWorld, verdictOf} from '../../../kernel/socket/linux-probe-world.js';
import {enterOwnNetwork} from '../../../kernel/socket/own-network.js';
import {anyCertificate, httpProbe, pattern} from '../responders.js';

const skip =
  enterOwnNetwork() ||
  (!(existsSync('/usr/sbin/nginx') && existsSync('/usr/bin/openssl')) && 'nginx and openssl are not here');
const world = linuxProbeWorld();
const folder = mkdtempSync(join(tmpdir(), 'lvsctl-nginx-'));
const page = 'a page of a real server\n'.repeat(50_000);
let stop = async () => undefined as unknown;

describe('with nginx', {skip}, () => {
  before(async () => {
    makeCertificates();
    writeFileSync(join(folder, 'page'), page);
    writeFileSync(join(folder, 'nginx.conf'), configuration);
    const nginx = spawn('nginx', ['-c', join(folder, 'nginx.conf')], {stdio: 'inherit'});
    stop = async () => {
      nginx.kill();
      await once(nginx, 'exit');
    };
    await listening();
  });
  after(async () => {
    await stop();
    rmSync(folder, {recursive: true});
  });

  for (const version of ['1.0', '1.0C', '1.1'] as const)
    test(`a page, by digest, with HTTP/${version}`, async () => {
      const digest = createHash('md5').update(page).digest('hex');
      const verdict = await ask({path: '/page', digest}, {version});
      assert.equal(verdict.words, '200, the digest is right');
    });
  test('a page, by what it says', async () =>
    assert.equal((await ask({path: '/page', pattern: pattern('real s\\w+r\\n$')})).type, 'up'));
  test('a page that is not there', async () =>
    assert.equal((await ask({path: '/gone'})).words, 'GET /gone: the status is 404, not 200-299'));
  test('a page that is compressed and sent in chunks', async () =>
    assert.equal(
      (await ask({path: '/page', pattern: pattern('^a page')}, {version: '1.1', manner: 'ldirectord'})).type,
      'up',
    ));
  test('a redirect to a folder', async () => {
    const probe = {path: '/folder', pattern: pattern('^in a folder$')};
    assert.equal((await ask(probe, {version: '1.1', manner: 'ldirectord'})).type, 'up');
    assert.equal((await ask(probe)).words, 'GET /folder: the status is 301, not 200-299');
  });

  describe('with TLS', () => {
    const tls = (settings: Partial<TlsSettings> = {}): TlsSettings => ({...anyCertificate, ...settings});
    test('no certificate is looked at unless that is wanted, and the steps are told', async () => {
      const steps: ProbeStep[] = [];
      const digest = createHash('md5').update(page).digest('hex');
      const verdict = await ask({path: '/page', digest}, {tls: tls()}, 8444, step => steps.push(step));
      assert.equal(verdict.type, 'up', verdict.words);
      assert.deepEqual(
        steps.map(({name}) => name),
        ['connect', 'TLS', 'send', 'first byte', 'status', 'end'],
      );
      assert.match(steps[1]?.words as string, /^TLSv1\.[23] with TLS_/);
    });
    test('the name that is wanted is sent', async () => {
      const server = (serverName?: string) =>
        ask({path: '/name', pattern: pattern('^right\\.example$')}, {tls: tls({serverName})});
      assert.equal((await server('right.example')).type, 'up');
      assert.equal((await server(undefined)).type, 'down');
    });
    const verifying = (serverName: string) => tls({serverName, verifies: true, authority: join(folder, 'ca.pem')});
    test('a certificate for the name is good', async () =>
      assert.equal((await ask({path: '/name'}, {tls: verifying('right.example')})).type, 'up'));
    test('one for another name is not', async () => {
      const verdict = await ask({path: '/name'}, {tls: verifying('other.example')});
      assert.equal(verdict.words, 'the certificate of the server is for another name');
      assert.equal(verdict.type === 'down' && verdict.layer, 'L7');
    });
    test('nor is one that has expired', async () => {
      const verdict = await ask({path: '/page'}, {tls: verifying('expired.example')}, 8444);
      assert.equal(verdict.words, 'the certificate of the server has expired');
    });
    test('nor one of nobody that is trusted', async () => {
      const verdict = await ask({path: '/name'}, {tls: tls({verifies: true, serverName: 'right.example'})});
      assert.equal(verdict.words, 'the issuer of the certificate of the server is not known');
    });
    test('an authority that cannot be read is our own failure', async () => {
      const verdict = await ask({path: '/name'}, {tls: tls({verifies: true, authority: join(folder, 'none.pem')})});
      assert.equal(verdict.type, 'undecided');
      assert.match(verdict.words, /none\.pem/);
    });
    test('a client certificate is shown', async () => {
      const settings = {certificate: join(folder, 'right.pem'), key: join(folder, 'right.key')};
      assert.equal((await ask({path: '/page'}, {tls: tls(settings)}, 8445)).type, 'up');
      assert.equal((await ask({path: '/page'}, {tls: tls()}, 8445)).words, 'GET /page: the status is 400, not 200-299');
    });
    test('plain HTTP to a port of TLS is told by its status', async () =>
      assert.equal((await ask({path: '/page'}, {}, 8443)).words, 'GET /page: the status is 400, not 200-299'));
  });
});

function ask(
  request: Partial<HttpRequest>,
  more: Partial<HttpProbe> = {},
  port = more.tls ? 8443 : 8080,
  onStep?: (step: ProbeStep) => void,
) {
  const probe = httpProbe({address: ipv4(0x7f000001), port}, request, more);
  return verdictOf(startHttpProbe, probe, world, onStep);
}

async function listening(): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const socket = connect(8445, '127.0.0.1');
    const isConnected = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isConnected) return;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  throw new Error(`nginx does not listen: ${readFileSync(join(folder, 'error.log'), 'utf8')}`);
}

function makeCertificates(): void {
  const openssl = (...words: string[]) => execFileSync('openssl', words, {cwd: folder, stdio: 'pipe'});
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-subj',
    '/CN=authority',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
  );
  for (const [name, ...dates] of [
    ['right', '-days', '2'],
    ['expired', '-days', '-1'],
  ] as const) {
    const extension = `subjectAltName=DNS:${name}.example`;
    writeFileSync(join(folder, 'extension'), extension);
    openssl(
      'req',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      `/CN=${name}`,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.csr`,
    );
    const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'extension'];
    openssl('x509', '-req', '-in', `${name}.csr`, ...signing, ...dates, '-out', `${name}.pem`);
  }
}

const certificate = (name: string) =>
  `ssl_certificate ${folder}/${name}.pem; ssl_certificate_key ${folder}/${name}.key;`;
const configuration = `daemon off;
master_process off;
user root;
pid ${folder}/pid;
error_log ${folder}/error.log;
events {}
http {
  access_log off;
  default_type text/plain;
  gzip on;
  gzip_types text/plain;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(name => `${name}_temp_path ${folder}/${name};`).join(' ')}
  server {
    listen 8080;
    listen 8444 ssl;
    ${certificate('expired')}
    root ${folder};
    location = /folder { return 301 http://www.example/folder/; }
    location = /folder/ { return 200 "in a folder"; }
  }
  server { listen 8443 ssl; ${certificate('right')} root ${folder}; location = /name { return 200 $ssl_server_name; } }
  server {
    listen 8445 ssl;
    ${certificate('right')}
    ssl_client_certificate ${folder}/ca.pem;
    ssl_verify_client on;
    root ${folder};
  }
}
`;
