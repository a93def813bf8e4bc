import {type ChildProcess, spawn} from 'node:child_process';
import {closeSync, existsSync, openSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {DirectorClient} from '../../src/director/protocol/director-client.js';
import type {DirectorState} from '../../src/director/protocol/director-state.js';
import type {MethodName, MethodTypes} from '../../src/director/protocol/methods.js';
import {socketKinds} from '../../src/director/protocol/socket-kinds.js';
import type {Namespace} from '../kernel/rtnetlink/namespace.js';
import type {Daemon} from './daemon.js';
import {eventually} from './eventually.js';
import {childrenOf, isRunning} from './processes.js';

/** How long it may take to answer, and to start on a busy machine. */
const patience = {answer: 10_000, start: 45_000};

/** `lvsctl director run` of a host, with files of its own. */
export class OwnDirector implements Daemon {
  readonly kind = 'ours';
  readonly words: readonly string[] = [];
  #supervisor: ChildProcess | undefined;
  #vrrp: number | undefined;

  /** @param folder of this host alone: its configuration, sockets, state and log */
  constructor(
    readonly namespace: Namespace,
    readonly folder: string,
  ) {}

  get configuration(): string {
    return join(this.folder, 'keepalived.conf');
  }

  get environment(): Readonly<Record<string, string>> {
    return {LVSCTL_RUN_DIR: join(this.folder, 'run')};
  }

  /** Of `director run`, besides the configuration. */
  get options(): readonly string[] {
    return [];
  }

  get log(): string {
    return existsSync(this.#logFile) ? readFileSync(this.#logFile, 'utf8') : '';
  }

  /** Path of one of its sockets. */
  socket(kind: keyof typeof socketKinds): string {
    return join(this.folder, 'run', socketKinds[kind].file);
  }

  /** The supervisor's number. */
  get pid(): number {
    const pid = this.#supervisor?.pid;
    if (pid === undefined) throw new Error('this director was not started');
    return pid;
  }

  /** The number of the process that speaks; undefined where none runs. */
  get vrrp(): number | undefined {
    return childrenOf(this.pid, 'vrrp')[0];
  }

  get isRunning(): boolean {
    const supervisor = this.#supervisor;
    return supervisor !== undefined && supervisor.exitCode === null && supervisor.signalCode === null;
  }

  configure(text: string): void {
    writeFileSync(this.configuration, text, {mode: 0o600});
  }

  async start(): Promise<void> {
    this.launch();
    await this.runs();
  }

  /** Starts it, and waits for nothing. */
  launch(): void {
    const log = openSync(this.#logFile, 'a');
    const words = ['--config', this.configuration, ...this.options];
    this.#supervisor = spawn('ip', ['netns', 'exec', this.namespace.name, 'bin/lvsctl', 'director', 'run', ...words], {
      env: {
        PATH: process.env.PATH,
        HOME: this.folder,
        LVSCTL_STATE_DIR: join(this.folder, 'state'),
        ...this.environment,
      },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
  }

  /** Settles when its virtual routers run. */
  async runs(): Promise<void> {
    await this.shows('that it runs', ({pid, processes, routers}) => {
      const speaker = processes.find(({name}) => name === 'vrrp');
      this.#vrrp = speaker?.pid;
      const isWell = speaker?.state === 'running' && routers.every(({state}) => state !== 'initialize');
      return pid === this.pid && isWell;
    });
  }

  /** Waits until it says of itself that something is so. */
  async shows(what: string, isSo: (state: DirectorState) => boolean): Promise<void> {
    let why = '';
    for (const end = performance.now() + patience.start; performance.now() < end; await delay(20)) {
      if (!this.isRunning) throw new Error(`the director has ended: ${this.log}`);
      try {
        if (isSo(await this.state())) return;
      } catch (error) {
        why = (error as Error).message;
      }
    }
    throw new Error(`the director did not show ${what}: ${why}\n${this.log}`);
  }

  state(): Promise<DirectorState> {
    return this.call('state', {});
  }

  /** A method of its control.sock. */
  async call<M extends MethodName>(method: M, params: MethodTypes[M]['params']): Promise<MethodTypes[M]['result']> {
    const client = await DirectorClient.connect(this.socket('control'), {after});
    try {
      return await client.call(method, params, {timeout: patience.answer});
    } finally {
      client.close();
    }
  }

  stop(): void {
    this.#supervisor?.kill('SIGTERM');
  }

  reload(): void {
    this.#supervisor?.kill('SIGHUP');
  }

  killParent(): void {
    this.#supervisor?.kill('SIGKILL');
  }

  killVrrp(): void {
    const {vrrp} = this;
    if (vrrp !== undefined) process.kill(vrrp, 'SIGKILL');
  }

  killAll(): void {
    if (!this.isRunning) return;
    this.#supervisor?.kill('SIGSTOP'); // or it would have time for another child
    this.killVrrp();
    this.#supervisor?.kill('SIGKILL');
  }

  pause(): void {
    this.#vrrp = this.vrrp;
    process.kill(this.#vrrp as number, 'SIGSTOP');
  }

  resume(): void {
    process.kill(this.#vrrp as number, 'SIGCONT');
  }

  async remove(): Promise<void> {
    this.killAll();
    await eventually(
      () => !this.isRunning && (this.#vrrp === undefined || !isRunning(this.#vrrp)),
      () => `the director does not end: ${this.log}`,
    );
  }

  get #logFile(): string {
    return join(this.folder, 'director.log');
  }
}

function after(delay: number, call: () => void): () => void {
  const timer = setTimeout(call, delay);
  return () => clearTimeout(timer);
}
