import type {Destination} from '../../ipvs/destination.js';
import type {ServiceConfiguration, ServiceId} from '../../ipvs/service.js';
import {formatChange} from '../../ipvsadm/format-change.js';
import {type EditedLine, editedLine} from '../components/line-editor.js';
import {isFull, type SeenService} from '../data/snapshot.js';

/** The command that would make the service as it is: to be edited. */
export function serviceEditRule(service: ServiceConfiguration): EditedLine {
  return editedLine(withoutProgram(formatChange({type: 'edit-service', service})));
}

/** With the thresholds also where they are 0, as one may want to set them. */
export function serverRule(id: ServiceId, destination: Destination): EditedLine {
  const text = withoutProgram(formatChange({type: 'edit-server', id, destination}));
  return editedLine(text + (destination.upperThreshold === 0 ? ' -x 0 -y 0' : ''));
}

/** A real server like the others of the service, its address to be typed. */
export function newServerRule({service, destinations}: SeenService): EditedLine {
  const first = destinations?.find(({weight}) => weight > 0) ?? destinations?.[0];
  const rule =
    first && isFull(first)
      ? withoutProgram(formatChange({type: 'add-server', id: service.id, destination: first}))
      : undefined;
  const start = withoutProgram(formatChange({type: 'delete-service', id: service.id})).replace(/^-D/, '-a');
  const end = rule?.replace(/^.* -r \S+/, '') ?? ' -m -w 1';
  return {text: `${start} -r ${end}`, cursor: `${start} -r `.length};
}

export function newServiceRule(): EditedLine {
  return {text: '-A -t  -s wlc', cursor: '-A -t '.length};
}

function withoutProgram(command: string): string {
  return command.replace(/^ipvsadm /, '');
}
