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

/** Which of a router's programs is for which state. */
const programOf = {STOP: 'stop', FAULT: 'fault', BACKUP: 'backup', MASTER: 'master'} as const;

/** Programs get so long; what ends a service may take its time. */
const longest: Milliseconds = 10_000;
const longestStop: Milliseconds = 60_000;

/** A transition that somebody is to be told of. */
export interface Notification {
  readonly kind: 'INSTANCE' | 'GROUP';
  readonly name: string;
  readonly state: StateWord;
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

/** Whom a report is to be told: nobody of most. The programs are in keepalived's order: the state's own, then those for any. */
export function notificationOf(report: SpeakerReport, configuration: RouterConfiguration): Notification | undefined {
  if (report.type === 'entered') {
    const settings = configuration.routers.find(({name}) => name === report.router);
    return (
      settings && notification('INSTANCE', report.router, report.state, report.priority, settings.notify, configuration)
    );
  }
  if (report.type === 'group-entered') {
    const settings = configuration.groups.find(({name}) => name === report.group);
    return settings && notification('GROUP', report.group, report.state, 0, settings.notify, configuration);
  }
  return undefined;
}

/** What keepalived writes to a FIFO: `INSTANCE "VI_1" MASTER 100`. */
export function fifoLine({kind, name, state, priority}: Omit<Notification, 'programs'>): string {
  return `${kind} "${name}" ${state} ${priority}\n`;
}

/** The same of what changes no state: a master heard one of lower priority. */
export function rivalLine(report: SpeakerReport & {readonly type: 'rival'}, priority: number): string {
  return `INSTANCE "${report.router}" MASTER_RX_LOWER_PRI ${priority}\n`;
}

function notification(
  kind: Notification['kind'],
  name: string,
  entered: Router['state'],
  priority: number,
  own: NotifySettings,
  {notify}: RouterConfiguration,
): Notification {
  const state = stateWords[entered];
  const timeout = state === 'STOP' ? longestStop : longest;
  const plain = (command: NotifyCommand | undefined) => (command ? [{...command, timeout}] : []);
  const told = (command: NotifyCommand | undefined) =>
    command ? [{user: command.user, command: [...command.command, kind, name, state, String(priority)], timeout}] : [];
  const one = programOf[state];
  return {
    kind,
    name,
    state,
    priority,
    programs: [...plain(own[one]), ...told(own.any), ...plain(notify[one]), ...told(notify.any)],
  };
}
