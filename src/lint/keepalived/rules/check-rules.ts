import type {CheckDescription, RealServer, VirtualServer} from '../../../config/keepalived/lvs/lvs-configuration.js';
import {compilePattern} from '../../../checks/pattern/compile-pattern.js';
import {udp} from '../../../ipvs/protocol.js';
import type {LintRule} from '../../lint-rule.js';
import {isBacktracking} from '../../backtracking.js';
import type {KeepalivedSubject} from '../keepalived-subject.js';
import {serverText, serviceText} from '../service-words.js';

/** What is wrong with the checks of real servers. */
export const checkRules: readonly LintRule<KeepalivedSubject>[] = [
  {
    code: 'no-checker',
    severity: 'warning',
    title: 'a real server without a check',
    consequence: 'it is always up for keepalived: clients are sent to it when it is dead',
    correction: 'TCP_CHECK { } at least, within the real_server',
    *check({config}) {
      for (const {real, server} of realServers(config.lvs.virtualServers))
        if (real.checks.length === 0)
          yield {place: real.place, message: `${serverText(real)} of ${serviceText(server)} has no check`};
    },
  },
  {
    code: 'check-slower-than-interval',
    severity: 'hint',
    title: 'a try that may take longer than the time between checks',
    consequence: 'a server that does not answer is tried all the time, and is found out later than the interval says',
    correction: 'connect_timeout below delay_loop',
    *check({config, text}) {
      for (const {check} of checks(config.lvs.virtualServers)) {
        const {connection, schedule, place} = check;
        if (connection && connection.timeout > schedule.interval)
          yield {
            place: text.placeWithin(place, 'connect_timeout', 'delay_loop'),
            message: `a try takes up to ${connection.timeout / 1000} s, and there is one every ${schedule.interval / 1000} s`,
          };
      }
    },
  },
  {
    code: 'slow-to-notice',
    severity: 'hint',
    title: 'a dead server is found out after more than two minutes',
    consequence: 'clients are sent to it all that time',
    correction: 'a smaller delay_loop, retry, connect_timeout or delay_before_retry; without a line delay_loop is 60 s',
    *check({config, text}) {
      for (const {check, server} of checks(config.lvs.virtualServers)) {
        const {connection, schedule, place} = check;
        if (!connection) continue;
        const worst =
          schedule.interval + (schedule.retries + 1) * connection.timeout + schedule.retries * schedule.retryDelay;
        if (worst > 120_000)
          yield {
            place: text.lastWithin(place, 'delay_loop', 'retry')?.place ?? text.placeWithin(server.place, 'delay_loop'),
            message: `${serviceText(server)}: up to ${Math.round(worst / 1000)} s until a server that hangs is taken out`,
          };
      }
    },
  },
  {
    code: 'http-check-without-expectation',
    severity: 'hint',
    title: 'a page that is asked for, and any page will do',
    consequence: 'every answer from 200 to 299 counts: an error page with status 200 does too',
    correction: 'status_code 200, and digest (`lvsctl genhash`) or regex where the content tells',
    *check({config, text}) {
      for (const {check} of checks(config.lvs.virtualServers)) {
        if (check.kind.type !== 'http') continue;
        for (const line of text.at(check.place)?.lines ?? [])
          if (line.keyword === 'url' && !line.lines.some(({keyword}) => /^(digest|status_code|regex)/.test(keyword)))
            yield {place: line.place, message: `the url has neither digest nor status_code nor regex`};
      }
    },
  },
  {
    code: 'tls-check-on-plain-port',
    severity: 'warning',
    title: 'SSL_GET on port 80, or HTTP_GET on port 443',
    consequence: 'the check speaks the wrong protocol: it fails always, and the server is never in the table',
    correction: 'HTTP_GET for port 80, SSL_GET for port 443, or connect_port',
    *check({config}) {
      for (const {check} of checks(config.lvs.virtualServers)) {
        const {kind, connection, place} = check;
        if (kind.type === 'http' && connection?.port === (kind.isSecure ? 80 : 443))
          yield {place, message: `${kind.isSecure ? 'SSL_GET' : 'HTTP_GET'} on port ${connection.port}`};
      }
    },
  },
  {
    code: 'check-without-port',
    severity: 'error',
    title: 'a check that has no port to connect to',
    consequence: 'it connects to port 0, which fails always: the server is never in the table',
    correction: 'connect_port N in the check',
    *check({config}) {
      for (const {check, real} of checks(config.lvs.virtualServers))
        if (check.connection?.port === 0 && check.kind.type !== 'ping')
          yield {place: check.place, message: `${serverText(real)} has no port, nor has its check`};
    },
  },
  {
    code: 'tcp-check-of-udp-service',
    severity: 'hint',
    title: 'a UDP service that is checked over TCP',
    consequence: 'the check says nothing about the service that clients use',
    correction: 'UDP_CHECK or DNS_CHECK, unless the same program answers both',
    *check({config}) {
      for (const {check, server} of checks(config.lvs.virtualServers))
        if (
          server.protocol === udp &&
          (check.kind.type === 'tcp' || check.kind.type === 'http') &&
          check.connection?.port === portOf(server)
        )
          yield {place: check.place, message: `${serviceText(server)} is checked by a TCP connection`};
    },
  },
  {
    code: 'regex-backtracks',
    severity: 'hint',
    title: 'a regular expression that may take very long',
    consequence:
      'repetitions within repetitions try every way to share a text: a long page that does not match holds the checker up',
    correction: 'one repetition instead of two: (a+)+ is a+',
    *check({config, text}) {
      for (const {check} of checks(config.lvs.virtualServers))
        for (const {regex} of check.kind.type === 'http' ? check.kind.urls : [])
          if (regex && isBacktracking(regex.pattern))
            yield {place: regexPlace(check, text), message: `"${regex.pattern}" repeats what repeats`};
    },
  },
  {
    code: 'regex-invalid',
    severity: 'error',
    title: 'a regular expression that cannot be used',
    consequence: 'the check is left out or fails always',
    correction: 'mend the expression',
    *check({config, text}) {
      for (const {check} of checks(config.lvs.virtualServers))
        for (const {regex} of check.kind.type === 'http' ? check.kind.urls : []) {
          const compiled = regex && compilePattern({source: regex.pattern, options: regex.options});
          if (compiled?.type === 'refused' && !/not supported/.test(compiled.words))
            yield {place: regexPlace(check, text), message: compiled.words};
        }
    },
  },
];

function regexPlace({place}: CheckDescription, text: KeepalivedSubject['text']) {
  const urls = text.at(place)?.lines.filter(line => line.keyword === 'url') ?? [];
  return urls.flatMap(({lines}) => lines).find(line => line.keyword === 'regex')?.place ?? place;
}

function* realServers(servers: readonly VirtualServer[]): Iterable<{server: VirtualServer; real: RealServer}> {
  for (const server of servers) for (const real of server.realServers) yield {server, real};
}

function* checks(
  servers: readonly VirtualServer[],
): Iterable<{server: VirtualServer; real: RealServer; check: CheckDescription}> {
  for (const {server, real} of realServers(servers)) for (const check of real.checks) yield {server, real, check};
}

function portOf({subject}: VirtualServer): number | undefined {
  return subject.type === 'address' ? subject.port : undefined;
}
