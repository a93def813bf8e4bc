import {addressKey} from '../../net/address.js';
import {formatEndpoint} from '../../net/endpoint.js';
import {forwardingName, masquerading} from '../../ipvs/forwarding.js';
import {isPersistent} from '../../ipvs/service.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import {knownSchedulers} from '../../ipvs/known-schedulers.js';
import {lineAt} from '../line-at.js';
import type {LintRule} from '../lint-rule.js';
import {nearest} from '../nearest.js';
import type {RuleService, RulesSubject} from './rules-subject.js';

/** What a table of rules means, rule by rule. */
export const rulesRules: readonly LintRule<RulesSubject>[] = [
  {
    code: 'port-needs-masquerading',
    severity: 'error',
    title: 'another port than the service has, without masquerading',
    consequence: 'the kernel forwards to the port of the service: nothing may listen there',
    correction: 'the port of the service, or -m',
    *check({services}) {
      for (const {service, servers} of services)
        for (const {destination, place, writtenPort} of servers)
          if (
            destination.forwarding !== masquerading &&
            service.id.type === 'address' &&
            writtenPort !== undefined &&
            writtenPort !== service.id.port
          )
            yield {
              place,
              message: `${formatEndpoint(destination)} of ${formatServiceId(service.id)}: ${forwardingName(destination.forwarding)} cannot change the port to ${writtenPort}`,
            };
    },
  },
  {
    code: 'unknown-scheduler',
    severity: 'error',
    title: 'a scheduler that there is not',
    consequence: 'the kernel refuses the service: "Scheduler or persistence engine not found"',
    correction: `one of ${knownSchedulers.join(', ')}`,
    *check({services}) {
      for (const {service, place} of services) {
        if (service.scheduler === 'none' || knownSchedulers.includes(service.scheduler)) continue;
        const meant = nearest(service.scheduler, knownSchedulers);
        yield {
          place,
          message: `there is no scheduler "${service.scheduler}"`,
          ...(meant === undefined ? {} : {correction: `-s ${meant}`}),
        };
      }
    },
  },
  {
    code: 'no-weight',
    severity: 'error',
    title: 'a service whose real servers all have weight 0',
    consequence: 'no new connection is taken: clients are refused',
    correction: '-w 1 or more for those that are to serve',
    *check({services}) {
      for (const {service, servers, place} of services)
        if (servers.length > 0 && isAllQuiesced(servers))
          yield {place, message: `all real servers of ${formatServiceId(service.id)} have weight 0`};
    },
  },
  {
    code: 'weight-zero',
    severity: 'hint',
    title: 'a real server of weight 0',
    consequence: 'it gets no new connections: the rules were saved while it was drained or down',
    correction: '-w 1 or more',
    *check({services}) {
      for (const {service, servers} of services)
        for (const {destination, place} of servers)
          if (destination.weight === 0 && !isAllQuiesced(servers))
            yield {place, message: `${formatEndpoint(destination)} of ${formatServiceId(service.id)} has weight 0`};
    },
  },
  {
    code: 'no-real-servers',
    severity: 'hint',
    title: 'a service without real servers',
    consequence: 'clients are refused until something adds one',
    correction: '-a -t SERVICE -r SERVER, unless a checker adds them',
    *check({services}) {
      for (const {service, servers, place} of services)
        if (servers.length === 0) yield {place, message: `${formatServiceId(service.id)} has no real server`};
    },
  },
  {
    code: 'persistence-mask-differs',
    severity: 'warning',
    title: 'persistence with a mask and without one on the same address',
    consequence: 'a client from a network with several exits stays with one server on one port and not on the other',
    correction: 'the same -M on all services of the address',
    *check({services}) {
      const byAddress = new Map<string, RuleService>();
      for (const one of services) {
        const {id} = one.service;
        if (!isPersistent(one.service) || id.type !== 'address') continue;
        const before = byAddress.get(addressKey(id.address));
        if (!before) byAddress.set(addressKey(id.address), one);
        else if (before.service.netmask !== one.service.netmask)
          yield {
            place: one.place,
            message: `${formatServiceId(id)} groups clients by another mask than ${formatServiceId(before.service.id)}, ${lineAt(before.place, one.place)}`,
          };
      }
    },
  },
];

function isAllQuiesced(servers: RuleService['servers']): boolean {
  return servers.every(({destination}) => destination.weight === 0);
}
