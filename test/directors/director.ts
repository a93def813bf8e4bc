import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {Namespace} from '../kernel/rtnetlink/namespace.js';
import type {Daemon, DaemonKind} from './daemon.js';
import type {Document} from './document.js';
import {Keepalived} from './keepalived.js';
import {keepalivedConf, type Settings} from './keepalived-conf.js';
import {OwnDirector} from './own-director.js';
import type {Switches} from './switches.js';
import {Watcher} from './watcher.js';

/** A host with a daemon and lvsctl, an interface on every segment, and folders of its own. */
export class Director {
  readonly namespace = new Namespace();
  readonly daemon: Daemon;
  #watcher: Watcher | undefined;
  #fifo: string | undefined;

  /** @param place from 1: its address is 10.0.SEGMENT.PLACE, and fe80::SEGMENT:PLACE */
  constructor(
    readonly name: string,
    readonly place: number,
    readonly switches: Switches,
    readonly folder: string,
    kind: DaemonKind = 'keepalived',
  ) {
    mkdirSync(folder, {mode: 0o700});
    this.namespace.within(() => {
      // no waiting for the detection of duplicates
      for (const links of ['all', 'default']) writeFileSync(`/proc/sys/net/ipv6/conf/${links}/accept_dad`, '0');
    });
    switches.connect(this.namespace, place);
    this.namespace.batch(
      Array.from({length: switches.segments}, (_, segment) => [
        `link set eth${segment} addrgenmode none up`,
        `address add 10.0.${segment}.${place}/24 dev eth${segment}`,
        `address add fe80::${segment}:${place}/64 dev eth${segment}`,
      ]).flat(),
    );
    this.daemon = kind === 'ours' ? new OwnDirector(this.namespace, folder) : new Keepalived(this.namespace, folder);
  }

  /** Where that is what it runs. */
  get keepalived(): Keepalived {
    assert.ok(this.daemon instanceof Keepalived, `${this.name} runs no keepalived`);
    return this.daemon;
  }

  /** Where that is what it runs. */
  get ours(): OwnDirector {
    assert.ok(this.daemon instanceof OwnDirector, `${this.name} runs no director of ours`);
    return this.daemon;
  }

  async runs(settings: Settings): Promise<void> {
    this.#fifo = settings.fifo;
    this.daemon.configure(keepalivedConf(settings));
    await this.daemon.start();
  }

  /** With a new configuration and SIGHUP. */
  reconfigures(settings: Settings): void {
    this.daemon.configure(keepalivedConf(settings));
    this.daemon.reload();
  }

  /** Its `lvsctl vrrp --watch`, begun when first asked for. */
  get lvsctl(): Watcher {
    this.#watcher ??= new Watcher(this.name, this.namespace.name, this.#words, this.#environment);
    return this.#watcher;
  }

  /** One `lvsctl vrrp -o json`, and how it ended. */
  async once(...words: readonly string[]): Promise<{readonly document: Document; readonly status: number}> {
    const {status, stdout} = await this.run('vrrp', '-o', 'json', ...words);
    return {document: JSON.parse(stdout), status};
  }

  /** lvsctl with these words, and where its daemon is. */
  run(
    ...words: readonly string[]
  ): Promise<{readonly status: number; readonly stdout: string; readonly stderr: string}> {
    return new Promise(resolve =>
      execFile(
        'ip',
        ['netns', 'exec', this.namespace.name, 'bin/lvsctl', ...words, ...this.#words],
        {env: this.#environment, timeout: 60_000},
        (error, stdout, stderr) =>
          resolve({status: error ? (typeof error.code === 'number' ? error.code : -1) : 0, stdout, stderr}),
      ),
    );
  }

  has(address: string): boolean {
    const links = JSON.parse(this.namespace.ip('-json', 'address', 'show', 'to', address));
    return links.some(({addr_info: list}: {addr_info?: unknown[]}) => list !== undefined && list.length > 0);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  async remove(): Promise<void> {
    try {
      await Promise.all([this.#watcher?.close(), this.daemon.remove()]);
    } finally {
      this.namespace.remove();
    }
  }

  get #words(): readonly string[] {
    return [...this.daemon.words, ...(this.#fifo === undefined ? [] : ['--fifo', this.#fifo])];
  }

  get #environment(): NodeJS.ProcessEnv {
    const own = {PATH: process.env.PATH, HOME: this.folder, LVSCTL_STATE_DIR: this.path('state')};
    return {...own, LVSCTL_RUN_DIR: this.path('run'), ...this.daemon.environment};
  }
}
