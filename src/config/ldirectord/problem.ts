import {escapeControls} from '../../ipvs/outside-text.js';
import type {Place} from '../keepalived/problem.js';

/** refused: ldirectord does not start with it. ignored: it goes on without what was written. warning: it does what was written, which may not be what was meant. */
export type Severity = 'refused' | 'ignored' | 'warning';

export interface Problem extends Place {
  readonly severity: Severity;
  readonly code: ProblemCode;
  readonly message: string;
  /** What ldirectord 4.12 does with it. */
  readonly effect: string;
  /** ldirectord reads as far as this and gives up: the refusals behind it are only found by us. */
  readonly stops?: true;
  /** The line that ldirectord's own message names, where it is another one. */
  readonly namedLine?: number;
}

interface Kind {
  readonly severity: Severity;
  readonly effect: string;
}

const refusal = 'ldirectord does not start';

/** Every kind of problem. `refused` are those that config_error() of ldirectord ends the process for. */
export const problemKinds = {
  unreadable: {severity: 'refused', effect: refusal},
  'unknown-directive': {severity: 'refused', effect: refusal},
  'outside-block': {severity: 'refused', effect: refusal},
  unquoted: {severity: 'refused', effect: refusal},
  'invalid-value': {severity: 'refused', effect: refusal},
  'invalid-address': {severity: 'refused', effect: refusal},
  'invalid-port': {severity: 'refused', effect: refusal},
  'wrong-family': {severity: 'refused', effect: refusal},
  'unresolved-name': {severity: 'refused', effect: refusal},
  'duplicate-virtual': {severity: 'refused', effect: refusal},
  'missing-file': {severity: 'refused', effect: refusal},
  'long-line': {severity: 'refused', effect: 'lvsctl does not read it'},
  'endless-range': {severity: 'refused', effect: 'ldirectord counts on until its memory is full'},
  'lost-text': {severity: 'ignored', effect: 'ldirectord skips it'},
  'lost-override': {
    severity: 'ignored',
    effect: 'http checks ask for what the virtual service has, others ask for this and receive what that has',
  },
  'lost-server': {severity: 'ignored', effect: 'ldirectord adds no server'},
  'lost-threshold': {severity: 'ignored', effect: 'ldirectord sets no upper threshold'},
  'given-twice': {severity: 'ignored', effect: 'ldirectord takes the last one'},
  'no-effect': {severity: 'ignored', effect: 'ldirectord does not use it'},
  'no-fallback': {severity: 'ignored', effect: 'there is no fallback: ldirectord runs ipvsadm without its address'},
  deprecated: {severity: 'warning', effect: 'ldirectord still takes it'},
  'missing-folder': {severity: 'warning', effect: 'ldirectord goes on, and finds nothing in it'},
  misread: {severity: 'warning', effect: 'ldirectord takes it as it stands'},
  'refused-by-ipvsadm': {severity: 'warning', effect: 'ldirectord starts, and ipvsadm refuses the service or server'},
  'never-up': {severity: 'warning', effect: 'the check fails always: the servers are down'},
  unchecked: {severity: 'warning', effect: 'the servers are up, whatever they do'},
  'port-ignored': {severity: 'warning', effect: 'the kernel forwards to the port of the virtual service'},
} as const satisfies Record<string, Kind>;

export type ProblemCode = keyof typeof problemKinds;

/** What may be said of a problem beyond its kind. */
export interface More {
  readonly effect?: string;
  readonly namedLine?: number;
}

export type Report = (code: ProblemCode, place: Place, message: string, more?: More) => void;

export function problem(code: ProblemCode, place: Place, message: string, {effect, namedLine}: More = {}): Problem {
  const kind: Kind = problemKinds[code];
  return {
    file: place.file,
    line: place.line,
    column: place.column,
    severity: kind.severity,
    code,
    message: escapeControls(message),
    effect: effect ?? kind.effect,
    ...(namedLine === undefined ? {} : {namedLine}),
  };
}

export interface Verdict {
  /**
   * Whether ldirectord starts. Every other of its commands (stop, status, …) fails with 2 as well where it does not. A
   * running one that is told to reload keeps its virtual services, yet with the global directives of the new file.
   */
  readonly starts: boolean;
  /** The line that ldirectord names, if it names one. */
  readonly line?: number;
}

export function verdictOf(problems: readonly Problem[]): Verdict {
  const last = problems.find(({stops}) => stops);
  return last ? {starts: false, line: last.namedLine ?? last.line} : {starts: true};
}

/** `/etc/ha.d/ldirectord.cf:12:5: there is no directive "reel"; ldirectord does not start` */
export function formatProblem({file, line, column, message, effect}: Problem): string {
  return `${file}:${line}:${column}: ${message}; ${effect}`;
}
