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
    let text = '';
    for (const entry of sortEntries(await entriesToSave(context, open), dialect)) {
      const {service} = entry;
      const destinations = await ruleDestinations(entry, context, open);
      if (!isNumeric) await names.learn(addressesOf([{service, destinations}]));
      text += serviceRule(service, display, dialect);
      for (const destination of destinations) text += destinationRule(service.id, destination, display, dialect);
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

/** lvsctl asks for each service's destinations anyway: a summary of them would be of no use. */
async function entriesToSave({dialect}: IpvsadmContext, {ipvs}: OpenIpvs): Promise<readonly SummaryEntry[]> {
  if (dialect === 'ipvsadm') return (await ipvs.summary()).entries;
  return (await ipvs.serviceConfigurations()).map(service => ({service, destinations: []}));
}

/** Destinations with all their rules tell: tunnel options, and for lvsctl thresholds, need a dump of their own. */
async function ruleDestinations(
  entry: SummaryEntry,
  {dialect}: IpvsadmContext,
  {ipvs}: OpenIpvs,
): Promise<readonly RuleDestination[]> {
  const needsDump = dialect === 'lvsctl' || entry.destinations.some(({forwarding}) => forwarding === tunneling);
  if (!needsDump) return entry.destinations.map(destination => ({...destination, tunnel: plainTunnel}));
  return sortDestinations(await ipvs.destinationConfigurations(entry.service.id), dialect);
}
