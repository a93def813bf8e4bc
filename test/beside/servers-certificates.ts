import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {hostName} from './servers-nginx.js';

/** A key, and certificates that nobody has signed: one in order, one that has expired, one of another name. By file name. */
export function serverCertificates(): Readonly<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'lvsctl-certificates-'));
  const openssl = (...words: string[]) => execFileSync('openssl', words, {cwd: folder, stdio: 'pipe'});
  try {
    openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', 'server.key');
    writeFileSync(join(folder, 'index'), '');
    writeFileSync(join(folder, 'serial'), '01\n');
    writeFileSync(join(folder, 'ca.conf'), authority);
    for (const [name, subject, from, until] of certificates) {
      openssl('req', '-new', '-key', 'server.key', '-subj', `/CN=${subject}`, '-out', 'request.pem');
      const signing = ['ca', '-batch', '-selfsign', '-notext', '-config', 'ca.conf', '-keyfile', 'server.key'];
      openssl(...signing, '-startdate', from, '-enddate', until, '-in', 'request.pem', '-out', `${name}.pem`);
    }
    const files = ['server.key', ...certificates.map(([name]) => `${name}.pem`)];
    return Object.fromEntries(files.map(name => [name, readFileSync(join(folder, name), 'utf8')]));
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

const certificates = [
  ['good', hostName, '20200101000000Z', '20991231000000Z'],
  ['expired', hostName, '20200101000000Z', '20210101000000Z'],
  ['other', 'elsewhere.example.org', '20200101000000Z', '20991231000000Z'],
] as const;

const authority = `[ca]
default_ca = own
[own]
database = index
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
`;
