import type {Virtual} from '../../../config/ldirectord/ldirectord-config.js';
import {compilePattern} from '../../../checks/pattern/compile-pattern.js';
import {isBacktracking} from '../../backtracking.js';
import type {LintRule} from '../../lint-rule.js';
import type {LdirectordSubject} from '../ldirectord-subject.js';

/** What is wrong with how real servers are checked. */
export const ldirectordCheckRules: readonly LintRule<LdirectordSubject>[] = [
  {
    code: 'check-slower-than-interval',
    severity: 'hint',
    title: 'a check that may take as long as the time between checks',
    consequence:
      'ldirectord checks one server after the other: while one hangs no other is checked, and a second failure is found out that much later',
    correction: 'a timeout below checkinterval, or fork=yes',
    *check({config, placeOf, globalPlaceOf}) {
      const seen = new Set<string>();
      for (const virtual of config.virtuals) {
        const [name, timeout] = timeoutOf(virtual);
        const {interval} = virtual.check;
        if (name === undefined || timeout < interval) continue;
        const place = placeOf(virtual, name) ?? globalPlaceOf(name);
        if (!place || seen.has(`${place.line}`)) continue;
        seen.add(`${place.line}`);
        yield {place, message: `${name} is ${timeout} s, and checkinterval ${interval} s`};
      }
    },
  },
  {
    code: 'negotiate-without-service',
    severity: 'warning',
    title: 'checktype negotiate with service none',
    consequence: 'nothing is negotiated: the servers are up, whatever they do',
    correction: 'service=NAME of what is spoken, or checktype=connect',
    *check({config, placeOf}) {
      for (const virtual of config.virtuals) {
        const {type, service} = virtual.check;
        const place = placeOf(virtual, 'service');
        if (place && service === 'none' && (type === 'negotiate' || type === 'combined'))
          yield {place, message: `${virtual.id} negotiates, with service none`};
      }
    },
  },
  {
    code: 'udp-connect-is-ping',
    severity: 'hint',
    title: 'checktype connect of a UDP service',
    consequence: 'ldirectord pings the server instead: the program may be dead and the server up',
    correction: 'checktype=negotiate with a service such as dns or sip, or checktype=external',
    *check({config, placeOf}) {
      for (const virtual of config.virtuals)
        if (virtual.protocol === 'udp' && virtual.check.type === 'connect')
          yield {place: placeOf(virtual, 'checktype') ?? virtual.place, message: `${virtual.id} is checked by connect`};
    },
  },
  {
    code: 'command-without-path',
    severity: 'warning',
    title: 'a checkcommand without its whole path',
    consequence:
      'ldirectord looks for it in its own PATH and folder, which is not yours: where it is not found the servers are down',
    correction: 'the whole path, such as /usr/local/bin/NAME',
    *check({config, placeOf}) {
      for (const virtual of config.virtuals) {
        const place = placeOf(virtual, 'checkcommand');
        const {type, command} = virtual.check;
        if (place && type.startsWith('external') && !command.startsWith('/'))
          yield {place, message: `${command.split(' ')[0]} is no whole path`};
      }
    },
  },
  {
    code: 'receive-invalid',
    severity: 'error',
    title: 'a receive that is no regular expression',
    consequence: 'Perl refuses it at each check: the servers are down',
    correction: 'mend the expression; \\ before ( ) [ ] { } + * ? . that stand for themselves',
    *check(subject) {
      for (const {virtual, pattern} of patternsOf(subject)) {
        const compiled = compilePattern({source: pattern, options: []});
        if (compiled.type === 'refused' && !/not supported|only stand at/.test(compiled.words))
          yield {place: subject.placeOf(virtual, 'receive') ?? virtual.place, message: compiled.words};
      }
    },
  },
  {
    code: 'receive-backtracks',
    severity: 'hint',
    title: 'a receive that may take very long',
    consequence:
      'repetitions within repetitions try every way to share a text: a long page that does not match holds all checks up',
    correction: 'one repetition instead of two: (a+)+ is a+',
    *check(subject) {
      for (const {virtual, pattern} of patternsOf(subject))
        if (isBacktracking(pattern))
          yield {
            place: subject.placeOf(virtual, 'receive') ?? virtual.place,
            message: `"${pattern}" repeats what repeats`,
          };
    },
  },
];

/** The timeout that is written for the kind of check, and its directive. */
function timeoutOf({check}: Virtual): readonly [string | undefined, number] {
  if (['connect', 'ping', 'external', 'external-perl'].includes(check.type)) return ['checktimeout', check.timeout];
  if (check.type === 'negotiate' || check.type === 'combined') return ['negotiatetimeout', check.negotiateTimeout];
  return [undefined, 0];
}

/** Of each service once. */
function* patternsOf({config}: LdirectordSubject): Iterable<{virtual: Virtual; pattern: string}> {
  for (const virtual of config.virtuals) {
    const patterns = new Set([virtual.check.receive, ...virtual.reals.map(({receive}) => receive)]);
    for (const pattern of patterns) if (pattern !== '') yield {virtual, pattern};
  }
}
