import {type ChildProcess, execFileSync, spawn} from 'node:child_process';
import {accessSync, cpSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import {Namespace, namespacesMissing} from '../../kernel/rtnetlink/namespace.js';

/** Why heartbeat cannot be run here, or false. */
export function heartbeatMissing(): string | false {
  try {
    accessSync('/usr/libexec/heartbeat/heartbeat');
  } catch {
    return "heartbeat is not installed (Debian's package heartbeat)";
  }
  return namespacesMissing();
}

/** The first is alpha's, the second beta's. */
export const virtualAddresses = ['10.77.0.100', '10.77.0.101'] as const;

/** Two hosts with heartbeat and a bridge between them; each has its own network, host name, /run and /etc/ha.d. */
export class Cluster {
  readonly #folder = mkdtempSync(join(tmpdir(), 'lvsctl-heartbeat-'));
  readonly #wire = new Namespace();
  readonly alpha: Host;
  readonly beta: Host;

  constructor() {
    this.#wire.ip('link', 'add', 'name', 'wire', 'type', 'bridge', 'forward_delay', '0');
    this.#wire.ip('link', 'set', 'wire', 'up');
    [this.alpha, this.beta] = (['alpha', 'beta'] as const).map((name, i) => {
      const host = new Host(name, join(this.#folder, name));
      this.#wire.connect(name, host.namespace, 'eth0');
      this.#wire.ip('link', 'set', name, 'master', 'wire');
      host.namespace.ip('addr', 'add', `10.77.0.${i + 1}/24`, 'brd', '+', 'dev', 'eth0');
      host.start();
      return host;
    }) as [Host, Host];
  }

  async close(): Promise<void> {
    await Promise.all([this.alpha.close(), this.beta.close()]);
    this.#wire.remove();
    rmSync(this.#folder, {recursive: true, force: true});
  }
}

/** A host of the cluster, and lvsctl's managers in it. */
export class Host {
  readonly namespace = new Namespace();
  #inside: ChildProcess | undefined;
  readonly #answers: ((text: string) => void)[] = [];

  constructor(
    readonly name: string,
    private readonly folder: string,
  ) {
    mkdirSync(folder);
    cpSync('/etc/ha.d', join(folder, 'ha.d'), {recursive: true});
    for (const [file, text] of Object.entries(configuration(folder)))
      writeFileSync(join(folder, 'ha.d', file), text, {mode: 0o600});
    writeFileSync(join(folder, 'begin'), begin(name, folder));
  }

  /** Starts heartbeat, and what answers ask(). */
  start(): void {
    execFileSync(
      'ip',
      ['netns', 'exec', this.namespace.name, 'unshare', '-m', '-u', 'sh', join(this.folder, 'begin')],
      {
        stdio: 'ignore',
      },
    );
    const keeper = readFileSync(join(this.folder, 'keeper'), 'utf8').trim();
    const module = join(dirname(fileURLToPath(import.meta.url)), 'answer.js');
    const words = ['-t', keeper, '-m', '-u', '-n', process.execPath, module];
    this.#inside = spawn('nsenter', words, {stdio: ['pipe', 'pipe', 'inherit']});
    createInterface({input: this.#inside.stdout!}).on('line', line => this.#answers.shift()?.(line));
  }

  /** What lvsctl answers on this host; see answer.ts. */
  async ask<T>(question: string, ...values: readonly unknown[]): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#answers.push(line => {
        const {result, error} = JSON.parse(line) as {result: T; error?: string};
        if (error === undefined) resolve(result);
        else reject(new Error(`${this.name}: ${question}: ${error}`));
      });
      this.#inside?.stdin?.write(`${JSON.stringify([question, ...values])}\n`);
    });
  }

  /** Which of the virtual addresses it has, by ip(8). */
  get has(): readonly string[] {
    const text = this.namespace.ip('-4', 'addr', 'show', 'eth0');
    return virtualAddresses.filter(address => text.includes(` ${address}/`));
  }

  get log(): string {
    return readFileSync(join(this.folder, 'log'), 'utf8');
  }

  /** kill -9 of every process of heartbeat at once. */
  kill(): void {
    for (const pid of this.#pids().filter(each => exeOf(each).endsWith('/heartbeat'))) process.kill(pid, 'SIGKILL');
  }

  async close(): Promise<void> {
    const ended = new Promise(resolve => this.#inside?.once('exit', resolve) ?? resolve(undefined));
    this.#inside?.stdin?.end();
    await ended;
    for (const pid of this.#pids()) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended.
      }
    }
    this.namespace.remove();
  }

  #pids(): number[] {
    const text = execFileSync('ip', ['netns', 'pids', this.namespace.name], {encoding: 'utf8'});
    return text.split('\n').flatMap(line => (line === '' ? [] : [Number(line)]));
  }
}

function exeOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    return '';
  }
}

function configuration(folder: string): Readonly<Record<string, string>> {
  return {
    'ha.cf': `logfile ${folder}/log
keepalive 200ms
warntime 500ms
deadtime 1500ms
initdead 3
realtime off
ucast eth0 10.77.0.1
ucast eth0 10.77.0.2
auto_failback off
node alpha beta
`,
    authkeys: 'auth 1\n1 sha1 not-to-be-shown\n',
    haresources: `alpha IPaddr2::${virtualAddresses[0]}/24/eth0\nbeta IPaddr2::${virtualAddresses[1]}/24/eth0\n`,
  };
}

/** Shell in namespaces of its own: heartbeat's paths are compiled into it. */
function begin(name: string, folder: string): string {
  return `set -e
hostname ${name}
mount --make-rprivate /
mount -t tmpfs tmpfs /run
mkdir -p /run/heartbeat/ccm /run/heartbeat/crm /run/heartbeat/dopd
chown -R hacluster:haclient /run/heartbeat; chmod 750 /run/heartbeat
cp -a /var/lib/heartbeat /run/varlib
mount --bind /run/varlib /var/lib/heartbeat
mount --bind ${folder}/ha.d /etc/ha.d
cd /run && /usr/libexec/heartbeat/heartbeat # it leaves a log where it is begun
sleep 300 &
echo $! > ${folder}/keeper
`;
}
