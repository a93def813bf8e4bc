import type {CheckSource} from './check-source.js';
import type {ChecksOptions, ChecksWorld} from './checks-world.js';
import {CombinedChecks} from './combined-checks.js';
import {DirectorChecks} from './director/director-checks.js';
import {KeepalivedChecks} from './keepalived/checks/keepalived-checks.js';
import {findKeepalived} from './keepalived/find-keepalived.js';
import {LdirectordChecks} from './ldirectord/checks/ldirectord-checks.js';
import {findLdirectord} from './ldirectord/find-ldirectord.js';
import {readFoundConfig} from './ldirectord/read-found-config.js';

/** Who checks servers here. */
export interface FoundChecks {
  /** Undefined: nobody does. */
  readonly source: CheckSource | undefined;
  /** Of whoever was found and cannot be asked, a line each. */
  readonly problems: readonly string[];
}

/** The same, for whoever works with it. */
export interface OpenedChecks extends FoundChecks {
  /** Whoever is at the terminal. */
  readonly user: string;
  close(): void;
}

/** Looks for whoever checks the servers of this network namespace: the director, keepalived, ldirectord. Nobody is signalled. */
export async function openChecks(world: ChecksWorld, options: ChecksOptions): Promise<FoundChecks> {
  const problems: string[] = [];
  const found: CheckSource[] = [];
  try {
    const director = await DirectorChecks.find(world);
    if (director) found.push(director);
  } catch (error) {
    problems.push(`director: ${(error as Error).message}`);
  }
  found.push(...(await keepaliveds(world, options)));
  for (const one of findLdirectord(world.machine)) {
    const config = await readFoundConfig(one, world.resolver);
    if (config.virtuals.length > 0) found.push(new LdirectordChecks(world, one, config));
  }
  return {source: found.length > 1 ? new CombinedChecks(found) : found[0], problems};
}

/** Those with virtual servers that run. */
async function keepaliveds(world: ChecksWorld, options: ChecksOptions): Promise<CheckSource[]> {
  const running = findKeepalived(world.machine, {...options, fifo: undefined}).filter(
    ({parent, commandLine}) => parent !== undefined && commandLine.only !== 'vrrp',
  );
  if (running.length === 0) return [];
  const {readConfiguration} = await import('./keepalived/read-configuration.js'); // large, and mostly there is no keepalived
  return running.flatMap(one => {
    const place = {path: one.configPath, configId: one.configId, hostname: world.host, interfaces: undefined};
    const configuration = readConfiguration(place);
    if (configuration.config.lvs.virtualServers.length === 0 && !one.healthchecker) return [];
    return [new KeepalivedChecks(world, options, one, configuration)];
  });
}
