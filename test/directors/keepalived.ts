import {type ChildProcess, spawn} from 'node:child_process';
import {closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Namespace} from '../kernel/rtnetlink/namespace.js';
import type {Daemon} from './daemon.js';
import {eventually} from './eventually.js';
import {isRunning} from './processes.js';

/** The keepalived of a host, with files of its own. */
export class Keepalived implements Daemon {
  readonly kind = 'keepalived';
  readonly environment = {};
  #parent: ChildProcess | undefined;

  /** @param folder of this host alone: its configuration, pid files, dumps and log */
  constructor(
    readonly namespace: Namespace,
    readonly folder: string,
  ) {}

  get configuration(): string {
    return join(this.folder, 'keepalived.conf');
  }

  /** With the number of the parent process. */
  get pidFile(): string {
    return join(this.folder, 'keepalived.pid');
  }

  get words(): readonly string[] {
    return ['--keepalived-config', this.configuration, '--keepalived-pid', this.pidFile];
  }

  get log(): string {
    return existsSync(this.#logFile) ? readFileSync(this.#logFile, 'utf8') : '';
  }

  configure(text: string): void {
    writeFileSync(this.configuration, text, {mode: 0o600});
  }

  /** Settles when its VRRP process runs. */
  async start(): Promise<void> {
    const before = this.#child;
    await eventually(
      () => before === undefined || !isRunning(before),
      () => `the keepalived before does not end: ${this.log}`,
    );
    // where nobody has asked how the one before ended, its number would count as one that runs
    rmSync(this.#vrrpFile, {force: true});
    const log = openSync(this.#logFile, 'a');
    this.#parent = spawn(
      'ip',
      // without -D: a line for each gratuitous ARP would delay its advertisements
      `netns exec ${this.namespace.name} keepalived -n -l -f ${this.configuration} -p ${this.pidFile} -r ${this.#vrrpFile} -c ${join(this.folder, 'checkers.pid')}`.split(
        ' ',
      ),
      {env: {PATH: process.env.PATH, TMPDIR: this.folder}, stdio: ['ignore', log, log]},
    );
    closeSync(log);
    await eventually(
      () => readPid(this.pidFile) === this.#parent?.pid && this.#child !== before && this.#child !== undefined,
      () => `keepalived did not start: ${this.log}`,
    );
  }

  /** As systemctl does: every instance says goodbye. It takes it a second to end. */
  stop(): void {
    this.#parent?.kill('SIGTERM');
  }

  /** SIGHUP. */
  reload(): void {
    this.#parent?.kill('SIGHUP');
  }

  /** Its children get SIGTERM of the kernel, and clean up. */
  killParent(): void {
    this.#parent?.kill('SIGKILL');
  }

  /** The parent will start another one. */
  killVrrp(): void {
    process.kill(this.#child as number, 'SIGKILL');
  }

  /** As a machine that hangs and is half dead: nobody cleans up. */
  killAll(): void {
    this.#parent?.kill('SIGSTOP'); // or it would have time for another child
    if (this.#child !== undefined) this.killVrrp();
    this.#parent?.kill('SIGKILL');
  }

  /** Its VRRP process says nothing, and keeps what it has. */
  pause(): void {
    process.kill(this.#child as number, 'SIGSTOP');
  }

  resume(): void {
    process.kill(this.#child as number, 'SIGCONT');
  }

  /** Whatever state it is in; its namespace goes, too. */
  async remove(): Promise<void> {
    const parent = this.#parent;
    if (parent?.exitCode !== null || parent.signalCode !== null) return;
    this.killAll();
    await eventually(
      () => parent.exitCode !== null || parent.signalCode !== null,
      () => `keepalived does not end: ${this.log}`,
    );
  }

  get #logFile(): string {
    return join(this.folder, 'keepalived.log');
  }

  get #vrrpFile(): string {
    return join(this.folder, 'vrrp.pid');
  }

  get #child(): number | undefined {
    return readPid(this.#vrrpFile);
  }
}

function readPid(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}
