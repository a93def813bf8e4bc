import type {Happening} from '../../checks/health/health-event.js';
import type {Milliseconds} from '../../checks/milliseconds.js';
import type {NoticeSettings} from '../../config/pools/pool-configuration.js';
import {causeKey, causeOf} from './cause-of.js';
import {Incident, noServer, victimKey} from './incident.js';
import type {Notice} from './notice.js';

/** How often it is told, and whether that it is over is told. */
export type Pace = Pick<NoticeSettings, 'window' | 'repeat' | 'tellsRecovery'>;

/** Whether nobody is to hear of a server: it is drained, or its checks are switched off. */
export type IsSilenced = (pool: string, server: string) => boolean;

export interface ServerOfPool {
  readonly pool: string;
  readonly server: string;
}

/** The servers whose checks go to a host: what explains one that is down there explains all of them. */
export type OnHost = (host: string) => readonly ServerOfPool[];

/**
 * Makes few notices of many happenings: one for each cause, with all that it does within a window. It has no clock:
 * `due` tells the notices whose time has come, and `deadline` when to ask again.
 */
export class Incidents {
  readonly #open = new Map<string, Incident>();
  /** By victimKey: those that what comes back was down in. */
  readonly #ofVictim = new Map<string, Set<Incident>>();

  constructor(
    private pace: Pace,
    private readonly isSilenced: IsSilenced,
    private readonly onHost: OnHost = () => [],
  ) {}

  /** When a notice may be due; undefined: none will be, unless something happens. */
  get deadline(): Milliseconds | undefined {
    let first: Milliseconds | undefined;
    for (const {dueAt} of this.#open.values())
      if (dueAt !== undefined && (first === undefined || dueAt < first)) first = dueAt;
    return first;
  }

  /** What is under way keeps its times. @param isKnown whether the configuration has the server still; with noServer, the pool */
  configure(pace: Pace, isKnown: (pool: string, server: string) => boolean): void {
    this.pace = pace;
    for (const [key, incident] of this.#open) {
      incident.forget((pool, server) => !isKnown(pool, server));
      if (incident.isOver) this.#open.delete(key);
    }
    for (const [key, incidents] of this.#ofVictim) {
      for (const incident of incidents) if (incident.isOver) incidents.delete(incident);
      if (incidents.size === 0) this.#ofVictim.delete(key);
    }
  }

  note(happening: Happening): void {
    const {type, pool, member, at} = happening;
    switch (type) {
      case 'down':
      case 'undecided':
        this.#noteDown(happening, member !== undefined && this.isSilenced(pool, member));
        break;
      case 'up':
        for (const incident of this.#takeOf(pool, member ?? noServer))
          incident.noteUp(pool, member ?? noServer, at, this.pace);
        break;
      case 'quorum-down':
        this.#noteLostQuorum(happening);
        break;
      case 'quorum-up':
        for (const incident of this.#takeOf(pool, noServer)) {
          incident.noteQuorum(pool, true);
          incident.noteUp(pool, noServer, at, this.pace);
        }
        break;
      case 'failed-try':
      case 'weight':
      case 'disabled':
      case 'enabled':
        break; // the log has them
    }
  }

  /**
   * Notices whose time has come, in the order in which their causes began.
   * @param isLast whoever asks will not ask again: what waits for the end of its window is told now
   */
  due(now: Milliseconds, isLast = false): readonly Notice[] {
    const notices: Notice[] = [];
    for (const [key, incident] of this.#open) {
      const {dueAt} = incident;
      if (dueAt === undefined || (dueAt > now && !isLast)) continue;
      const notice = incident.tell(now, this.pace, this.isSilenced, host => this.#othersOn(host));
      if (notice) notices.push(notice);
      if (incident.isOver) this.#open.delete(key);
    }
    return notices;
  }

  /** NB: what is silenced is kept too: its silence may end before it is over, and it may be over before its silence ends. */
  #noteDown(happening: Happening, isSilent: boolean): void {
    const {pool, member, at, words} = happening;
    const affected = {pool, server: member ?? noServer, since: at, words};
    const incident = this.#incidentOf(happening);
    incident.noteDown(affected, this.pace, isSilent);
    this.#remember(affected.pool, affected.server, incident);
  }

  #remember(pool: string, server: string, incident: Incident): void {
    const key = victimKey(pool, server);
    const incidents = this.#ofVictim.get(key) ?? new Set();
    this.#ofVictim.set(key, incidents.add(incident));
  }

  #takeOf(pool: string, server: string): Iterable<Incident> {
    const key = victimKey(pool, server);
    const incidents = this.#ofVictim.get(key) ?? [];
    this.#ofVictim.delete(key);
    return incidents;
  }

  /** Without what is down already, whyever. */
  #othersOn(host: string): readonly ServerOfPool[] {
    return this.onHost(host).filter(({pool, server}) => !this.#ofVictim.has(victimKey(pool, server)));
  }

  #incidentOf(happening: Happening): Incident {
    const cause = causeOf(happening);
    const key = causeKey(cause);
    const known = this.#open.get(key);
    if (known) return known;
    const incident = new Incident(cause, happening.at);
    this.#open.set(key, incident);
    return incident;
  }

  /** It belongs to whatever took a server of the pool and is not told yet. */
  #noteLostQuorum(happening: Happening): void {
    const {pool} = happening;
    const cause = [...this.#open.values()].findLast(incident => incident.isUntoldOf(pool));
    if (!cause) return this.#noteDown(happening, false);
    cause.noteQuorum(pool, false);
    this.#remember(pool, noServer, cause);
  }
}
