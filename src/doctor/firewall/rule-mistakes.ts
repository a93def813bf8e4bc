import type {RuleMistake} from '../firewall-facts.js';
import type {Match, Ruleset} from './ruleset.js';

/** Rules that old instructions have for VRRP and that let no VRRP through. */
export function ruleMistakes({chains}: Ruleset): readonly RuleMistake[] {
  return chains.flatMap(({table, name, rules}) =>
    rules.flatMap(({words, matches, action}) => {
      if (action.type !== 'accept') return [];
      const port = matches.map(portOf).find(one => one !== undefined);
      const rule = `${table} ${name}: ${words}`;
      if (port === vrrpNumber)
        return [{rule, words: 'it lets port 112 through: VRRP has no ports, it is protocol 112'}];
      if (port === heartbeatPort && /vrrp|keepalived/i.test(words))
        return [{rule, words: 'it lets UDP port 694 through: that is heartbeat, and VRRP is protocol 112'}];
      return [];
    }),
  );
}

const vrrpNumber = 112;
const heartbeatPort = 694;

function portOf(match: Match): number | undefined {
  if (match.type !== 'number' || match.field !== 'destination-port' || match.isNegated) return undefined;
  const [range, ...others] = match.ranges;
  return range && others.length === 0 && range.first === range.last ? range.first : undefined;
}
