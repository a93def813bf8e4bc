import type {Change} from '../../ipvs/change.js';
import {destinationKey} from '../../ipvs/destination.js';
import {destinationFingerprint, settingsFingerprint} from '../../ipvs/fingerprint.js';
import type {Ipvs} from '../../ipvs/ipvs.js';
import type {Finding} from '../../ipvs/refusal.js';
import {serviceKey} from '../../ipvs/service.js';

/** Looks at the table for a change whose answer was lost. */
export async function rereadFor(ipvs: Ipvs, change: Change): Promise<Finding> {
  const finding = (isAsAsked: boolean): Finding => (isAsAsked ? 'as asked' : 'not as asked');
  switch (change.type) {
    case 'add-service':
    case 'edit-service': {
      const wanted = settingsFingerprint(change.service);
      return finding((await ipvs.serviceConfigurations()).some(service => settingsFingerprint(service) === wanted));
    }
    case 'delete-service': {
      const key = serviceKey(change.id);
      return finding(!(await ipvs.serviceConfigurations()).some(service => serviceKey(service.id) === key));
    }
    case 'add-server':
    case 'edit-server': {
      const wanted = destinationFingerprint(change.destination);
      const found = await ipvs.destinationConfigurations(change.id);
      return finding(found.some(destination => destinationFingerprint(destination) === wanted));
    }
    case 'delete-server': {
      const key = destinationKey(change.destination);
      const found = await ipvs.destinationConfigurations(change.id);
      return finding(!found.some(destination => destinationKey(destination) === key));
    }
    case 'flush':
      return finding((await ipvs.serviceConfigurations()).length === 0);
    case 'set': {
      const {tcp, tcpFin, udp} = await ipvs.timeouts();
      const isSet = (asked: number, is: number): boolean => asked === 0 || asked === is;
      const {timeouts} = change;
      return finding(isSet(timeouts.tcp, tcp) && isSet(timeouts.tcpFin, tcpFin) && isSet(timeouts.udp, udp));
    }
    case 'start-daemon':
      return finding((await ipvs.daemons()).some(({state}) => state === change.daemon.state));
    case 'stop-daemon':
      return finding(!(await ipvs.daemons()).some(({state}) => state === change.state));
    case 'zero':
      return 'cannot be told';
  }
}
