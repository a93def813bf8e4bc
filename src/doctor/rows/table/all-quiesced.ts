import {formatServiceId} from '../../../ipvs/service-text.js';
import type {DoctorRow} from '../../doctor-row.js';
import {foundOr, good, none, unknown, wrong} from '../../outcomes.js';
import {count, entriesOf} from '../../table-facts.js';

/** Whether each service has a server that takes new clients. */
export const allQuiesced: DoctorRow = {
  code: 'all-quiesced',
  group: 'table',
  title: 'services whose servers all have weight 0',
  explanation:
    'Weight 0 keeps the connections of a server and gives it no new ones. Where all servers of a service have it, every new client is refused, but for those that persistence pins: all schedulers look at weights. It happens when two drains meet, or a drain meets failed checks.',
  diagnose(facts) {
    const served = entriesOf(facts).filter(({destinations}) => destinations.length > 0);
    if (served.length === 0) return [facts.ipvs.known ? none('no real servers') : unknown(facts.ipvs.words)];
    const found = served
      .filter(({destinations}) => destinations.every(({weight}) => weight === 0))
      .map(({service, destinations}) =>
        wrong({
          subject: formatServiceId(service.id),
          is: `weight 0: ${count(destinations.length, 'server')}, all`,
          shouldBe: 'one with weight',
          why: 'New clients are refused.',
          advice: 'lvsctl drains shows who drained them: lvsctl undrain; lvsctl checks shows which failed',
        }),
      );
    return foundOr(found, good(`none of ${count(served.length, 'service')}`));
  },
};
