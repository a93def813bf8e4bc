import type {Milliseconds} from '../../vrrp/intervals.js';
import type {RouterConfiguration} from '../../vrrp/router/configuration.js';
import {configurationDifference} from '../../vrrp/speaker/configuration-difference.js';
import type {SpeakerReport} from '../../vrrp/speaker/speaker-report.js';
import type {DirectorLog} from '../director-log.js';
import {type Programs, programEndWords, type RunningProgram} from '../programs/programs.js';
import type {FifoWriter} from './fifo-writer.js';
import {deletionOf, fifoLine, type Known, type Notification, notificationOf} from './notification.js';
import {emptyQueue, ended, enqueue, type NotificationQueue, takeNext} from './notification-queue.js';

export interface NotifierWorld {
  readonly programs: Programs;
  openFifo(path: string): FifoWriter;
  after(delay: Milliseconds, call: () => void): () => void;
  readonly log: DirectorLog;
}

/** Tells programs and a FIFO of transitions, in order, one program at a time for each router; nobody waits for them. */
export class Notifier {
  #configuration: RouterConfiguration | undefined;
  /** One that is being put in its place, and the routers that end with it. */
  #coming: {readonly configuration: RouterConfiguration; readonly gone: ReadonlySet<string>} | undefined;
  #fifo: {readonly path: string; readonly writer: FifoWriter} | undefined;
  readonly #queues = new Map<string, NotificationQueue>();
  readonly #running = new Map<string, RunningProgram>();
  readonly #stopped = new Set<string>();
  #idle: (() => void)[] = [];

  constructor(private readonly world: NotifierWorld) {}

  configure(configuration: RouterConfiguration): void {
    this.#configuration = configuration;
    this.#coming = undefined;
    const {fifo} = configuration.notify;
    if (this.#fifo?.path === fifo) return;
    this.#fifo?.writer.close();
    this.#fifo = fifo === undefined ? undefined : {path: fifo, writer: this.world.openFifo(fifo)};
  }

  /** Until the next `configure`, reports may be about this one already. */
  expect(configuration: RouterConfiguration): void {
    const {gone} = configurationDifference(this.#configuration, configuration);
    this.#coming = {configuration, gone: new Set(gone)};
  }

  /** @param known of the router it is about, before it */
  tell(report: SpeakerReport, known: Known | undefined): void {
    const coming = this.#coming;
    const configuration = this.#configuration;
    if (!configuration) return;
    const isEnd = 'state' in report && report.state === 'initialize';
    if (coming && isEnd && report.type === 'group-entered') return; // whatever its members are told
    const notification =
      coming && isEnd && report.type === 'entered' && coming.gone.has(report.router)
        ? known && deletionOf(report.router, known, configuration)
        : notificationOf(report, known, coming?.configuration ?? configuration);
    if (notification) this.#notify(notification);
  }

  /** As tell, for whoever is not known to have stopped: its process ended before it could say so. */
  tellStopped(at: Milliseconds, priorityOf: (router: string) => number): void {
    const {routers = [], groups = []} = this.#configuration ?? {};
    const common = {at, state: 'initialize'} as const;
    for (const {name} of routers)
      if (!this.#stopped.has(`INSTANCE ${name}`))
        this.tell(
          {...common, type: 'entered', router: name, cause: {type: 'shutdown'}, priority: priorityOf(name)},
          undefined,
        );
    for (const {name} of groups)
      if (!this.#stopped.has(`GROUP ${name}`)) this.tell({...common, type: 'group-entered', group: name}, undefined);
  }

  /** Settles when nothing runs or waits. */
  idle(): Promise<void> {
    if (this.#running.size === 0) return Promise.resolve();
    return new Promise(resolve => this.#idle.push(resolve));
  }

  /** Kills what runs, and forgets what waits. */
  close(): void {
    this.#queues.clear();
    for (const program of this.#running.values()) program.kill();
    this.#fifo?.writer.close();
    this.#fifo = undefined;
  }

  #notify(notification: Notification): void {
    const key = `${notification.kind} ${notification.name}`;
    if (notification.state === 'STOP') this.#stopped.add(key);
    else this.#stopped.delete(key);
    this.#fifo?.writer.write(fifoLine(notification));
    const [queue, dropped] = enqueue(this.#queues.get(key) ?? emptyQueue, notification);
    for (const {state} of dropped)
      this.world.log(
        'warning',
        `${notification.name}: nobody is told of its ${state}: programs about earlier changes still run`,
      );
    this.#queues.set(key, queue);
    this.#go(key);
  }

  #go(key: string): void {
    if (this.#running.has(key)) return;
    const queue = takeNext(this.#queues.get(key) ?? emptyQueue);
    this.#queues.set(key, queue);
    const program = queue.running;
    if (!program) return this.#rest(key);
    this.#running.set(
      key,
      this.world.programs.start(program, end => {
        this.#running.delete(key);
        if (end.type !== 'ended' || end.status !== 0)
          this.world.log('warning', `${nameIn(key)}: ${program.command.join(' ')} ${programEndWords(end)}`);
        this.#queues.set(key, ended(this.#queues.get(key) ?? emptyQueue));
        this.#go(key);
      }),
    );
  }

  #rest(key: string): void {
    this.#queues.delete(key);
    if (this.#running.size === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }
}

function nameIn(key: string): string {
  return key.slice(key.indexOf(' ') + 1);
}
