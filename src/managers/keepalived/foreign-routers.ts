import type {RouterConfiguration} from '../../vrrp/router/configuration.js';
import type {Machine} from '../machine.js';
import {findKeepalived} from './find-keepalived.js';
import {readConfiguration} from './read-configuration.js';
import {wantedInstances} from './wanted-instances.js';

const nothingGiven = {keepalivedConfig: undefined, keepalivedPid: undefined, fifo: undefined};

/** Which of these virtual routers a keepalived of our network namespace runs, a line each: two that speak as one would be heard as rivals. */
export function foreignRouters(machine: Machine, {routers}: RouterConfiguration, hostname: string): readonly string[] {
  const running = findKeepalived(machine, nothingGiven).filter(({vrrp}) => vrrp !== undefined);
  return running.flatMap(({name, parent, vrrp, configPath: path, configId}) => {
    const {config} = readConfiguration({path, configId, hostname, interfaces: undefined});
    return wantedInstances(config, name).flatMap(wanted => {
      const same = routers.find(
        ours =>
          ours.interface === wanted.interface &&
          ours.virtualRouter === wanted.virtualRouter &&
          ours.family === wanted.family,
      );
      if (!same) return [];
      const {virtualRouter, interface: link} = same;
      return [
        `${same.name} is virtual router ${virtualRouter} on ${link}, which keepalived (process ${(parent ?? vrrp)?.pid}, ${path}) runs as ${wanted.name}: stop it first, or take the instance out of its configuration`,
      ];
    });
  });
}
