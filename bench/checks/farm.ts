import {execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Namespace} from '../../test/kernel/rtnetlink/namespace.js';

export interface Farm {
  /** Where the director is. */
  readonly director: Namespace;
  readonly folder: string;
  /** Connections that nginx has accepted. */
  accepted(): Promise<number>;
  close(): Promise<void>;
}

/** A network of 10.64.0.0/16, all of whose addresses nginx answers at, and 10.65.0.0/16, which swallows everything. */
export async function openFarm(): Promise<Farm> {
  const folder = mkdtempSync(join(tmpdir(), 'lvsctl-bench-checks-'));
  const director = new Namespace();
  const servers = new Namespace();
  director.connect('veth0', servers, 'veth1');
  director.ip('address', 'add', '10.63.0.1/24', 'dev', 'veth0');
  servers.ip('address', 'add', '10.63.0.2/24', 'dev', 'veth1');
  servers.ip('route', 'add', 'local', '10.64.0.0/16', 'dev', 'lo');
  servers.ip('route', 'add', 'blackhole', '10.65.0.0/16');
  director.ip('route', 'add', '10.64.0.0/15', 'via', '10.63.0.2');
  servers.run('sysctl', '-qw', 'net.ipv4.ip_forward=1', 'net.core.somaxconn=4096');
  makeCertificate(folder);
  writeFileSync(join(folder, 'nginx.conf'), configuration(folder));
  const nginx = spawn('ip', ['netns', 'exec', servers.name, 'nginx', '-c', join(folder, 'nginx.conf')], {
    stdio: 'inherit',
  });
  await listening(servers);
  return {
    director,
    folder,
    async accepted() {
      const told = servers.run('curl', '-s', 'http://127.0.0.1:81/');
      return Number(told.split('\n')[2]?.trim().split(' ')[0]);
    },
    async close() {
      nginx.kill();
      await once(nginx, 'exit');
      director.remove();
      servers.remove();
      rmSync(folder, {recursive: true});
    },
  };
}

async function listening(servers: Namespace): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (servers.run('cat', '/proc/net/tcp').includes(':01BB ')) return;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error('nginx does not listen');
}

function makeCertificate(folder: string): void {
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      '/CN=farm',
      '-days',
      '2',
      '-keyout',
      'key.pem',
      '-out',
      'cert.pem',
    ],
    {cwd: folder, stdio: 'pipe'},
  );
}

const configuration = (folder: string) => `daemon off;
master_process off;
user root;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
worker_rlimit_nofile 20000;
events { worker_connections 8192; multi_accept on; }
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  server { listen 81; location / { stub_status; } }
  server {
    listen 80 backlog=4096;
    listen 443 ssl backlog=4096;
    ssl_certificate ${folder}/cert.pem;
    ssl_certificate_key ${folder}/key.pem;
    ssl_session_cache off;
    location / { return 200 "a page of a real server\\n"; }
  }
}
`;
