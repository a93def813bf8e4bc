import type {Happening} from '../../checks/health/health-event.js';
import type {Milliseconds} from '../../checks/milliseconds.js';
import type {Pool, PoolConfiguration} from '../../config/pools/pool-configuration.js';
import type {DirectorLog} from '../director-log.js';
import {type Programs, programEndWords} from '../programs/programs.js';
import {noServer} from './incident.js';
import {Incidents, type IsSilenced} from './incidents.js';
import {MemberPrograms} from './member-programs.js';
import type {Notice} from './notice.js';
import {noticeWords} from './notice-words.js';
import {type Way, waysOf} from './notice-ways.js';
import {serversByHost} from './servers-by-host.js';

export interface NoticesWorld {
  /** Milliseconds since 1970; it does not jump. */
  clock(): Milliseconds;
  after(delay: Milliseconds, call: () => void): () => void;
  readonly log: DirectorLog;
  readonly programs: Programs;
  readonly host: string;
}

/** Notices that wait for one way at most: older ones are dropped, and that is logged. */
const mostWaiting = 100;
/** When a notice is tried again that nobody took. */
const pauses: readonly Milliseconds[] = [5000, 30_000];
/** For a program that is told. */
const patience: Milliseconds = 60_000;

/** Tells people what happens to servers: in the log, by mail, a program, a web hook. Nobody waits for it. */
export class Notices {
  #configuration: PoolConfiguration | undefined;
  #pools: ReadonlyMap<string, Pool> = new Map();
  #hosts: ReturnType<typeof serversByHost> = new Map();
  #incidents: Incidents | undefined;
  #stopTimer: () => void = () => {};
  readonly #programs: MemberPrograms;
  readonly #queues: Record<Way['type'], (readonly [Notice, Way])[]> = {mail: [], command: [], webhook: []};
  readonly #working = new Set<Way['type']>();
  readonly #pauses = new Set<() => void>();
  #isOver = false;
  #onIdle: (() => void)[] = [];

  constructor(
    private readonly world: NoticesWorld,
    private readonly isSilenced: IsSilenced,
  ) {
    this.#programs = new MemberPrograms(world);
  }

  configure(configuration: PoolConfiguration): void {
    this.#configuration = configuration;
    this.#pools = new Map(configuration.pools.map(pool => [pool.name, pool]));
    this.#hosts = serversByHost(configuration.pools);
    const isKnown = (pool: string, server: string) =>
      server === noServer
        ? this.#pools.has(pool)
        : (this.#pools.get(pool)?.servers.some(({name}) => name === server) ?? false);
    if (this.#incidents) this.#incidents.configure(configuration.notices, isKnown);
    else this.#incidents = new Incidents(configuration.notices, this.isSilenced, host => this.#hosts.get(host) ?? []);
    this.#arm();
  }

  tell(happenings: readonly Happening[]): void {
    for (const happening of happenings) {
      const pool = this.#pools.get(happening.pool);
      if (pool) this.#programs.tell(happening, pool);
      this.#incidents?.note(happening);
    }
    this.#arm();
  }

  /** Only programs of servers and quorums are run. */
  runPrograms(happenings: readonly Happening[]): void {
    for (const happening of happenings) {
      const pool = this.#pools.get(happening.pool);
      if (pool) this.#programs.tell(happening, pool);
    }
  }

  /** Tells what is still to be told, and waits until it is, or the patience is over. */
  async close(most: Milliseconds): Promise<void> {
    this.#stopTimer();
    for (const notice of this.#incidents?.due(this.world.clock(), true) ?? []) this.#send(notice);
    this.#isOver = true;
    for (const skip of this.#pauses) skip();
    await new Promise<void>(resolve => {
      const stop = this.world.after(most, resolve);
      void Promise.all([this.#idle(), this.#programs.idle()]).then(() => {
        stop();
        resolve();
      });
    });
    this.#programs.close();
  }

  #idle(): Promise<void> {
    if (this.#working.size === 0) return Promise.resolve();
    return new Promise(resolve => this.#onIdle.push(resolve));
  }

  #arm(): void {
    this.#stopTimer();
    const deadline = this.#incidents?.deadline;
    if (deadline === undefined || this.#isOver) return;
    this.#stopTimer = this.world.after(Math.max(0, deadline - this.world.clock()), () => {
      for (const notice of this.#incidents?.due(this.world.clock()) ?? []) this.#send(notice);
      this.#arm();
    });
  }

  #send(notice: Notice): void {
    const {type} = notice;
    this.world.log(type === 'recovered' ? 'notice' : type === 'trouble' ? 'warning' : 'error', noticeWords(notice));
    if (!this.#configuration) return;
    for (const way of waysOf(notice, this.#configuration.notices, this.#pools)) {
      const queue = this.#queues[way.type];
      queue.push([notice, way]);
      if (queue.length > mostWaiting) {
        queue.shift();
        this.world.log('warning', `nobody takes the notices by ${way.type}: the oldest is dropped`);
      }
      if (!this.#working.has(way.type)) void this.#work(way.type);
    }
  }

  async #work(type: Way['type']): Promise<void> {
    this.#working.add(type);
    for (let next = this.#queues[type].shift(); next; next = this.#queues[type].shift()) await this.#deliver(...next);
    this.#working.delete(type);
    if (this.#working.size === 0) for (const resolve of this.#onIdle.splice(0)) resolve();
  }

  async #deliver(notice: Notice, way: Way): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      const problem = await this.#try(notice, way);
      if (problem === undefined) return;
      const pause = pauses[attempt];
      const isLast = pause === undefined || this.#isOver;
      const next = isLast ? 'given up' : `tried again in ${pause / 1000} s`;
      this.world.log('warning', `the notice "${noticeWords(notice)}" by ${nameOf(way)}: ${problem}; ${next}`);
      if (isLast) return;
      await this.#wait(pause);
    }
  }

  /** @returns why it was not taken */
  async #try(notice: Notice, way: Way): Promise<string | undefined> {
    const {host, after} = this.world;
    try {
      switch (way.type) {
        case 'mail':
          await (await import('./send-mail.js')).sendMail(notice, way.to, way.mail, host);
          return undefined;
        case 'webhook':
          await (await import('./post-webhook.js')).postWebhook(notice, way.webhook, host, after);
          return undefined;
        case 'command':
          return await this.#run(notice, way);
      }
    } catch (error) {
      return (error as Error).message;
    }
  }

  #run(notice: Notice, {command}: Way & {readonly type: 'command'}): Promise<string | undefined> {
    const input = `${JSON.stringify({...notice, director: this.world.host})}\n`;
    return new Promise(resolve => {
      this.world.programs.start({command: command.words, user: command.user, timeout: patience, input}, end =>
        resolve(end.type === 'ended' && end.status === 0 ? undefined : `it ${programEndWords(end)}`),
      );
    });
  }

  #wait(pause: Milliseconds): Promise<void> {
    return new Promise(resolve => {
      const go = () => {
        stop();
        this.#pauses.delete(go);
        resolve();
      };
      const stop = this.world.after(pause, go);
      this.#pauses.add(go);
    });
  }
}

function nameOf(way: Way): string {
  switch (way.type) {
    case 'mail':
      return `mail to ${way.to.join(', ')}`;
    case 'command':
      return way.command.words.join(' ');
    case 'webhook':
      return `web hook at ${URL.parse(way.webhook.url)?.host}`; // the rest of it may be a secret
  }
}
