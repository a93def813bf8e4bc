import type {CheckedServer, ChecksReport} from '../director/protocol/checks-report.js';
import type {DestinationId} from '../ipvs/destination.js';
import type {ServiceId} from '../ipvs/service.js';
import {placeKey} from '../maintenance/drain/drain-record.js';
import {parseAddress} from '../net/address.js';

/** Marks the servers whose weight in the table is another than their checks give them: somebody's hand. @param weights as ChecksWorld has them */
export function withTableWeights(report: ChecksReport, weights: ReadonlyMap<string, number> | undefined): ChecksReport {
  if (!weights) return {...report, notes: [...report.notes, 'the table of the kernel could not be read']};
  return {
    ...report,
    pools: report.pools.map(pool => {
      const [service] = pool.services;
      if (!service) return pool;
      return {...pool, servers: pool.servers.map(server => ({...server, operator: byHand(service, server, weights)}))};
    }),
  };
}

/** What the table says of a server of a service; undefined where it is not there. */
export function tableWeight(
  service: ServiceId,
  {address, port}: Pick<CheckedServer, 'address' | 'port'>,
  weights: ReadonlyMap<string, number>,
): number | undefined {
  const parsed = parseAddress(address);
  if (!parsed) return undefined;
  const servicePort = service.type === 'fwmark' ? 0 : service.port;
  const keys = [port, servicePort].map(each =>
    placeKey(service, {address: parsed, port: each} satisfies DestinationId),
  );
  return keys.map(key => weights.get(key)).find(weight => weight !== undefined);
}

function byHand(service: ServiceId, server: CheckedServer, weights: ReadonlyMap<string, number>): string | undefined {
  const {weight, operator, state} = server;
  const now = tableWeight(service, server, weights);
  if (operator !== undefined || now === weight || state === 'unknown') return operator;
  if (weight === undefined) return `put in with weight ${now}, by hand`;
  return now === undefined ? 'taken out of the table, by hand' : `weight ${now}, by hand`;
}
