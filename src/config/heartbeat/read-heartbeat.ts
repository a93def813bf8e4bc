import type {HeartbeatProblem} from './problem.js';
import {readAuthkeys} from './read-authkeys.js';
import {type HaCf, readHaCf} from './read-ha-cf.js';
import {readHaresources, type ResourceGroup} from './read-haresources.js';

/** What /etc/ha.d wants of this host. */
export interface HeartbeatConfiguration extends Omit<HaCf, 'problems'> {
  /** None where Pacemaker has the resources. */
  readonly groups: readonly ResourceGroup[];
  readonly authentication: string | undefined;
  readonly problems: readonly HeartbeatProblem[];
}

export interface HeartbeatTexts {
  /** The folder, for the places of problems. */
  readonly folder: string;
  readonly haCf: string;
  /** Undefined where there is none. */
  readonly haresources: string | undefined;
  /** Undefined where it may not be read: it is root's. */
  readonly authkeys: string | undefined;
}

/** @param host as uname -n has it: heartbeat refuses to start where it is no node */
export function readHeartbeat(
  {folder, haCf, haresources, authkeys}: HeartbeatTexts,
  host: string,
): HeartbeatConfiguration {
  const {problems, ...whole} = readHaCf(haCf, `${folder}/ha.cf`);
  const hasResources = !whole.hasPacemaker && haresources !== undefined;
  const resources = hasResources
    ? readHaresources(haresources, `${folder}/haresources`, whole.autojoin === 'none' ? whole.nodes : undefined)
    : {groups: [], problems: []};
  const keys = authkeys === undefined ? undefined : readAuthkeys(authkeys, `${folder}/authkeys`);
  const isStranger = whole.autojoin !== 'any' && whole.nodes.length > 0 && !whole.nodes.includes(host.toLowerCase());
  return {
    ...whole,
    groups: resources.groups,
    authentication: keys?.method,
    problems: [
      ...problems,
      ...(isStranger ? [strange(`${folder}/ha.cf`, host)] : []),
      ...resources.problems,
      ...(keys?.problems ?? []),
    ],
  };
}

function strange(file: string, host: string): HeartbeatProblem {
  return {file, line: 1, column: 1, severity: 'refused', message: `this host, ${host}, is no node of it`};
}
