import type {Place} from '../../../config/keepalived/problem.js';
import type {VrrpInstance} from '../../../config/keepalived/vrrp/vrrp-configuration.js';
import {addressKey, formatAddress} from '../../../net/address.js';
import type {LintRule} from '../../lint-rule.js';
import {lineAt} from '../../line-at.js';
import {addressText, allAddresses} from '../instance-words.js';
import type {KeepalivedSubject} from '../keepalived-subject.js';

const most = 100;

/** What is wrong with the addresses of instances. */
export const addressRules: readonly LintRule<KeepalivedSubject>[] = [
  {
    code: 'address-without-prefix',
    severity: 'hint',
    title: 'an address without a prefix length among others that have one',
    consequence: 'keepalived takes /32 (or /128): no route to the network comes with the address',
    correction: 'write the prefix length, as with the others: ADDRESS/LENGTH',
    *check({config, text}) {
      for (const {addresses} of config.vrrp.instances) {
        const isBare = ({place}: {place: Place}) =>
          text.at(place)?.words.every(word => !word.text.includes('/')) === true;
        if (addresses.every(one => isBare(one))) continue;
        for (const one of addresses)
          if (one.peer === undefined && isBare(one))
            yield {
              place: one.place,
              message: `${formatAddress(one.address)} has no prefix length, and others here have one`,
            };
      }
    },
  },
  {
    code: 'address-in-two-instances',
    severity: 'error',
    title: 'one address in two instances, or twice in one',
    consequence:
      'the instances take it from one another: when one becomes backup it removes the address while the other is master',
    correction: 'leave the address in one instance',
    *check({config}) {
      const seen = new Map<string, {instance: VrrpInstance; place: Place}>();
      for (const instance of config.vrrp.instances)
        for (const one of allAddresses(instance)) {
          const key = `${addressKey(one.address)} ${one.interface ?? instance.interface}`;
          const before = seen.get(key);
          if (before)
            yield {
              place: one.place,
              message: `${formatAddress(one.address)} is in ${before.instance.name} already, ${lineAt(before.place, one.place)}`,
              ...(before.instance === instance
                ? {
                    consequence: 'it is advertised twice, and a peer that has it once discards the advertisements',
                    severity: 'warning',
                  }
                : {}),
            };
          else seen.set(key, {instance, place: one.place});
        }
    },
  },
  {
    code: 'many-addresses',
    severity: 'hint',
    title: 'more than 100 addresses in an instance',
    consequence:
      'each address is announced by ten packets at every takeover, and advertisements wait behind them: with verbose logging a peer may take over meanwhile',
    correction: 'route the network to one address instead, or set vrrp_min_garp',
    *check({config}) {
      for (const instance of config.vrrp.instances) {
        const {length} = allAddresses(instance);
        if (length > most) yield {place: instance.place, message: `${instance.name} has ${length} addresses`};
      }
    },
  },
  {
    code: 'too-many-advertised',
    severity: 'error',
    title: 'more than 255 addresses in virtual_ipaddress',
    consequence: 'keepalived moves those beyond 255 to the addresses that are not advertised',
    correction: 'put those beyond 255 into virtual_ipaddress_excluded, the same on both routers',
    *check({config, text}) {
      for (const {place, name, addresses} of config.vrrp.instances)
        if (addresses.length > 255)
          yield {
            place: text.placeWithin(place, 'virtual_ipaddress'),
            message: `${name} advertises ${addresses.length} addresses: ${addressText(addresses[255] as (typeof addresses)[number])} is the 256th`,
          };
    },
  },
];
