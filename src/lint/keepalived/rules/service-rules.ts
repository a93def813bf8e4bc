import type {VirtualServer} from '../../../config/keepalived/lvs/lvs-configuration.js';
import type {Place} from '../../../config/keepalived/problem.js';
import {addressKey, compareAddresses, formatAddress} from '../../../net/address.js';
import type {LintRule} from '../../lint-rule.js';
import {lineAt} from '../../line-at.js';
import {allAddresses} from '../instance-words.js';
import type {KeepalivedSubject} from '../keepalived-subject.js';
import {serverText, serviceText} from '../service-words.js';

/** What is wrong with virtual servers and their real servers. */
export const serviceRules: readonly LintRule<KeepalivedSubject>[] = [
  {
    code: 'duplicate-virtual-server',
    severity: 'error',
    title: 'two virtual servers of one address, port and protocol',
    consequence:
      'both write one service of the kernel: the real servers of both are in it, and scheduler and persistence are those of either',
    correction: 'one virtual_server with all real servers',
    *check({config}) {
      const seen = new Map<string, VirtualServer>();
      for (const server of config.lvs.virtualServers) {
        const key = serviceText(server);
        const before = seen.get(key);
        if (before)
          yield {place: server.place, message: `${key} is there already, ${lineAt(before.place, server.place)}`};
        else seen.set(key, server);
      }
    },
  },
  {
    code: 'service-without-address',
    severity: 'warning',
    title: 'a virtual server on an address that no instance holds',
    consequence: 'the address does not move with the others, and may be on no router at all: clients reach nothing',
    correction: 'write the address into virtual_ipaddress of the instance, or correct it',
    *check({config}) {
      const {instances, staticAddresses} = config.vrrp;
      const held = [...instances.flatMap(allAddresses), ...staticAddresses].map(({address}) => addressKey(address));
      const all = new Set(held);
      const missing = config.lvs.virtualServers.flatMap(({subject, place}) =>
        subject.type === 'address' && !all.has(addressKey(subject.address)) ? [{address: subject.address, place}] : [],
      );
      const addressed = config.lvs.virtualServers.filter(({subject}) => subject.type === 'address');
      if (instances.length === 0 || missing.length === addressed.length) return; // then somebody else holds them
      for (const {address, place} of missing)
        yield {place, message: `${formatAddress(address)} is in no vrrp_instance`};
    },
  },
  {
    code: 'addresses-held-elsewhere',
    severity: 'hint',
    title: 'virtual servers none of whose addresses is in an instance of the file',
    consequence: 'if nobody else holds them, clients reach nothing',
    correction: 'write them into virtual_ipaddress, unless they are routed here or held by somebody else',
    *check({config}) {
      const {instances, staticAddresses} = config.vrrp;
      const held = new Set(
        [...instances.flatMap(allAddresses), ...staticAddresses].map(({address}) => addressKey(address)),
      );
      const addressed = config.lvs.virtualServers.filter(({subject}) => subject.type === 'address');
      const [first] = addressed;
      if (instances.length === 0 || !first) return;
      if (addressed.some(({subject}) => subject.type === 'address' && held.has(addressKey(subject.address)))) return;
      yield {place: first.place, message: 'no address of a virtual server is in a vrrp_instance'};
    },
  },
  {
    code: 'no-weight',
    severity: 'error',
    title: 'a virtual server whose real servers all have weight 0',
    consequence: 'no new connection is taken: clients are refused',
    correction: 'weight 1 or more for those that are to serve',
    *check({config}) {
      for (const server of config.lvs.virtualServers)
        if (server.realServers.length > 0 && server.realServers.every(({weight}) => weight === 0))
          yield {place: server.place, message: `all real servers of ${serviceText(server)} have weight 0`};
    },
  },
  {
    code: 'weight-zero',
    severity: 'hint',
    title: 'a real server of weight 0',
    consequence: 'it gets no new connections, and counts as nothing for the quorum',
    correction: 'weight 1 or more, unless it is being drained: `lvsctl drains` knows of that',
    *check({config, text}) {
      for (const {realServers} of config.lvs.virtualServers) {
        if (realServers.every(({weight}) => weight === 0)) continue;
        for (const real of realServers)
          if (real.weight === 0)
            yield {place: text.placeWithin(real.place, 'weight'), message: `${serverText(real)} has weight 0`};
      }
    },
  },
  {
    code: 'quorum-does-nothing',
    severity: 'warning',
    title: 'a quorum that nothing depends on',
    consequence: 'when it is lost keepalived logs it, and goes on sending clients to the servers that are left',
    correction: 'sorry_server ADDRESS PORT, or quorum_down and quorum_up with what is to be done',
    *check({config, text}) {
      for (const {place, quorum, sorryServer, quorumDown, quorumUp} of config.lvs.virtualServers) {
        const line = text.lastWithin(place, 'quorum');
        if (line && quorum > 1 && !sorryServer && !quorumDown && !quorumUp)
          yield {place: line.place, message: `quorum ${quorum}, with no sorry_server and no quorum_down`};
      }
    },
  },
  {
    code: 'sorry-server-is-real-server',
    severity: 'warning',
    title: 'a sorry server that is a real server of the same virtual server',
    consequence: 'when the quorum is lost clients are sent to a server that may be among those that failed',
    correction: 'a server of its own that says sorry',
    *check({config, text}) {
      for (const {place, sorryServer, realServers} of config.lvs.virtualServers) {
        const same = realServers.find(
          real =>
            sorryServer && real.port === sorryServer.port && compareAddresses(real.address, sorryServer.address) === 0,
        );
        if (same)
          yield {place: text.placeWithin(place, 'sorry_server'), message: `${serverText(same)} is a real server too`};
      }
    },
  },
  {
    code: 'threshold-reversed',
    severity: 'error',
    title: 'a lower threshold above the upper one',
    consequence: 'the kernel refuses the real server: it is not in the table',
    correction: 'lthreshold below uthreshold; 0 leaves it to the kernel, three quarters of the upper one',
    *check({config, text}) {
      for (const {realServers} of config.lvs.virtualServers)
        for (const real of realServers) {
          const {upperThreshold: upper, lowerThreshold: lower, place} = real;
          if (lower > upper)
            yield {
              place: text.placeWithin(place, 'lthreshold'),
              message: `${serverText(real)}: lthreshold ${lower} and uthreshold ${upper}`,
            };
        }
    },
  },
  {
    code: 'direct-to-itself',
    severity: 'warning',
    title: 'a real server that is the virtual address itself',
    consequence: 'packets are delivered on the router: whoever holds the address serves, and the other router does not',
    correction: 'the address of the real server',
    *check({config}) {
      for (const {subject, realServers} of config.lvs.virtualServers)
        for (const real of realServers) {
          const place: Place = real.place;
          if (subject.type === 'address' && addressKey(subject.address) === addressKey(real.address))
            yield {place, message: `${serverText(real)} has the address of its virtual server`};
        }
    },
  },
];
