import type {CheckedPool, CheckedQuorum, CheckedServer} from '../../director/protocol/checks-report.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import type {ServiceId} from '../../ipvs/service.js';
import type {OwnedWay, Ownership} from '../../maintenance/owner.js';

const kept: OwnedWay = {type: 'kept'};

/** What the director has to do with a destination. A drain lasts: it reads the records of them. */
export function assessOwnership(service: ServiceId, pool: CheckedPool, server: CheckedServer): Ownership {
  return {
    owner: 'director',
    configuredWeight: server.configuredWeight,
    isFallback: false,
    way: kept,
    warnings: [...quorumWarning(service, pool, server), ...operatorWarning(server)],
  };
}

/** A drain is nothing that its checks count with: what is drained goes on counting. */
function quorumWarning(service: ServiceId, {quorum, sorry}: CheckedPool, {state, weight}: CheckedServer): string[] {
  if (!quorum?.isThere || state === 'down' || !isLostWithout(quorum, weight ?? 0)) return [];
  const what = sorry === 'none' ? 'its quorum_down does not run' : 'the sorry server does not come in';
  return [
    `what is left of ${formatServiceId(service)} is below its quorum of ${quorum.threshold}, but the director goes on counting what is drained: ${what}`,
  ];
}

function isLostWithout({count, threshold}: CheckedQuorum, weight: number): boolean {
  return weight > 0 && count - weight < threshold;
}

/** What it is now is somebody's wish already, and a drain remembers it. */
function operatorWarning({name, operator}: CheckedServer): string[] {
  if (operator === undefined || operator.startsWith('drained')) return [];
  const words = escapeControls(operator);
  return [`${escapeControls(name)} is not as its checks have it (${words}): after the drain it is as they say`];
}
