import assert from 'node:assert/strict';
import {type ChildProcess, execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {chmodSync, existsSync, mkdtempSync, rmSync} from 'node:fs';
import {type AddressInfo, createServer, type Server, type Socket} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import type {ProbeLimits, ProbeTarget, TlsSettings} from '../../../../src/checks/probe/probe.js';
import {ipv4} from '../../../../src/net/address.js';

/** Why real servers cannot be tested with here, or false. */
export function missingPrograms(...paths: readonly string[]): string | false {
  const missing = paths.filter(path => !existsSync(path));
  if (process.getuid?.() !== 0) return 'needs root';
  return missing.length > 0 && `needs ${missing.join(', ')}`;
}

/** Servers and folders that go with the tests of a file. */
export class Servers {
  readonly folder = mkdtempSync(join(tmpdir(), 'lvsctl-servers-'));
  readonly #programs: ChildProcess[] = [];
  readonly #listeners: Server[] = [];
  readonly #sockets = new Set<Socket>();

  constructor() {
    chmodSync(this.folder, 0o755); // daemons give up root
  }

  path(...names: readonly string[]): string {
    return join(this.folder, ...names);
  }

  /** A key and a certificate that nobody has signed, for the address of the tests. @returns their paths */
  certificate(): {key: string; certificate: string} {
    const [key, certificate] = [this.path('key.pem'), this.path('certificate.pem')];
    const words = ['req', '-x509', '-nodes', '-days', '2', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
    const name = ['-subj', '/CN=real.server', '-addext', 'subjectAltName=IP:127.0.0.1'];
    execFileSync('openssl', [...words, ...name, '-keyout', key, '-out', certificate], {stdio: 'pipe'});
    chmodSync(key, 0o644);
    return {key, certificate};
  }

  /** Runs a daemon in the foreground until the end of the tests. @param isReady asked again and again, at most 20 s */
  async run(command: string, words: readonly string[], isReady: () => boolean | Promise<boolean>): Promise<void> {
    let said = '';
    const program = spawn(command, words, {cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe']});
    this.#programs.push(program);
    for (const stream of [program.stdout, program.stderr])
      stream.on('data', text => (said = (said + text).slice(-4000)));
    for (const end = performance.now() + 20_000; !(await isReady()); await sleep(20)) {
      assert.equal(program.exitCode, null, `${command} has ended: ${said}`);
      assert.ok(performance.now() < end, `${command} is not ready: ${said}`);
    }
  }

  /** A server of a few lines. @returns its port */
  async listen(onConnection: (socket: Socket) => void): Promise<number> {
    const server = createServer({allowHalfOpen: true}, socket => {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      onConnection(socket);
    });
    this.#listeners.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  /** A server that answers each line by a function; undefined: with nothing. */
  talk(greeting: string, answer: (line: string, socket: Socket) => string | undefined): Promise<number> {
    return this.listen(socket => {
      let text = '';
      socket.write(greeting);
      socket.on('data', bytes => {
        text += bytes.toString('latin1');
        const lines = text.split(/\r?\n/);
        text = lines.pop() as string;
        for (const line of lines) {
          const said = answer(line, socket);
          if (said !== undefined) socket.write(said);
        }
      });
    });
  }

  async end(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    for (const server of this.#listeners) server.close();
    for (const program of this.#programs) {
      if (program.exitCode !== null || program.signalCode !== null) continue;
      program.kill('SIGTERM');
      const timer = setTimeout(() => program.kill('SIGKILL'), 5000);
      await once(program, 'exit');
      clearTimeout(timer);
    }
    rmSync(this.folder, {recursive: true, force: true});
  }
}

/** TLS as most of ldirectord's checks have it. */
export const unverified: TlsSettings = {
  serverName: undefined,
  verifies: false,
  authority: undefined,
  certificate: undefined,
  key: undefined,
};

export const limits: ProbeLimits = {connect: 2000, silence: 3000, whole: 5000};
/** For those that are to be silent. */
export const shortLimits: ProbeLimits = {connect: 300, silence: 300, whole: 600};

export function target(port: number): ProbeTarget {
  return {address: ipv4(0x7f000001), port};
}
