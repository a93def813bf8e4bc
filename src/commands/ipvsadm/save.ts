import {plainTunnel, tunneling} from '../../ipvs/forwarding.js';
import {isRefusal} from '../../ipvs/refusal.js';
import type {SummaryEntry} from '../../ipvs/table.js';
import type {OpenIpvs} from '../../ipvs/unavailable.js';
import {numericDisplay} from '../../ipvsadm/display-names.js';
import {exitCode} from '../../ipvsadm/failure.js';
import {destinationRule, type RuleDestination, serviceRule} from '../../ipvsadm/format-rules.js';
import {sortDestinations, sortEntries} from '../../ipvsadm/sort.js';
import {refusalWords} from '../../ipvsadm/words.js';
import type {IpvsadmContext} from './context.js';
import {addressesOf, pieceLength} from './list.js';
import type {NameCache} from './name-cache.js';

/** -S: the rules that make the table again. */
export async function save(
  isNumeric: boolean,
  context: IpvsadmContext,
  open: OpenIpvs,
  names: NameCache,
): Promise<number> {
  const {dialect, stdout, stderr} = context;
  const display = isNumeric ? numericDisplay : names;
  try {
    const {entries} = await open.ipvs.summary();
    if (!isNumeric) await names.learn(addressesOf(entries));
    let text = '';
    for (const entry of sortEntries(entries, dialect)) {
      text += serviceRule(entry.service, display, dialect);
      for (const destination of await ruleDestinations(entry, context, open))
        text += destinationRule(entry.service.id, destination, display, dialect);
      if (text.length < pieceLength) continue;
      stdout.write(text);
      text = '';
    }
    stdout.write(text);
    return exitCode.done;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    stderr.write(`${refusalWords(error)}\n`);
    return exitCode.listing;
  }
}

/** Destinations with all their rules tell: tunnel options, and for lvsctl thresholds, need a dump of their own. */
async function ruleDestinations(
  entry: SummaryEntry,
  {dialect}: IpvsadmContext,
  {ipvs}: OpenIpvs,
): Promise<readonly RuleDestination[]> {
  const needsDump =
    dialect === 'lvsctl'
      ? entry.destinations.length > 0
      : entry.destinations.some(({forwarding}) => forwarding === tunneling);
  if (!needsDump) return entry.destinations.map(destination => ({...destination, tunnel: plainTunnel}));
  return sortDestinations(await ipvs.destinationConfigurations(entry.service.id), dialect);
}
