import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {fileURLToPath} from 'node:url';
import {eventually} from '../../directors/eventually.js';
import type {Namespace} from '../../kernel/rtnetlink/namespace.js';
import type {HandOverRequest, SpeakerStatus} from '../../../src/vrrp/speaker/speaker-control.js';
import type {RouterStatus, SpeakerReport} from '../../../src/vrrp/speaker/speaker-report.js';
import type {PlainConfiguration, ProgramCommand, ProgramMessage} from './speaker-program.js';

/** A speaker in a process of its own, in a namespace. */
export class SpeakerProcess {
  readonly reports: SpeakerReport[] = [];
  readonly #child: ChildProcess;
  #answers: ((answer: unknown) => void)[] = [];

  constructor(namespace: Namespace) {
    const script = fileURLToPath(new URL('speaker-program.js', import.meta.url));
    this.#child = spawn('ip', ['netns', 'exec', namespace.name, process.execPath, script], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#child.on('message', (message: ProgramMessage) => {
      if (message.type === 'report') this.reports.push(message.report);
      else this.#answers.shift()?.(message.answer);
    });
  }

  get pid(): number {
    return this.#child.pid as number;
  }

  /** Why it was not done, a line each. */
  async configure(configuration: PlainConfiguration): Promise<readonly string[]> {
    return (await this.#ask({type: 'configure', configuration})) as readonly string[];
  }

  async hold(holds: Readonly<Record<string, 'master' | 'backup'>>): Promise<void> {
    await this.#ask({type: 'hold', holds});
  }

  async handOver(request: HandOverRequest): Promise<void> {
    await this.#ask({type: 'hand-over', request});
  }

  async stall(time: number): Promise<void> {
    await this.#ask({type: 'stall', time});
  }

  async status(name = 'VI_1'): Promise<RouterStatus> {
    const found = (await this.statuses()).find(router => router.name === name);
    if (!found) throw new Error(`no router ${name}`);
    return found;
  }

  async statuses(): Promise<readonly RouterStatus[]> {
    return ((await this.#ask({type: 'status'})) as SpeakerStatus).routers;
  }

  /** Settles with the first report that is so, also one of before. */
  async reported(isSo: (report: SpeakerReport) => boolean, within = 15_000): Promise<SpeakerReport> {
    await eventually(
      () => this.reports.some(isSo),
      () => `not reported; reported were ${JSON.stringify(this.reports)}`,
      within,
    );
    return this.reports.find(isSo) as SpeakerReport;
  }

  /** Forgets what was reported, and waits until a router enters a state. */
  async enters(state: RouterStatus['router'], name = 'VI_1', within = 15_000): Promise<SpeakerReport> {
    return this.reported(
      report => report.type === 'entered' && report.router === name && report.state === state,
      within,
    );
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** In order; settles when it has ended. */
  async shutdown(): Promise<void> {
    const ended = this.#ended();
    await this.#ask({type: 'shutdown'});
    await ended;
  }

  /** kill -9. */
  async kill(): Promise<void> {
    const ended = this.#ended();
    this.#child.kill('SIGKILL');
    await ended;
  }

  get #isOver(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  async #ended(): Promise<void> {
    if (!this.#isOver) await once(this.#child, 'exit');
  }

  #ask(command: ProgramCommand): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#answers.push(resolve);
      this.#child.send(command, error => error && reject(error));
    });
  }
}
