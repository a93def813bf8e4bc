import type {Change} from '../../ipvs/change.js';
import {FollowedTable} from '../../ipvs/followed-table.js';
import {serviceOf} from '../../ipvs/inverses.js';
import type {ServiceId} from '../../ipvs/service.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import {formatChange} from '../../ipvsadm/format-change.js';
import {changesOf, type TablePlan} from '../../maintenance/apply/table-plan.js';
import {formatEndpoint} from '../../net/endpoint.js';
import type {Loss} from './losses.js';

/** A change as it is shown. */
export interface PlannedChange {
  readonly action: 'add' | 'edit' | 'delete';
  readonly kind: 'service' | 'server';
  /** `tcp/10.0.0.1:80` */
  readonly service: string;
  /** `10.1.0.11:80`; null: the service itself. */
  readonly server: string | null;
  /** The ipvsadm command that does the same. */
  readonly command: string;
  /** Of an edit: the command that has made it, or would have made it, as it is. */
  readonly before: string | null;
  /** Of a deletion. */
  readonly lost: Loss | null;
}

export function plannedChanges(plan: TablePlan, losses: ReadonlyMap<Change, Loss>): readonly PlannedChange[] {
  const before = new FollowedTable(plan.before);
  return changesOf(plan.stages).map(change => {
    const [action, kind] = change.type.split('-') as [PlannedChange['action'], PlannedChange['kind']];
    return {
      action,
      kind,
      ...namesOf(change),
      command: formatChange(change),
      before: beforeOf(change, before),
      lost: losses.get(change) ?? null,
    };
  });
}

/** Which service, and which server of it. */
export function namesOf(change: Change): Pick<PlannedChange, 'service' | 'server'> {
  return {
    service: formatServiceId(serviceOf(change) as ServiceId),
    server: 'destination' in change ? formatEndpoint(change.destination) : null,
  };
}

function beforeOf(change: Change, before: FollowedTable): string | null {
  if (change.type === 'edit-service') {
    const service = before.service(change.service.id);
    return service ? formatChange({type: 'edit-service', service}) : null;
  }
  if (change.type !== 'edit-server') return null;
  const destination = before.destination(change.id, change.destination);
  return destination ? formatChange({...change, destination}) : null;
}
