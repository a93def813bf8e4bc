import type {Milliseconds} from '../../vrrp/intervals.js';
import type {NotifyCommand, NotifySettings, RouterConfiguration} from '../../vrrp/router/configuration.js';
import type {Router} from '../../vrrp/router/router.js';
import type {SpeakerReport} from '../../vrrp/speaker/speaker-report.js';

/** keepalived's words for the states. */
const stateWords = {initialize: 'STOP', fault: 'FAULT', backup: 'BACKUP', master: 'MASTER'} as const satisfies Record<
  Router['state'],
  string
>;
type StateWord = (typeof stateWords)[Router['state']];
/** And for what changes no state, or ends all of them. */
type EventWord = 'DELETED' | 'MASTER_RX_LOWER_PRI' | 'MASTER_PRIORITY' | 'BACKUP_PRIORITY';

/** Which of a router's programs is for which state. */
const programOf = {STOP: 'stop', FAULT: 'fault', BACKUP: 'backup', MASTER: 'master'} as const;

/** Programs get so long; what ends a service may take its time. */
const longest: Milliseconds = 10_000;
const longestStop: Milliseconds = 60_000;

/** A transition, or what else somebody is to be told of. */
export interface Notification {
  readonly kind: 'INSTANCE' | 'GROUP';
  readonly name: string;
  readonly state: StateWord | EventWord;
  /** Effective; 0 of a group, as keepalived has it. */
  readonly priority: number;
  /** To be run one after the other. */
  readonly programs: readonly NotifyProgram[];
}

export interface NotifyProgram {
  readonly command: readonly string[];
  readonly user: string | undefined;
  readonly timeout: Milliseconds;
}

/** What a report does not say of its router. */
export interface Known {
  readonly state: Router['state'];
  /** Effective. */
  readonly priority: number;
}

/** Whom a report is to be told: nobody of most. The programs are in keepalived's order: the state's own, then those for any. */
export function notificationOf(
  report: SpeakerReport,
  known: Known | undefined,
  configuration: RouterConfiguration,
): Notification | undefined {
  if (report.type === 'group-entered') {
    const settings = configuration.groups.find(({name}) => name === report.group);
    return settings && notification('GROUP', report.group, stateWords[report.state], 0, settings.notify, configuration);
  }
  const settings = configuration.routers.find(({name}) => name === report.router);
  if (!settings) return undefined;
  const {name, notify} = settings;
  switch (report.type) {
    case 'entered':
      return notification('INSTANCE', name, stateWords[report.state], report.priority, notify, configuration);
    case 'rival': {
      const programs = plain(notify.lower, longest);
      return {kind: 'INSTANCE', name, state: 'MASTER_RX_LOWER_PRI', priority: known?.priority ?? 0, programs};
    }
    case 'priority': {
      if (!notify.isPriorityTold) return undefined;
      const state = known?.state === 'master' ? 'MASTER_PRIORITY' : 'BACKUP_PRIORITY'; // in a fault, too
      return {kind: 'INSTANCE', name, state, priority: report.priority, programs: []};
    }
    case 'handover':
    case 'problem':
      return undefined;
  }
}

/**
 * A reload leaves a router out: clear_diff_vrrp() of vrrp.c.
 * @param known as it was before
 * @param configuration that has it
 */
export function deletionOf(
  router: string,
  {state: before, priority}: Known,
  configuration: RouterConfiguration,
): Notification | undefined {
  const notify = configuration.routers.find(({name}) => name === router)?.notify;
  if (!notify || (before === 'fault' && !notify.isDeletionTold)) return undefined;
  const word = notify.isDeletionTold ? 'DELETED' : 'FAULT';
  return notification('INSTANCE', router, word, priority, {...notify, fault: notify.deleted}, configuration);
}

/** What keepalived writes to a FIFO: `INSTANCE "VI_1" MASTER 100`. */
export function fifoLine({kind, name, state, priority}: Omit<Notification, 'programs'>): string {
  return `${kind} "${name}" ${state} ${priority}\n`;
}

function notification(
  kind: Notification['kind'],
  name: string,
  state: StateWord | 'DELETED',
  priority: number,
  own: NotifySettings,
  {notify}: RouterConfiguration,
): Notification {
  const timeout = state === 'STOP' ? longestStop : longest;
  const told = (command: NotifyCommand | undefined) =>
    command ? [{user: command.user, command: [...command.command, kind, name, state, String(priority)], timeout}] : [];
  const one = state === 'DELETED' ? 'deleted' : programOf[state];
  return {
    kind,
    name,
    state,
    priority,
    programs: [...plain(own[one], timeout), ...told(own.any), ...plain(notify[one], timeout), ...told(notify.any)],
  };
}

function plain(command: NotifyCommand | undefined, timeout: Milliseconds): readonly NotifyProgram[] {
  return command ? [{...command, timeout}] : [];
}
