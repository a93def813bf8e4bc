import {existsSync, statSync} from 'node:fs';
import type {Process} from '../../machine.js';
import {type LocatedObjection, objection} from './objection.js';

/** A keepalived in a container may share our network, but not our files. */
export function otherFiles({pid}: Process, paths: readonly string[]): LocatedObjection[] {
  const other = paths.find(path => existsSync(path) && !isSame(path, `/proc/${pid}/root${path}`));
  if (other === undefined) return [];
  return [
    objection(
      'other-files',
      `keepalived (process ${pid}) does not see our ${other}: it has files of its own, as in a container. Run lvsctl where it runs`,
    ),
  ];
}

function isSame(path: string, other: string): boolean {
  try {
    const [one, two] = [statSync(path), statSync(other)];
    return one.dev === two.dev && one.ino === two.ino;
  } catch {
    return false;
  }
}
