import {numericDisplay} from '../../ipvsadm/display-names.js';
import {destinationRule, serviceRule} from '../../ipvsadm/format-rules.js';
import type {Lose} from './loss.js';
import type {PoolConfiguration} from './pool-configuration.js';
import {noPools} from './no-pools.js';

/** The table as rules of ipvsadm-save: every server as it is when its checks are up. */
export function writeRules(configuration: PoolConfiguration, lose: Lose): string {
  const {pools, notices} = configuration;
  const [first] = pools;
  if (first && JSON.stringify(notices) !== JSON.stringify(noPools.notices))
    lose(first.place, 'rules tell nobody: there are no notices');
  return pools
    .map(({name, place, services, servers, sorry, quorum, quorumUp, quorumDown}) => {
      const checked = servers.filter(({checks, agent}) => checks.length > 0 || agent);
      if (checked.length > 0) lose(place, `rules check nothing: servers of ${name} are in the table, whatever they do`);
      if (sorry) lose(place, `the sorry server of ${name} is not among the rules`);
      if (quorum > 1 || quorumUp || quorumDown) lose(place, `the quorum of ${name} is not among the rules`);
      for (const {isOff, name: server, place: at} of servers)
        if (isOff) lose(at, `${server} of ${name} is off, and in the table by the rules`);
      return services
        .map(
          (service, i) =>
            serviceRule(service, numericDisplay, 'lvsctl') +
            servers
              .flatMap(({destinations}) => destinations[i] ?? [])
              .map(one => destinationRule(service.id, one, numericDisplay, 'lvsctl'))
              .join(''),
        )
        .join('');
    })
    .join('');
}
