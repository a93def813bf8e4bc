import {formatServiceId} from '../../../ipvs/service-text.js';
import {isPersistent} from '../../../ipvs/service.js';
import {formatEndpoint} from '../../../net/endpoint.js';
import type {DoctorRow} from '../../doctor-row.js';
import {foundOr, good, none, risk, unknown} from '../../outcomes.js';
import {vsSysctl} from '../../sysctl-facts.js';
import {count, entriesOf} from '../../table-facts.js';

const name = 'net.ipv4.vs.expire_quiescent_template';

/** Whether persistence holds clients at servers of weight 0. */
export const expireQuiescentTemplate: DoctorRow = {
  code: 'expire-quiescent-template',
  group: 'kernel',
  title: 'persistent clients of quiesced servers',
  explanation:
    'Persistence pins a client to its server, also when that has weight 0: each new connection goes there, and winds the pin up again. Where checks give failed servers weight 0 (inhibit_on_failure of keepalived, quiescent = yes of ldirectord) such clients go on reaching the failed server until they stay away for the timeout. expire_quiescent_template = 1 sends them elsewhere. For a drain in good order 0 is right, and lvsctl drain --cut templates sets 1 when it is wanted: so --fix leaves it alone. Documentation/networking/ipvs-sysctl.rst.',
  needsAll: true,
  diagnose(facts) {
    const persistent = entriesOf(facts).filter(({service}) => isPersistent(service));
    if (persistent.length === 0)
      return [facts.ipvs.known ? none('no service is persistent') : unknown(facts.ipvs.words)];
    const value = vsSysctl(facts, 'expire_quiescent_template');
    if (value === undefined) return [unknown(`${name} cannot be read`)];
    if (value !== 0) return [good(String(value))];
    const quiescing = facts.managers.known ? facts.managers.value.filter(one => one.quiescesFailed) : [];
    const byChecks = quiescing.map(({kind}) =>
      risk({
        subject: name,
        is: '0',
        shouldBe: '1',
        why: `${kind} gives failed servers weight 0, and ${count(persistent.length, 'service')} with persistence would go on sending their clients to them.`,
        advice: `sysctl -w ${name}=1; or let failed servers be removed`,
      }),
    );
    const held = persistent.flatMap(({service, destinations}) =>
      destinations
        .filter(one => one.weight === 0 && one.persistentConnections > 0)
        .map(one =>
          risk({
            subject: `${formatEndpoint(one)} of ${formatServiceId(service.id)}`,
            is: `weight 0, and ${count(one.persistentConnections, 'client')} pinned to it`,
            why: `Their new connections go there as before, and each winds up the pin: that does not end by itself while they come again within ${service.timeout} s.`,
            advice: 'lvsctl drain --cut templates sends them elsewhere',
          }),
        ),
    );
    return foundOr([...byChecks, ...held], good('0: a drain in good order'));
  },
};
