import type {VirtualServer} from '../../../config/keepalived/lvs/lvs-configuration.js';
import type {LintRule} from '../../lint-rule.js';
import {lineAt} from '../../line-at.js';
import type {PairOf} from '../../pair-of.js';
import {forwardingName} from '../../../ipvs/forwarding.js';
import type {KeepalivedSubject} from '../keepalived-subject.js';
import {serverText, serviceText} from '../service-words.js';

type Rule = LintRule<PairOf<KeepalivedSubject>>;

const settings: readonly (readonly [string, (server: VirtualServer) => string, readonly string[]])[] = [
  ['scheduler', ({scheduler}) => scheduler, ['lvs_sched', 'lb_algo']],
  ['persistence_timeout', ({persistenceTimeout}) => String(persistenceTimeout), ['persistence_timeout']],
  ['quorum', ({quorum}) => String(quorum), ['quorum']],
  ['sorry_server', ({sorryServer}) => (sorryServer ? serverText(sorryServer) : 'none'), ['sorry_server']],
];

/** What the two routers must balance alike. */
export const servicePairRules: readonly Rule[] = [
  {
    code: 'pair-virtual-server',
    severity: 'error',
    title: 'a virtual server that one router has alone',
    consequence: 'after a takeover the address is there and the service is not: clients are refused',
    correction: 'the same virtual_server blocks on both',
    *check({one, other}) {
      for (const [subject, peer] of [
        [one, other],
        [other, one],
      ] as const) {
        const known = new Set(peer.config.lvs.virtualServers.map(serviceText));
        for (const server of subject.config.lvs.virtualServers)
          if (!known.has(serviceText(server)))
            yield {place: server.place, message: `${serviceText(server)} is not in ${peer.file}`};
      }
    },
  },
  {
    code: 'pair-virtual-server-settings',
    severity: 'warning',
    title: 'a virtual server that is set otherwise on the peer',
    consequence: 'the service behaves differently after a takeover; with another scheduler clients reach other servers',
    correction: 'the same lines on both',
    *check(pair) {
      for (const {mine, theirs} of matchedServers(pair))
        for (const [name, of, keywords] of settings)
          if (of(mine) !== of(theirs))
            yield {
              place: pair.other.text.placeWithin(theirs.place, ...keywords),
              message: `${serviceText(theirs)}: ${name} ${of(theirs)}, and ${of(mine)} in ${lineAt(pair.one.text.placeWithin(mine.place, ...keywords), theirs.place)}`,
            };
    },
  },
  {
    code: 'pair-real-server',
    severity: 'error',
    title: 'a real server that one router has alone',
    consequence:
      'after a takeover it gets no clients, or clients that the other router did not send it, and their connections end',
    correction: 'the same real_server blocks on both',
    *check(pair) {
      for (const {mine, theirs} of matchedServers(pair))
        for (const [server, peer, file] of [
          [mine, theirs, pair.other.file],
          [theirs, mine, pair.one.file],
        ] as const) {
          const known = new Set(peer.realServers.map(serverText));
          for (const real of server.realServers)
            if (!known.has(serverText(real)))
              yield {place: real.place, message: `${serverText(real)} of ${serviceText(server)} is not in ${file}`};
        }
    },
  },
  {
    code: 'pair-real-server-settings',
    severity: 'warning',
    title: 'a real server with another weight or way of forwarding than on the peer',
    consequence: 'clients are shared out differently after a takeover; with another method connections end',
    correction: 'the same lines on both',
    *check(pair) {
      for (const {mine, theirs} of matchedServers(pair)) {
        const known = new Map(mine.realServers.map(real => [serverText(real), real]));
        for (const real of theirs.realServers) {
          const before = known.get(serverText(real));
          if (!before) continue;
          const said =
            before.forwarding !== real.forwarding
              ? [forwardingName(real.forwarding), forwardingName(before.forwarding)]
              : before.weight !== real.weight
                ? [`weight ${real.weight}`, `weight ${before.weight}`]
                : undefined;
          if (said)
            yield {
              place: pair.other.text.placeWithin(real.place, 'weight'),
              message: `${serverText(real)} of ${serviceText(theirs)}: ${said[0]}, and ${said[1]} in ${lineAt(before.place, real.place)}`,
            };
        }
      }
    },
  },
  {
    code: 'pair-router-id',
    severity: 'hint',
    title: 'the same router_id on both routers',
    consequence: 'mails do not tell which of the two they are from',
    correction: 'a router_id of its own on each, such as the host name',
    *check({one, other}) {
      const mine = one.config.globals.routerId;
      if (mine === undefined || mine !== other.config.globals.routerId) return;
      const line = other.text.lines.flatMap(({lines}) => lines).find(({keyword}) => keyword === 'router_id');
      if (line) yield {place: line.place, message: `router_id is ${mine} on both`};
    },
  },
  {
    code: 'pair-sync-group',
    severity: 'warning',
    title: 'a sync group that the peer has otherwise',
    consequence: 'after a takeover the instances do not move together any more',
    correction: 'the same vrrp_sync_group blocks on both',
    *check({one, other}) {
      const known = new Map(one.config.vrrp.syncGroups.map(group => [group.name, group]));
      for (const group of other.config.vrrp.syncGroups) {
        const before = known.get(group.name);
        known.delete(group.name);
        if (!before) yield {place: group.place, message: `${group.name} is not in ${one.file}`};
        else if ([...before.members].sort().join(' ') !== [...group.members].sort().join(' '))
          yield {
            place: group.place,
            message: `${group.name} has ${group.members.join(', ')}, and ${before.members.join(', ')} in ${lineAt(before.place, group.place)}`,
          };
      }
      for (const group of known.values()) yield {place: group.place, message: `${group.name} is not in ${other.file}`};
    },
  },
];

function* matchedServers({one, other}: PairOf<KeepalivedSubject>) {
  const known = new Map(one.config.lvs.virtualServers.map(server => [serviceText(server), server]));
  for (const theirs of other.config.lvs.virtualServers) {
    const mine = known.get(serviceText(theirs));
    if (mine) yield {mine, theirs};
  }
}
