import type {Address} from '../../net/address.js';
import type {Destination, DestinationId, DestinationSummary} from '../../ipvs/destination.js';
import type {Service, ServiceConfiguration} from '../../ipvs/service.js';
import {isRefusal} from '../../ipvs/refusal.js';
import type {OpenIpvs} from '../../ipvs/unavailable.js';
import type {TableEntry} from '../../ipvs/table.js';
import type {Listing} from '../../ipvsadm/command.js';
import {numericDisplay} from '../../ipvsadm/display-names.js';
import {exitCode} from '../../ipvsadm/failure.js';
import {formatConnectionText} from '../../ipvsadm/connection-text.js';
import {connectionLine, connectionTitle} from '../../ipvsadm/format-connections.js';
import {daemonLine, timeoutsLine} from '../../ipvsadm/format-daemons.js';
import {
  destinationLine,
  plainDestinationLine,
  plainServiceLine,
  serviceLine,
  type TableStyle,
  titleLines,
  versionLine,
} from '../../ipvsadm/format-table.js';
import {sortEntries} from '../../ipvsadm/sort.js';
import {refusalWords} from '../../ipvsadm/words.js';
import type {IpvsadmContext} from './context.js';
import type {NameCache} from './name-cache.js';

/** Text is handed on in pieces of about this many characters, so that a large table needs no large text. */
export const pieceLength = 64 * 1024;

/** -L in all its variants. */
export async function list(
  listing: Listing,
  context: IpvsadmContext,
  open: OpenIpvs,
  names: NameCache,
): Promise<number> {
  try {
    switch (listing.what) {
      case 'timeouts':
        context.stdout.write(context.mark + timeoutsLine(await open.ipvs.timeouts()));
        break;
      case 'daemons':
        context.stdout.write(context.mark + (await open.ipvs.daemons()).map(daemonLine).join(''));
        break;
      case 'connections':
        await listConnections(listing, context, open, names);
        break;
      case 'table':
        await listTable(listing, context, open, names);
        break;
    }
    return exitCode.done;
  } catch (error) {
    context.stderr.write(`${listingProblem(error as Error, context)}\n`);
    if (context.advise) context.stderr.write(await context.advise(error as Error));
    return exitCode.listing;
  }
}

/** Why nothing, or no more, is listed. */
function listingProblem(error: Error, {dialect}: IpvsadmContext): string {
  if (isRefusal(error)) return refusalWords(error);
  const isText = error.name === 'UnknownLine' || (error as NodeJS.ErrnoException).syscall === 'open';
  if (!isText) throw error;
  if (dialect === 'lvsctl') return error.message;
  return `${error.name === 'UnknownLine' ? 'unexpected input from' : 'cannot open file'} /proc/net/ip_vs_conn`;
}

async function listConnections(
  listing: Listing,
  {stdout, mark, dialect}: IpvsadmContext,
  {ipvs}: OpenIpvs,
  names: NameCache,
): Promise<void> {
  if (listing.isNumeric && !listing.showsPersistence) {
    let title = mark + connectionTitle(false);
    for (const text of formatConnectionText(ipvs.connectionText())) {
      stdout.write(title + text);
      title = '';
    }
    return;
  }
  let text = mark + connectionTitle(listing.showsPersistence);
  for (const connections of ipvs.connections()) {
    if (!listing.isNumeric)
      await names.learn(
        connections.flatMap(({client, virtual, destination}) => [client.address, virtual.address, destination.address]),
      );
    for (const connection of connections)
      text += connectionLine(connection, listing.showsPersistence, listing.isNumeric ? numericDisplay : names, dialect);
    if (text.length < pieceLength) continue;
    stdout.write(text);
    text = '';
  }
  stdout.write(text);
}

async function listTable(listing: Listing, context: IpvsadmContext, open: OpenIpvs, names: NameCache): Promise<void> {
  const style: TableStyle = {
    format: listing.format,
    isExact: listing.isExact,
    dialect: context.dialect,
    display: listing.isNumeric ? numericDisplay : names,
  };
  const title = context.mark + (listing.service ? '' : versionLine(open.information)) + titleLines(listing.format);
  const print = <S extends ServiceConfiguration, D extends DestinationId>(
    entries: readonly TableEntry<S, D>[],
    lines: Lines<S, D>,
  ) => printEntries(title, entries, lines, style, listing, context, names);
  if (listing.service) {
    const service = await open.ipvs.service(listing.service);
    await print([{service, destinations: await open.ipvs.destinations(listing.service)}], fullLines);
  } else if (listing.format === 'plain') await print((await open.ipvs.summary()).entries, plainLines);
  else await print((await open.ipvs.table()).entries, fullLines);
}

interface Lines<S, D> {
  readonly service: (service: S, style: TableStyle) => string;
  readonly destination: (service: S, destination: D, style: TableStyle) => string;
}

const fullLines: Lines<Service, Destination> = {service: serviceLine, destination: destinationLine};
const plainLines: Lines<ServiceConfiguration, DestinationSummary> = {
  service: plainServiceLine,
  destination: plainDestinationLine,
};

async function printEntries<S extends ServiceConfiguration, D extends DestinationId>(
  title: string,
  entries: readonly TableEntry<S, D>[],
  lines: Lines<S, D>,
  style: TableStyle,
  listing: Listing,
  {stdout, dialect}: IpvsadmContext,
  names: NameCache,
): Promise<void> {
  if (!listing.isNumeric) await names.learn(addressesOf(entries));
  let text = title;
  for (const {service, destinations} of listing.isSorted ? sortEntries(entries, dialect) : entries) {
    text += lines.service(service, style);
    for (const destination of destinations) text += lines.destination(service, destination, style);
    if (text.length < pieceLength) continue;
    stdout.write(text);
    text = '';
  }
  stdout.write(text);
}

/** Every address that a listing of these entries shows. */
export function addressesOf(entries: readonly TableEntry<ServiceConfiguration, DestinationId>[]): Address[] {
  return entries.flatMap(({service, destinations}) => [
    ...(service.id.type === 'address' ? [service.id.address] : []),
    ...destinations.map(destination => destination.address),
  ]);
}
