import {addressKey, formatAddress} from '../../net/address.js';
import type {LintRule} from '../lint-rule.js';
import type {DirectorSubject} from './director-subject.js';

/** What a director's YAML means, rule by rule. */
export const directorRules: readonly LintRule<DirectorSubject>[] = [
  {
    code: 'service-without-address',
    severity: 'warning',
    title: 'a service on an address that no router of the file holds',
    consequence: 'the address does not move with the others, and may be on no director at all: clients reach nothing',
    correction: 'write the address into addresses of the router, or correct it',
    *check({reading: {configuration, pools}}) {
      const held = new Set(
        configuration.routers
          .flatMap(({addresses, excluded}) => [...addresses, ...excluded])
          .map(({address}) => addressKey(address)),
      );
      if (held.size === 0) return;
      for (const {services, place} of pools.pools)
        for (const {id} of services)
          if (id.type === 'address' && !held.has(addressKey(id.address)))
            yield {place, message: `${formatAddress(id.address)} is in no router`};
    },
  },
  {
    code: 'no-checker',
    severity: 'warning',
    title: 'a real server without a check',
    consequence: 'it is always up: clients are sent to it when it is dead',
    correction: 'check: tcp at least, of the server or of its service',
    *check({reading: {pools}}) {
      for (const {name, servers} of pools.pools)
        for (const server of servers)
          if (server.checks.length === 0)
            yield {place: server.place, message: `${server.name} of ${name} has no check`};
    },
  },
  {
    code: 'no-weight',
    severity: 'error',
    title: 'a service whose real servers all have weight 0',
    consequence: 'no new connection is taken: clients are refused',
    correction: 'a weight of 1 or more for those that are to serve',
    *check({reading: {pools}}) {
      for (const {name, servers, place} of pools.pools)
        if (servers.length > 0 && servers.every(({weight}) => weight === 0))
          yield {place, message: `all real servers of ${name} have weight 0`};
    },
  },
];
