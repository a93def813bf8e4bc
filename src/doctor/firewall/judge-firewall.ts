import {formatServiceId} from '../../ipvs/service-text.js';
import type {FirewallFacts, MarkFacts} from '../firewall-facts.js';
import type {DirectorNeeds} from './director-needs.js';
import {neededPackets} from './needed-packets.js';
import {ruleMistakes} from './rule-mistakes.js';
import type {Ruleset} from './ruleset.js';
import {walk} from './walk.js';

/** What the rules do with what a director needs. @param beside whose rules they are, and what is beside them, as FirewallFacts has it */
export function judgeFirewall(
  rules: Ruleset,
  beside: Pick<FirewallFacts, 'kinds' | 'arp' | 'markers'>,
  needs: DirectorNeeds,
): FirewallFacts {
  const verdicts = neededPackets(needs).map(({purpose, words, packet, path, end}) => {
    const {verdict, rule, translations} = walk(rules, packet, path, end);
    return {purpose, packet: words, verdict, rule, translated: translations[0]};
  });
  const marks = marksOf(rules, needs, beside.markers.length > 0);
  return {...beside, verdicts, marks, mistakes: ruleMistakes(rules)};
}

/** Whether any rule gives packets the mark of a service: which packets, only its administrator knows. */
function marksOf({chains}: Ruleset, {table}: DirectorNeeds, hasOtherMarkers: boolean): readonly MarkFacts[] {
  const actions = chains.flatMap(({rules}) => rules.map(({action}) => action));
  const set = actions.filter(action => action.type === 'mark');
  const isVague =
    hasOtherMarkers ||
    actions.some(({type}) => type === 'unknown') || // whoever takes packets from a queue may mark them
    set.some(({value, mask}) => value === undefined || mask !== 0xffffffff);
  return table.entries.flatMap(({service: {id}}) => {
    if (id.type === 'address') return [];
    const isExact = set.some(({value}) => value === id.fwmark);
    return [{service: formatServiceId(id), fwmark: id.fwmark, isSet: isExact || (isVague ? undefined : false)}];
  });
}
