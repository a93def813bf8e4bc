import {servicesOf} from '../config/keepalived/to-table.js';
import {serviceOf} from '../config/ldirectord/to-table.js';
import type {PoolConfiguration} from '../config/pools/pool-configuration.js';
import {type ServiceId, serviceKey} from '../ipvs/service.js';
import {formatServiceId} from '../ipvs/service-text.js';
import type {Resolver} from '../net/resolver.js';
import {findKeepalived} from './keepalived/find-keepalived.js';
import {readConfiguration} from './keepalived/read-configuration.js';
import {findLdirectord} from './ldirectord/find-ldirectord.js';
import {readFoundConfig} from './ldirectord/read-found-config.js';
import type {Machine} from './machine.js';

export interface ForeignServicesWorld {
  readonly machine: Machine;
  /** The name that `@HOST` lines are compared with. */
  readonly hostname: string;
  readonly resolver: Pick<Resolver, 'addressOf' | 'portOf'>;
}

/** Somebody else who writes the table. */
interface Writer {
  /** `keepalived (process 812, /etc/keepalived/keepalived.conf)` */
  readonly name: string;
  readonly services: readonly ServiceId[];
}

const nothingGiven = {keepalivedConfig: undefined, keepalivedPid: undefined, fifo: undefined};

/** Which of these virtual services a keepalived or an ldirectord of our network namespace runs, a line each: two would write against each other. */
export async function foreignServices(
  world: ForeignServicesWorld,
  {pools}: PoolConfiguration,
): Promise<readonly string[]> {
  if (pools.length === 0) return [];
  const writers = [...keepaliveds(world), ...(await ldirectords(world))];
  if (writers.length === 0) return [];
  const ours = new Set(pools.flatMap(({services}) => services.map(({id}) => serviceKey(id))));
  return writers.flatMap(({name, services}) => {
    const [first, ...others] = services.filter(id => ours.has(serviceKey(id)));
    if (!first) return [];
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    return [
      `virtual service ${formatServiceId(first)}${more}: ${name} runs it too: stop it first, or take it out of its configuration`,
    ];
  });
}

function keepaliveds({machine, hostname}: ForeignServicesWorld): readonly Writer[] {
  return findKeepalived(machine, nothingGiven)
    .filter(({parent, healthchecker, commandLine}) => (parent ?? healthchecker) && commandLine.only !== 'vrrp')
    .map(({parent, healthchecker, configPath: path, configId}) => {
      const {lvs} = readConfiguration({path, configId, hostname, interfaces: undefined}).config;
      const services = lvs.virtualServers.flatMap(server => servicesOf(server, lvs).map(({id}) => id));
      return {name: `keepalived (process ${(parent ?? healthchecker)?.pid}, ${path})`, services};
    });
}

function ldirectords({machine, resolver}: ForeignServicesWorld): Promise<readonly Writer[]> {
  return Promise.all(
    findLdirectord(machine).map(async found => {
      const {virtuals} = await readFoundConfig(found, resolver);
      const services = virtuals.flatMap(virtual => serviceOf(virtual) ?? []);
      const {process: seen, configPath} = found;
      return {name: `ldirectord (process ${seen.pid}, ${configPath})`, services};
    }),
  );
}
