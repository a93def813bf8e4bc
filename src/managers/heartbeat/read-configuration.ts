import {readFileSync} from 'node:fs';
import {type HeartbeatConfiguration, readHeartbeat} from '../../config/heartbeat/read-heartbeat.js';
import type {HeartbeatProblem} from '../../config/heartbeat/problem.js';
import type {Machine} from '../machine.js';

/** Reads heartbeat's folder as it is now. Undefined where there is no ha.cf, or it may not be read. */
export function readHeartbeatFolder(
  folder: string,
  host: string,
  machine: Pick<Machine, 'facts'>,
): HeartbeatConfiguration | undefined {
  const haCf = textOf(`${folder}/ha.cf`);
  if (haCf === undefined) return undefined;
  const authkeys = `${folder}/authkeys`;
  const configuration = readHeartbeat(
    {folder, haCf, haresources: textOf(`${folder}/haresources`), authkeys: textOf(authkeys)},
    host,
  );
  return {...configuration, problems: [...configuration.problems, ...problemsOfMode(authkeys, machine)]};
}

/** heartbeat refuses an authkeys that others may read. */
function problemsOfMode(file: string, machine: Pick<Machine, 'facts'>): HeartbeatProblem[] {
  const facts = machine.facts(file);
  const place = {file, line: 1, column: 1, severity: 'refused'} as const;
  if (!facts) return [{...place, message: 'it is missing'}];
  if (facts.kind !== 'file' || (facts.mode & 0o077) === 0) return [];
  return [{...place, message: `others may read it (mode ${facts.mode.toString(8)}): chmod 600 ${file}`}];
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
