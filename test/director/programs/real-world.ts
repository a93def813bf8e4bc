import {watch} from 'node:fs';
import {SpawnedPrograms} from '../../../src/director/programs/spawned-programs.js';

/** What drivers of the director get: this machine, with timers that do not keep the test alive. */
export function realWorld() {
  const log: string[] = [];
  const after = (delay: number, call: () => void) => {
    const timer = setTimeout(call, delay);
    return () => clearTimeout(timer);
  };
  const killGroup = (group: number) => {
    try {
      process.kill(-group, 'SIGKILL');
    } catch {} // it has ended
  };
  return {
    log: Object.assign((severity: string, words: string) => void log.push(`${severity}: ${words}`), {lines: log}),
    clock: () => performance.timeOrigin + performance.now(),
    after,
    programs: new SpawnedPrograms({after, killGroup, isRoot: process.getuid?.() === 0}),
    onFolderChange(folder: string, call: (name: string | undefined) => void) {
      try {
        const watcher = watch(folder, (_event, name) => call(name ?? undefined));
        watcher.on('error', () => watcher.close());
        return () => watcher.close();
      } catch {
        return () => {};
      }
    },
    processes: () => [],
    onExit: () => () => {},
  };
}
