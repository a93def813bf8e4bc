import {appendFileSync} from 'node:fs';
import {hostname} from 'node:os';
import type {OpenTerminal} from './commands/command.js';
import {preferencesPath} from './tui/preferences/preferences-file.js';

/** This process's own terminal, clock and signals, for the dashboard. */
export const openProcessTerminal: OpenTerminal = async () => {
  const probe = process.env.LVSCTL_TOP_PROBE;
  return {
    get stdin() {
      return process.stdin; // opened by asking for it: not everybody reads keys
    },
    get stdout() {
      return process.stdout;
    },
    stderr: process.stderr,
    environment: process.env,
    preferencesPath: preferencesPath(process.env),
    host: hostname(),
    clock: Date.now,
    timeOffset: -new Date().getTimezoneOffset(),
    after(milliseconds, call) {
      const timer = setTimeout(call, milliseconds);
      return () => clearTimeout(timer);
    },
    pause: () => new Promise(resolve => setImmediate(resolve)),
    onSignal(signal, listener) {
      process.on(signal, listener);
      return () => process.off(signal, listener);
    },
    onCrash(listener) {
      const crash = (error: unknown): void => listener(error instanceof Error ? error : new Error(String(error)));
      process.on('uncaughtException', crash).on('unhandledRejection', crash);
      return () => process.off('uncaughtException', crash).off('unhandledRejection', crash);
    },
    stopProcess() {
      process.kill(0, 'SIGSTOP'); // the whole job, as Ctrl-Z does
      process.kill(process.pid, 'SIGWINCH'); // of another size meanwhile only the shell was told
    },
    ...(probe && {probe: refresh => recordFigures(probe, refresh)}),
  };
};

/** How often the figures are written, refreshes. */
const probePeriod = 100;

/** What a long run is measured by: LVSCTL_TOP_PROBE=FILE, under node --expose-gc. */
function recordFigures(file: string, refresh: number): void {
  if (refresh % probePeriod !== 0) return;
  (globalThis as {gc?: () => void}).gc?.();
  const listeners = process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
  const streams = [process.stdin, process.stdout] as const;
  const ofStreams = streams.reduce(
    (sum, stream) => sum + stream.eventNames().reduce((total, name) => total + stream.listenerCount(name), 0),
    0,
  );
  const figures = {
    refresh,
    heapUsed: process.memoryUsage().heapUsed,
    listeners: listeners + ofStreams,
    resources: process.getActiveResourcesInfo().length,
  };
  appendFileSync(file, `${JSON.stringify(figures)}\n`);
}
