import {noPools} from '../config/pools/no-pools.js';
import {emptyConfiguration} from '../config/director/read-director-configuration.js';
import type {LoadedConfiguration} from './director-world.js';

/** What of a file is carried out: keepalived's --vrrp and --check. */
export type DirectorPart = 'routers' | 'services';

/** A configuration with the other part left out. NB: what is wrong there is wrong all the same: it is one file. */
export function onlyPart(loaded: LoadedConfiguration, part: DirectorPart | undefined): LoadedConfiguration {
  const {configuration} = loaded;
  if (!configuration || !part) return loaded;
  const left = part === 'routers' ? {pools: noPools} : {routers: emptyConfiguration};
  return {...loaded, configuration: {...configuration, ...left}};
}
