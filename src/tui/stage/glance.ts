import {plainTunnel} from '../../ipvs/forwarding.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import {numericDisplay} from '../../ipvsadm/display-names.js';
import {destinationRule, serviceRule} from '../../ipvsadm/format-rules.js';
import {formatEndpoint} from '../../net/endpoint.js';
import type {Glance} from '../../remote/stage.js';
import type {Snapshot} from '../data/snapshot.js';
import type {Model} from '../model.js';

/** Entries of a table that is compared with others: each glance sends it when it is another. */
const mostEntries = 5000;

/** What is so with a director now, for a line beside others. @param last the one before: its table is kept while it is the same */
export function glanceOf({snapshot, problem, drains, ha}: Model, last: Glance | undefined): Glance {
  const sums = snapshot?.sums;
  return {
    at: snapshot?.at,
    problem: problem?.words,
    services: snapshot?.services.length ?? 0,
    servers: sums?.servers ?? 0,
    quiesced: sums?.quiesced ?? 0,
    active: sums?.active ?? 0,
    inactive: sums?.inactive ?? 0,
    connectionsPerSecond: Number(snapshot?.totals.rates.connectionsPerSecond ?? 0n),
    down: (sums?.down ?? 0) + (sums?.empty ?? 0),
    drains: drains.seen.records.length,
    routers: ha.truth?.instances
      .filter(({isWanted}) => isWanted)
      .map(({identity, state}) => ({
        name: escapeControls(identity.name ?? `${identity.interface}/${identity.virtualRouter}`),
        state,
        findings: ha.truth?.findings.filter(({instance}) => instance?.name === identity.name).length ?? 0,
      })),
    table: snapshot && keptTable(snapshot, last?.table),
  };
}

/** The same object while nothing is different: whoever sends it need not compare. */
function keptTable(snapshot: Snapshot, last: Glance['table']): Glance['table'] {
  const table = tableOf(snapshot);
  if (!table || !last) return table;
  const entries = Object.entries(table);
  return entries.length === Object.keys(last).length && entries.every(([key, value]) => last[key] === value)
    ? last
    : table;
}

/** NB: of what every director reads of all services; thresholds and tunnels are left out, since they are read of few. */
function tableOf({services, sums}: Snapshot): Glance['table'] {
  if (services.length + sums.servers > mostEntries) return undefined;
  if (services.some(({destinations}) => destinations === undefined)) return undefined;
  return Object.fromEntries(
    services.flatMap(({name, service, destinations = []}) => [
      [name, settingsOf(serviceRule(service, numericDisplay, 'lvsctl'), ' -s ')],
      ...destinations.map(({address, port, forwarding, weight}) => {
        const rule = destinationRule(
          service.id,
          {address, port, forwarding, weight, tunnel: plainTunnel},
          numericDisplay,
          'lvsctl',
        );
        return [`${name} ${formatEndpoint({address, port})}`, settingsOf(rule, ' -r ').replace(/^\S+ \S+ /, '')];
      }),
    ]),
  );
}

/** Of an ipvsadm rule what stands behind the name of what it is about. */
function settingsOf(rule: string, from: string): string {
  return rule.slice(rule.indexOf(from) + 1).trimEnd();
}
