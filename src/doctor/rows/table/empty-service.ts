import {formatServiceId} from '../../../ipvs/service-text.js';
import type {DoctorRow} from '../../doctor-row.js';
import {foundOr, good, none, unknown, wrong} from '../../outcomes.js';
import {hasKubeProxy} from '../../source-translation.js';
import {count, entriesOf} from '../../table-facts.js';

/** Whether each service has real servers. */
export const emptyService: DoctorRow = {
  code: 'empty-service',
  group: 'table',
  title: 'services without real servers',
  explanation:
    'A service without a real server refuses every client: with ICMP port unreachable, which TCP clients see as connection refused. Mostly all its servers failed their checks, or the last one was removed by hand. A sorry server (keepalived) or fallback (ldirectord) stands in for them. Nothing is said of the services of kube-proxy (kube-ipvs0): those without pods have no servers.',
  diagnose(facts) {
    const entries = entriesOf(facts);
    if (entries.length === 0) return [facts.ipvs.known ? none('no service') : unknown(facts.ipvs.words)];
    if (hasKubeProxy(facts)) return [none('kube-proxy writes the table: a Kubernetes service without pods is one')];
    const found = entries
      .filter(({destinations}) => destinations.length === 0)
      .map(({service}) =>
        wrong({
          subject: formatServiceId(service.id),
          is: 'no real server',
          shouldBe: 'at least one',
          why: 'Every client is refused.',
          advice: 'lvsctl checks tells which servers failed, and why; lvsctl journal what was removed by hand',
        }),
      );
    return foundOr(found, good(`none of ${count(entries.length, 'service')}`));
  },
};
