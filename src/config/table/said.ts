import type {DestinationConfiguration} from '../../ipvs/destination.js';
import type {ServiceConfiguration, ServiceId} from '../../ipvs/service.js';
import {numericDisplay} from '../../ipvsadm/display-names.js';
import {destinationRule, serviceRule} from '../../ipvsadm/format-rules.js';
import type {TableFormat} from './file-table.js';
import {settingsDocument} from './format-document.js';

/**
 * What a kind of file says of an entry: two that it says the same of are no difference to it. A mask without
 * persistence, or the kernel's own kinds of forwarding, stand in no rules.
 */
export interface Saying {
  service(service: ServiceConfiguration): string;
  destination(id: ServiceId, destination: DestinationConfiguration): string;
}

export function sayingOf(format: TableFormat): Saying {
  return format === 'json' || format === 'yaml' ? inDocuments : inRules;
}

const inRules: Saying = {
  service: service => serviceRule(service, numericDisplay, 'lvsctl'),
  destination: (id, destination) => destinationRule(id, destination, numericDisplay, 'lvsctl'),
};

const inDocuments: Saying = {
  service: service => {
    const {exact: _, ...said} = settingsDocument({service, destinations: []});
    return JSON.stringify(said);
  },
  destination: (id, destination) => {
    const service = {id, scheduler: '', flags: 0, timeout: 0, netmask: 0, persistenceEngine: ''};
    const [real] = settingsDocument({service, destinations: [destination]}).realServers;
    const {exact: _, ...said} = real as NonNullable<typeof real>;
    return JSON.stringify(said);
  },
};
