import type {Announcing} from '../../../vrrp/router/router.js';
import type {AnnouncementSettings, RouterSettings} from '../../../vrrp/router/configuration.js';
import type {Node} from '../block-tree.js';
import {readDecimal} from '../walk/numbers.js';
import {booleanOf, millisecondsOf, numberOf} from '../walk/section.js';
import type {VrrpInstance} from '../vrrp/vrrp-configuration.js';
import type {Findings} from './findings.js';
import type {BlockLines} from './lines.js';

/** How often, and how many times, addresses are told: `keyword` of an instance, `vrrp_keyword` of global_defs. */
export interface Announcements {
  readonly announcing: Announcing;
  readonly copies: RouterSettings['copies'];
}

/** init_global_data() of global_data.c, vrrp_complete_instance() of vrrp.c; measured with keepalived -d. */
export function announcementsOf({garp, isStrict}: VrrpInstance, {section}: BlockLines): Announcements {
  const isMinimal = booleanOf(section, 'vrrp_min_garp') ?? false;
  const global = (keyword: string) => numberOf(section, `vrrp_garp_${keyword}`);
  const delay = global('master_delay') ?? (isMinimal ? 0 : 5);
  const repeat = global('master_repeat') ?? (isMinimal ? 1 : 5);
  // NB: what it does because of a rival comes from global_defs, never from the instance's own master_delay
  const rivalDelay = global('lower_prio_delay') ?? delay;
  const rivalRepeat = global('lower_prio_repeat') ?? repeat;
  const refreshRepeat = global('master_refresh_repeat') ?? 1; // with vrrp_min_garp keepalived takes 0, and refreshes nothing
  return {
    announcing: {
      again: garp.delay ?? delay * 1000,
      refresh: garp.refresh ?? (global('master_refresh') ?? 0) * 1000,
      rival: isStrict ? 0 : (garp.lowerPriorityDelay ?? rivalDelay * 1000),
    },
    copies: {
      master: garp.repeat ?? repeat,
      refresh: garp.refreshRepeat ?? refreshRepeat,
      rival: isStrict ? 0 : (garp.lowerPriorityRepeat ?? rivalRepeat),
    },
  };
}

/** One pace for all: the slowest that is asked for. */
export function paceOf(
  tree: readonly Node[],
  {section}: BlockLines,
  routers: readonly Pick<RouterSettings, 'copies'>[],
  findings: Findings,
): AnnouncementSettings {
  const intervals = [millisecondsOf(section, 'vrrp_garp_interval'), millisecondsOf(section, 'vrrp_gna_interval')];
  for (const {words, block} of tree.filter(node => node.words[0]?.text === 'garp_group'))
    for (const line of block?.children ?? []) {
      const [keyword, value] = line.words;
      if (!keyword || !value || !/^(garp|gna)_interval$/.test(keyword.text)) continue;
      intervals.push((readDecimal(value.text, 0, 0x7fff_ffff, 6).value ?? 0) / 1000);
      findings.warn(words[0] ?? keyword, 'garp_group', {
        keepalived: 'paces these links together',
        lvsctl: 'paces every link on its own, all as slow as the slowest',
        advice: 'use vrrp_garp_interval',
      });
    }
  const slowest = Math.max(0, ...intervals.map(each => each ?? 0));
  const isMinimal = (booleanOf(section, 'vrrp_min_garp') ?? false) && routers.every(({copies}) => copies.master === 1);
  return {rate: slowest > 0 ? 1000 / slowest : undefined, isMinimal};
}
