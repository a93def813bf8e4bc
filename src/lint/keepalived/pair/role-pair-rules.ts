import type {VrrpInstance} from '../../../config/keepalived/vrrp/vrrp-configuration.js';
import {addressKey, formatAddress} from '../../../net/address.js';
import type {LintRule} from '../../lint-rule.js';
import type {PairOf} from '../../pair-of.js';
import {effectOf, trackedBy} from '../instance-words.js';
import type {KeepalivedSubject} from '../keepalived-subject.js';
import {matchedInstances} from './matched-instances.js';

type Rule = LintRule<PairOf<KeepalivedSubject>>;

/** Who of the two becomes master, and whether that can change. */
export const rolePairRules: readonly Rule[] = [
  {
    code: 'master-with-lower-priority',
    severity: 'warning',
    title: 'state MASTER with a lower priority than the peer',
    consequence:
      'it is master for a moment after each start, and then the peer takes the addresses: two switches each time',
    correction: 'the higher priority where state is MASTER, or state BACKUP on both',
    *check(pair) {
      for (const {mine, theirs, own, peer} of bothWays(pair))
        if (mine.state === 'master' && theirs.priority > mine.priority)
          yield {
            place: own.text.placeWithin(mine.place, 'priority'),
            message: `${mine.name} is MASTER with priority ${mine.priority}, and ${peer.file} has ${theirs.priority}`,
          };
    },
  },
  {
    code: 'both-master',
    severity: 'warning',
    title: 'state MASTER on both routers',
    consequence: 'whichever starts takes the addresses from the other for a moment, and nopreempt does not count',
    correction: 'state BACKUP on one of them, or on both',
    *check(pair) {
      for (const {one, other} of matchedInstances(pair))
        if (one.state === 'master' && other.state === 'master')
          yield {
            place: pair.other.text.placeWithin(other.place, 'state'),
            message: `${other.name} is MASTER in ${pair.one.file} too`,
          };
    },
  },
  {
    code: 'equal-priorities',
    severity: 'warning',
    title: 'the same priority on both routers',
    consequence: 'the higher address of the interface decides who is master, which nobody sees in the files',
    correction: 'different priorities, such as 100 and 90',
    *check(pair) {
      for (const {one, other} of matchedInstances(pair))
        if (one.priority === other.priority)
          yield {
            place: pair.other.text.placeWithin(other.place, 'priority'),
            message: `${other.name} has priority ${other.priority} on both`,
          };
    },
  },
  {
    code: 'roles-never-flip',
    severity: 'warning',
    title: 'weights that can never turn the roles round',
    consequence: 'whatever is tracked may fail, and the addresses stay where they are',
    correction: 'weights larger than the gap between the priorities, or weight 0, with which a failure is a fault',
    *check(pair) {
      for (const {mine, theirs, own, peer} of bothWays(pair)) {
        if (mine.priority <= theirs.priority || mine.priority === 255) continue;
        const loss = lossOf(own, mine);
        if (!loss || mine.priority - loss.loss < theirs.priority + gainOf(peer, theirs)) continue;
        yield {
          place: loss.place,
          message: `${mine.name}: all that is tracked may fail, and priority ${mine.priority - loss.loss} is still not below ${theirs.priority + gainOf(peer, theirs)} of ${peer.file}`,
        };
      }
    },
  },
  {
    code: 'pair-preempt',
    severity: 'hint',
    title: 'nopreempt on the router of lower priority alone',
    consequence: 'the router of higher priority takes the addresses back as soon as it returns',
    correction: 'nopreempt on the router of higher priority, or on both',
    *check(pair) {
      for (const {mine, theirs, own} of bothWays(pair))
        if (!mine.preempts && theirs.preempts && mine.priority < theirs.priority)
          yield {
            place: own.text.placeWithin(mine.place, 'nopreempt'),
            message: `${mine.name}: only the router of lower priority has nopreempt`,
          };
    },
  },
  {
    code: 'unicast-not-mirrored',
    severity: 'error',
    title: 'unicast addresses of the two routers that do not match',
    consequence: 'one router does not get the advertisements of the other: both become master and have the addresses',
    correction: 'unicast_src_ip of each is in unicast_peer of the other',
    *check(pair) {
      for (const {mine, theirs, own, peer} of bothWays(pair)) {
        if (mine.isUnicast !== theirs.isUnicast) {
          if (mine.isUnicast)
            yield {
              place: own.text.placeWithin(mine.place, 'unicast_peer'),
              message: `${mine.name} has unicast peers, and speaks multicast in ${peer.file}`,
            };
        } else if (mine.isUnicast && theirs.sourceAddress && !hasPeer(mine, addressKey(theirs.sourceAddress)))
          yield {
            place: own.text.placeWithin(mine.place, 'unicast_peer'),
            message: `${mine.name}: ${formatAddress(theirs.sourceAddress)}, unicast_src_ip in ${peer.file}, is not among the peers`,
          };
      }
    },
  },
  {
    code: 'pair-same-source',
    severity: 'error',
    title: 'the same source address on both routers',
    consequence: 'a machine cannot send from an address of the other: one of the two cannot speak',
    correction: 'each its own address as unicast_src_ip or mcast_src_ip',
    *check(pair) {
      for (const {one, other} of matchedInstances(pair))
        if (
          one.sourceAddress &&
          other.sourceAddress &&
          addressKey(one.sourceAddress) === addressKey(other.sourceAddress)
        )
          yield {
            place: pair.other.text.placeWithin(other.place, 'unicast_src_ip', 'mcast_src_ip'),
            message: `${other.name} sends from ${formatAddress(other.sourceAddress)} on both`,
          };
    },
  },
];

function hasPeer({unicastPeers}: VrrpInstance, key: string): boolean {
  return unicastPeers.some(({address}) => addressKey(address) === key);
}

/** The instances of each router beside those of the other. */
function* bothWays(pair: PairOf<KeepalivedSubject>) {
  for (const {one, other} of matchedInstances(pair)) {
    yield {mine: one, theirs: other, own: pair.one, peer: pair.other};
    yield {mine: other, theirs: one, own: pair.other, peer: pair.one};
  }
}

/** What the priority loses when all that is tracked fails; undefined where nothing weighs, or something is a fault. */
function lossOf(subject: KeepalivedSubject, instance: VrrpInstance) {
  const tracked = (['interface', 'script', 'process', 'bfd'] as const).flatMap(kind =>
    trackedBy(subject, instance, kind),
  );
  const [first] = tracked;
  if (!first || tracked.some(({weight}) => weight === 0) || trackedBy(subject, instance, 'file').length > 0)
    return undefined;
  return {place: first.place, loss: tracked.reduce((sum, one) => sum + Math.max(0, -effectOf(one)), 0)};
}

function gainOf(subject: KeepalivedSubject, instance: VrrpInstance): number {
  const tracked = (['interface', 'script', 'process', 'bfd'] as const).flatMap(kind =>
    trackedBy(subject, instance, kind),
  );
  return tracked.reduce((sum, one) => sum + Math.max(0, effectOf(one)), 0);
}
