import type {CheckedServer, ChecksReport} from '../../director/protocol/checks-report.js';
import type {Pool} from '../../config/pools/pool-configuration.js';
import {type DestinationId, destinationKey} from '../../ipvs/destination.js';
import {type ServiceId, serviceKey} from '../../ipvs/service.js';
import type {CheckSource} from '../../managers/check-source.js';
import {isSameAddress, parseAddress} from '../../net/address.js';
import {checksOptions} from '../checks/options.js';
import {readPools} from '../checks/read-pools.js';
import type {CommandContext} from '../command.js';
import {attempt, type Tell} from './attempt.js';
import type {KnownService} from './find-subject.js';
import type {ConfiguredPlace} from './why-facts.js';
import type {WhyOptions} from './why.js';

/** What whoever checks tells, and what it is configured with. */
export interface CheckFacts {
  readonly name: string | undefined;
  readonly report: ChecksReport | undefined;
  readonly pools: readonly Pool[];
}

const nobody: CheckFacts = {name: undefined, report: undefined, pools: []};

/** NB: a source that would be signalled is read only with --ask. */
export function readCheckFacts(given: WhyOptions, context: CommandContext, tell: Tell): Promise<CheckFacts> {
  return attempt('checks', tell, nobody, async () => {
    if (context.isEmbedded) {
      tell('checks', 'nobody checks servers of an embedded kernel');
      return nobody;
    }
    const opened = await context.openChecks(checksOptions(given));
    if (!opened) return nobody;
    try {
      for (const problem of opened.problems) tell('checks', problem);
      const {source} = opened;
      if (source) return await read(source, given.ask === true, context, tell);
      tell('checks', 'nobody checks servers here: no director, keepalived or ldirectord with virtual services runs');
      return nobody;
    } finally {
      opened.close();
    }
  });
}

async function read(source: CheckSource, mayAsk: boolean, context: CommandContext, tell: Tell): Promise<CheckFacts> {
  const pools: Pool[] = [];
  for (const file of source.files)
    await attempt(file.path, tell, undefined, async () => {
      pools.push(...(await readPools(file, context.resolver)).pools.pools);
      return undefined;
    });
  const {name, reading} = source;
  if (reading === 'signal' && !mayAsk) {
    tell('checks', `${name} tells what its checks have found only when it is signalled: --ask does that`);
    return {name, report: undefined, pools};
  }
  const report = await attempt('checks', tell, undefined, () => source.read());
  for (const note of report?.notes ?? []) tell('checks', note);
  return {name, report, pools};
}

/** Services that whoever checks knows, in the table or not. */
export function knownByChecks({report, pools}: CheckFacts): readonly KnownService[] {
  return [
    ...pools.flatMap(pool =>
      pool.services.map(({id}, i) => ({
        id,
        name: pool.name,
        servers: pool.servers.flatMap(({destinations}) => destinations[i] ?? []),
      })),
    ),
    ...(report?.pools ?? []).flatMap(({name, services, servers}) =>
      services.map(id => ({id, name, servers: servers.flatMap(server => endpointOf(server, id) ?? [])})),
    ),
  ];
}

/** What checks have found of a server of a service. */
export function checkedServer({report}: CheckFacts, id: ServiceId, server: DestinationId): CheckedServer | undefined {
  const pool = report?.pools.find(({services}) => services.some(one => serviceKey(one) === serviceKey(id)));
  return pool?.servers.find(one => {
    const endpoint = endpointOf(one, id);
    return endpoint && isSameAddress(endpoint.address, server.address) && endpoint.port === server.port;
  });
}

/** What a configuration says of it. */
export function configuredPlace(
  {pools}: CheckFacts,
  id: ServiceId,
  server: DestinationId,
): ConfiguredPlace | undefined {
  for (const pool of pools) {
    const i = pool.services.findIndex(service => serviceKey(service.id) === serviceKey(id));
    if (i < 0) continue;
    const isIt = (one: DestinationId | undefined) => one && destinationKey(one) === destinationKey(server);
    const proper = pool.servers.find(({destinations}) => isIt(destinations[i]));
    if (proper) return {weight: proper.destinations[i]?.weight ?? 0, isFallback: false, ...whereIs(proper)};
    const sorry = pool.sorry?.destinations[i];
    if (sorry && isIt(sorry)) return {weight: sorry.weight, isFallback: true, ...whereIs(pool)};
  }
  return undefined;
}

function whereIs({place: {file, line}}: Pick<Pool, 'place'>): {file: string; line: number} {
  return {file, line};
}

/** NB: port 0 is the service's. */
function endpointOf({address, port}: CheckedServer, id: ServiceId): DestinationId | undefined {
  const parsed = parseAddress(address);
  return parsed && {address: parsed, port: port === 0 && id.type === 'address' ? id.port : port};
}
