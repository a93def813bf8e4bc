import type {Tracked} from '../../../config/keepalived/vrrp/vrrp-configuration.js';
import type {LintRule} from '../../lint-rule.js';
import {effectOf, trackedBy} from '../instance-words.js';
import type {KeepalivedSubject} from '../keepalived-subject.js';

const largest = 254;
const slowest = 10_000;
const fastest = 100;

/** What is wrong with who becomes master, and when. */
export const electionRules: readonly LintRule<KeepalivedSubject>[] = [
  {
    code: 'weight-beyond-range',
    severity: 'warning',
    title: 'priority and weights beyond 1 to 254',
    consequence: 'the priority stops at 1 or 254: the order of the routers may not be the one that was meant',
    correction: 'choose priorities around 100 and weights that keep every sum within 1 to 254',
    *check(subject) {
      for (const instance of subject.config.vrrp.instances) {
        const {priority, name} = instance;
        if (priority > largest) continue;
        const all: readonly Tracked[] = (['interface', 'script', 'process', 'bfd'] as const).flatMap(kind =>
          trackedBy(subject, instance, kind),
        );
        const weights = all.map(one => effectOf(one));
        const up = weights.reduce((sum, weight) => sum + Math.max(0, weight), 0);
        const down = weights.reduce((sum, weight) => sum + Math.min(0, weight), 0);
        const place = subject.text.placeWithin(instance.place, 'priority');
        if (priority + up > largest)
          yield {
            place,
            message: `${name}: priority ${priority} and weights of ${up} come to ${priority + up}, and ${largest} is the most`,
          };
        if (priority + down < 1)
          yield {
            place,
            message: `${name}: priority ${priority} less weights of ${-down} comes to ${priority + down}, and 1 is the least`,
          };
      }
    },
  },
  {
    code: 'advert-int-slow',
    severity: 'hint',
    title: 'advertisements more than 10 seconds apart',
    consequence: 'when the master dies without a word, the addresses are gone for more than three intervals',
    correction: 'advert_int 1, the same on both routers',
    *check({config, text}) {
      for (const {advertInterval, place, name, downTimerAdverts} of config.vrrp.instances)
        if (advertInterval > slowest)
          yield {
            place: text.placeWithin(place, 'advert_int'),
            message: `${name} advertises every ${advertInterval / 1000} s: a peer waits for more than ${(downTimerAdverts * advertInterval) / 1000} s`,
          };
    },
  },
  {
    code: 'advert-int-fast',
    severity: 'hint',
    title: 'advertisements less than 0.1 second apart',
    consequence: 'a pause of a few tenths of a second, as backups and virtual machines have, makes the peer master',
    correction: 'advert_int 0.2 or more, or vrrp_rt_priority and vrrp_no_swap with it',
    *check({config, text}) {
      for (const {advertInterval, place, name} of config.vrrp.instances)
        if (advertInterval < fastest)
          yield {
            place: text.placeWithin(place, 'advert_int'),
            message: `${name} advertises every ${advertInterval} ms`,
          };
    },
  },
  {
    code: 'strict-drops-packets',
    severity: 'warning',
    title: 'strict mode, in which the addresses do not answer',
    consequence:
      'keepalived adds firewall rules that drop what is sent to the addresses unless the router owns them (priority 255): no ping, no service, no virtual server on them',
    correction: 'remove vrrp_strict and strict_mode, or write accept into the instance (version 3)',
    *check({config, text}) {
      for (const {isStrict, accepts, priority, place, name} of config.vrrp.instances) {
        if (!isStrict || accepts || priority > largest) continue;
        yield {
          place: text.lastWithin(place, 'strict_mode')?.place ?? placeOfGlobal(text.lines, 'vrrp_strict') ?? place,
          message: `${name} is in strict mode without accept`,
        };
      }
    },
  },
  {
    code: 'strict-with-unicast',
    severity: 'warning',
    title: 'strict mode with unicast peers',
    consequence:
      'the RFC has no unicast: keepalived calls it unsupported, and may ignore one of the two in another version',
    correction: 'remove vrrp_strict, or unicast_peer',
    *check({config, text}) {
      for (const {isStrict, isUnicast, place, name} of config.vrrp.instances)
        if (isStrict && isUnicast)
          yield {
            place: text.placeWithin(place, 'unicast_peer'),
            message: `${name} is in strict mode and has unicast peers`,
          };
    },
  },
  {
    code: 'sync-group-priorities-differ',
    severity: 'hint',
    title: 'members of a sync group with different priorities',
    consequence:
      'each segment elects for itself: the members may want different routers, and the group changes back and forth',
    correction: 'the same priority and state for all members of a group on a router',
    *check({config, text}) {
      for (const {members, name} of config.vrrp.syncGroups) {
        const [first, ...rest] = config.vrrp.instances.filter(one => members.includes(one.name));
        for (const other of rest)
          if (first && other.priority !== first.priority)
            yield {
              place: text.placeWithin(other.place, 'priority'),
              message: `${other.name} has priority ${other.priority} and ${first.name} ${first.priority}, and both are in ${name}`,
            };
      }
    },
  },
];

function placeOfGlobal(lines: KeepalivedSubject['text']['lines'], keyword: string) {
  return lines.flatMap(line => line.lines).find(line => line.keyword === keyword)?.place;
}
