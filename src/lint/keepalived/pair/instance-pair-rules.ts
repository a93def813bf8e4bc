import {addressKey} from '../../../net/address.js';
import type {LintRule} from '../../lint-rule.js';
import {lineAt} from '../../line-at.js';
import type {PairOf} from '../../pair-of.js';
import {addressText, allAddresses} from '../instance-words.js';
import type {KeepalivedSubject} from '../keepalived-subject.js';
import {matchedInstances} from './matched-instances.js';

type Rule = LintRule<PairOf<KeepalivedSubject>>;

/** What the two routers of an instance must have alike to hear one another. */
export const instancePairRules: readonly Rule[] = [
  {
    code: 'pair-instance-missing',
    severity: 'error',
    title: 'an instance that one router has alone',
    consequence: 'nobody takes over its addresses when that router dies',
    correction: 'write the instance into both files, or give both the same name and virtual_router_id',
    *check(pair) {
      const matched = matchedInstances(pair);
      for (const [side, subject, peer] of [
        ['one', pair.one, pair.other],
        ['other', pair.other, pair.one],
      ] as const)
        for (const instance of subject.config.vrrp.instances)
          if (!matched.some(both => both[side] === instance))
            yield {place: instance.place, message: `${instance.name} is not in ${peer.file}`};
    },
  },
  {
    code: 'pair-virtual-router-id',
    severity: 'error',
    title: 'another virtual_router_id than the peer has',
    consequence: 'the routers do not hear one another: both become master and have the addresses',
    correction: 'the same virtual_router_id on both',
    check: pair =>
      differing(
        pair,
        'virtual_router_id',
        ({virtualRouterId}) => String(virtualRouterId),
        (a, b) => `virtual_router_id ${b}, and ${a} in`,
      ),
  },
  {
    code: 'pair-version',
    severity: 'error',
    title: 'another version of VRRP than the peer has',
    consequence: 'each discards the advertisements of the other: both become master and have the addresses',
    correction: 'the same vrrp_version on both',
    check: pair =>
      differing(
        pair,
        'version',
        ({version}) => String(version),
        (a, b) => `VRRP ${b}, and ${a} in`,
      ),
  },
  {
    code: 'pair-advert-int',
    severity: 'error',
    title: 'another interval than the peer has',
    consequence:
      'with version 2 each discards the advertisements of the other, and both become master; with version 3 takeovers take longer than said',
    correction: 'the same advert_int on both',
    *check(pair) {
      for (const {one, other} of matchedInstances(pair))
        if (one.advertInterval !== other.advertInterval)
          yield {
            place: pair.other.text.placeWithin(other.place, 'advert_int'),
            message: `${other.name}: advert_int ${other.advertInterval / 1000}, and ${one.advertInterval / 1000} in ${lineAt(pair.one.text.placeWithin(one.place, 'advert_int'), other.place)}`,
            ...(one.version === 3 && other.version === 3 ? {severity: 'warning'} : {}),
          };
    },
  },
  {
    code: 'pair-authentication',
    severity: 'error',
    title: 'another password or type of authentication than the peer has',
    consequence: 'each discards the advertisements of the other: both become master and have the addresses',
    correction: 'the same authentication block on both',
    *check(pair) {
      for (const {one, other} of matchedInstances(pair)) {
        const [mine, theirs] = [one.authentication, other.authentication];
        const isSame = mine?.type === theirs?.type && (!mine || !theirs || mine.password.isSame(theirs.password));
        const said = mine?.type === theirs?.type ? 'another password' : `authentication ${theirs?.type ?? 'none'}`;
        if (!isSame)
          yield {
            place: pair.other.text.placeWithin(other.place, 'authentication'),
            message: `${other.name}: ${said}, and ${mine?.type === theirs?.type ? 'one of its own' : (mine?.type ?? 'none')} in ${lineAt(pair.one.text.placeWithin(one.place, 'authentication'), other.place)}`,
          };
      }
    },
  },
  {
    code: 'pair-addresses',
    severity: 'error',
    title: 'other virtual addresses than the peer has',
    consequence:
      'keepalived discards advertisements that list other addresses: both become master, and what one lacks dies with the other',
    correction: 'the same list on both; to change it in running routers use virtual_ipaddress_excluded',
    *check(pair) {
      for (const {one, other} of matchedInstances(pair)) {
        const mine = new Map(one.addresses.map(each => [addressKey(each.address), each]));
        const theirs = new Map(other.addresses.map(each => [addressKey(each.address), each]));
        for (const [key, each] of mine)
          if (!theirs.has(key))
            yield {
              place: pair.other.text.placeWithin(other.place, 'virtual_ipaddress'),
              message: `${other.name} lacks ${addressText(each)} of ${lineAt(each.place, other.place)}`,
            };
        for (const [key, each] of theirs)
          if (!mine.has(key))
            yield {
              place: each.place,
              message: `${other.name} has ${addressText(each)}, which ${pair.one.file} has not`,
            };
      }
    },
  },
  {
    code: 'pair-address-details',
    severity: 'warning',
    title: 'an address with another prefix length, or not advertised on one of the routers',
    consequence:
      'the address behaves differently after a takeover: routes, or the list that is compared, are not the same',
    correction: 'the same line on both',
    *check(pair) {
      for (const {one, other} of matchedInstances(pair)) {
        const mine = new Map(allAddresses(one).map(each => [addressKey(each.address), each]));
        const isExcluded = new Set(one.excludedAddresses.map(({address}) => addressKey(address)));
        for (const each of allAddresses(other)) {
          const key = addressKey(each.address);
          const before = mine.get(key);
          if (before && before.prefixLength !== each.prefixLength)
            yield {
              place: each.place,
              message: `${addressText(each)}, and ${addressText(before)} in ${lineAt(before.place, each.place)}`,
            };
        }
        for (const each of other.excludedAddresses)
          if (
            !isExcluded.has(addressKey(each.address)) &&
            !one.addresses.some(({address}) => addressKey(address) === addressKey(each.address))
          )
            yield {place: each.place, message: `${addressText(each)} is not in ${pair.one.file}`};
        const has = new Set(allAddresses(other).map(({address}) => addressKey(address)));
        for (const each of one.excludedAddresses)
          if (!has.has(addressKey(each.address)))
            yield {place: each.place, message: `${addressText(each)} is not in ${pair.other.file}`};
      }
    },
  },
  {
    code: 'pair-interface',
    severity: 'hint',
    title: 'another interface than the peer has',
    consequence:
      'nothing, where the machines name their interfaces differently; else the routers do not hear one another',
    correction: 'see that both interfaces are on one segment',
    check: pair =>
      differing(
        pair,
        'interface',
        one => one.interface ?? 'none',
        (a, b) => `interface ${b}, and ${a} in`,
      ),
  },
];

function* differing(
  pair: PairOf<KeepalivedSubject>,
  keyword: string,
  of: (instance: ReturnType<typeof matchedInstances>[number]['one']) => string,
  words: (one: string, other: string) => string,
) {
  for (const {one, other} of matchedInstances(pair)) {
    if (of(one) === of(other)) continue;
    const place = pair.other.text.placeWithin(other.place, keyword);
    yield {
      place,
      message: `${other.name}: ${words(of(one), of(other))} ${lineAt(pair.one.text.placeWithin(one.place, keyword), place)}`,
    };
  }
}
