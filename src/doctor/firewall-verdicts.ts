import {escapeControls} from '../ipvs/outside-text.js';
import type {Diagnosis} from './diagnosis.js';
import type {DirectorFacts} from './facts.js';
import type {FirewallVerdict, PacketPurpose} from './firewall-facts.js';
import {good, none, unknown, wrong} from './outcomes.js';

/** What a row about a kind of packet says of one that does not get through. */
export interface FirewallWords {
  /** What there is none of: `no virtual router speaks here`. */
  readonly nothing: string;
  readonly why: string;
  readonly advice: (verdict: FirewallVerdict) => string;
}

/** What became of the packets of one purpose: those that are dropped, those that nobody knows of, or that all is well. */
export function firewallDiagnoses(
  {firewall}: Pick<DirectorFacts, 'firewall'>,
  purpose: PacketPurpose,
  {nothing, why, advice}: FirewallWords,
): readonly Diagnosis[] {
  if (!firewall.known) return [unknown(firewall.words)];
  const {kinds, verdicts} = firewall.value;
  const own = verdicts.filter(verdict => verdict.purpose === purpose);
  if (own.length === 0) return [none(nothing)];
  if (kinds.length === 0) return [good('there are no firewall rules')];
  const dropped = own.filter(({verdict}) => verdict === 'dropped');
  const unclear = own.filter(({verdict}) => verdict === 'unclear');
  const some = purpose === 'vrrp' ? own.filter(({verdict}) => verdict === 'some') : [];
  if (dropped.length + unclear.length + some.length === 0) return [good(passed(own))];
  return [
    ...dropped.map(verdict =>
      wrong({
        subject: verdict.packet,
        is: `dropped by ${escapeControls(verdict.rule ?? 'a rule')}`,
        shouldBe: 'accepted',
        why,
        advice: advice(verdict),
      }),
    ),
    ...some.map(({packet, rule}) =>
      unknown(
        `from some senders only; others are dropped by ${escapeControls(rule ?? 'a rule')}`,
        'see whether the other directors are among those senders',
        packet,
      ),
    ),
    ...unclear.map(({packet, rule}) =>
      unknown(
        `${escapeControls(rule ?? 'a rule')} decides by what cannot be told from here`,
        'look at that rule, and at what it asks',
        packet,
      ),
    ),
  ];
}

function passed(own: readonly FirewallVerdict[]): string {
  const some = own.filter(({verdict}) => verdict === 'some').length;
  const number = own.length.toLocaleString('en');
  const words = own.length === 1 ? `${own[0]?.packet} passes` : `all ${number} kinds of packets pass`;
  return some === 0
    ? words
    : `${words}; ${some === own.length ? 'from' : `${some} of them from`} some senders or interfaces only`;
}
