import type {Real, Virtual} from '../../../config/ldirectord/ldirectord-config.js';
import {type FileEnd, readEnd} from '../../read-end.js';
import {monitorId} from './monitor-id.js';
import {type MonitorLine, readMonitorLines} from './monitor-lines.js';
import {type MonitorStory, tellStory} from './monitor-story.js';
import {systemReason} from '../../../ipvs/system-words.js';

/** What the monitor files of a configuration say. */
export interface MonitorFiles {
  /** Undefined where nothing of it is written down. */
  storyOf(virtual: Virtual, real: Real): MonitorStory | undefined;
  /** What cannot be read, a line each. */
  readonly problems: readonly string[];
}

/** Of a file, so much of its end is read. */
const mostBytes = 2 * 1024 * 1024;

/** Reads each of them once, however many services write to it. */
export function readMonitorFiles(virtuals: readonly Virtual[]): MonitorFiles {
  const files = new Map<string, {readonly end: FileEnd; readonly lines: ReadonlyMap<string, MonitorLine[]>}>();
  const problems: string[] = [];
  for (const [path, ids] of wantedIds(virtuals)) {
    try {
      const end = readEnd(path, mostBytes);
      files.set(path, {end, lines: readMonitorLines(end, ids)});
    } catch (error) {
      problems.push(`monitorfile ${path}: ${systemReason(error)}`);
    }
  }
  return {
    problems,
    storyOf(virtual, real) {
      const {monitorFile, failures} = virtual.check;
      const file = monitorFile === undefined ? undefined : files.get(monitorFile);
      return file && tellStory(file.lines.get(monitorId(virtual, real)) ?? [], failures, file.end.isCut);
    },
  };
}

/** By path: what its lines may be about. */
function wantedIds(virtuals: readonly Virtual[]): ReadonlyMap<string, ReadonlySet<string>> {
  const wanted = new Map<string, Set<string>>();
  for (const virtual of virtuals) {
    const {monitorFile} = virtual.check;
    if (monitorFile === undefined) continue;
    const ids = wanted.get(monitorFile) ?? new Set();
    wanted.set(monitorFile, ids);
    for (const real of virtual.reals) ids.add(monitorId(virtual, real));
  }
  return wanted;
}
