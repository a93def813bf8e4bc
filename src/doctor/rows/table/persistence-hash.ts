import {isPersistent} from '../../../ipvs/service.js';
import {formatServiceId} from '../../../ipvs/service-text.js';
import type {DoctorRow} from '../../doctor-row.js';
import {foundOr, good, none, risk, unknown} from '../../outcomes.js';
import {entriesOf} from '../../table-facts.js';

const hashing = ['sh', 'mh'];

/** Whether clients are made to stay twice. */
export const persistenceHash: DoctorRow = {
  code: 'persistence-hash',
  group: 'table',
  title: 'persistence with hashing schedulers',
  explanation:
    'Schedulers sh and mh send a client always to the same server, without remembering it: two directors agree without synchronization. Persistence remembers: a template for each client, which decides before the scheduler does. Both together have the costs of each: memory and synchronization of templates, and a client that was moved once stays moved although its hash says otherwise. Persistence of port 0 or of a firewall mark, which keeps several ports of a client together, or by an engine (sip), which does not go by the client, is reason enough for it and is not counted.',
  needsAll: true,
  diagnose(facts) {
    const entries = entriesOf(facts);
    const chosen = entries.filter(({service}) => hashing.includes(service.scheduler));
    if (chosen.length === 0) return [facts.ipvs.known ? none('no service hashes') : unknown(facts.ipvs.words)];
    const found = chosen
      .filter(
        ({service}) =>
          isPersistent(service) &&
          service.persistenceEngine === '' &&
          service.id.type === 'address' &&
          service.id.port !== 0,
      )
      .map(({service}) =>
        risk({
          subject: formatServiceId(service.id),
          is: `scheduler ${service.scheduler} with persistence of ${service.timeout} s`,
          shouldBe: `one of both: ${service.scheduler} alone, or persistence with wlc`,
          why: 'Templates decide before the hash does: after a failover or a drain clients stay where they were put, and two directors disagree.',
          advice: 'lvsctl -E … without -p, or with another scheduler',
        }),
      );
    return foundOr(found, good('without persistence'));
  },
};
