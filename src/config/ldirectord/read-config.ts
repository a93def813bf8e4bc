import {checkVirtual} from './check-virtual.js';
import {completeVirtual} from './complete-virtual.js';
import {ConfigurationReader} from './configuration-reader.js';
import type {WrittenGlobals} from './global-reader.js';
import type {Globals, LdirectordConfig} from './ldirectord-config.js';
import type {Machine} from './machine.js';
import type {Names} from './names.js';
import {type Problem, problem, type Report} from './problem.js';

export interface ReadOptions {
  readonly path: string;
  /** Undefined where the file cannot be read. */
  readonly readFile: (path: string) => string | undefined;
  /** Without it names stay names, and those of ports are Debian's as far as ldirectord has to do with them. */
  readonly resolve?: Names;
  /** Without it, whatever the file names is taken to be there. */
  readonly machine?: Machine;
  /** For the logins of ftp and sip checks: HOSTNAME of ldirectord's environment, else what uname -n says. */
  readonly hostname?: string;
}

export interface LdirectordReading {
  /** What ldirectord works with; where it does not start, what is left without the lines that it refuses. */
  readonly config: LdirectordConfig;
  /** In the order of the places they are at. */
  readonly problems: readonly Problem[];
}

/**
 * Reads ldirectord.cf as ldirectord 4.12 does. Where that stops at the first line that it refuses, this goes on without
 * the line. Nothing that the file names is run, opened or, unless by `resolve`, looked up.
 */
export function readLdirectordConf(options: ReadOptions): LdirectordReading {
  const {path: file, readFile, resolve = {}, machine = {}, hostname = 'localhost'} = options;
  const problems: Problem[] = [];
  let isRefused = false;
  const report: Report = (...what) => {
    const one = problem(...what);
    const stops = one.severity === 'refused' && !isRefused;
    isRefused ||= stops;
    problems.push(stops ? {...one, stops} : one);
  };
  const text = readFile(file);
  if (text === undefined) report('unreadable', {file, line: 1, column: 1}, 'the file cannot be read');
  const reader = new ConfigurationReader({file, hostname, names: resolve, machine}, report);
  reader.read(text ?? '');
  const {globals} = reader;
  const virtuals = reader.services.map(service => {
    const virtual = completeVirtual(service, globals);
    checkVirtual(service, virtual, globals, report);
    return virtual;
  });
  problems.sort((a, b) => a.line - b.line || a.column - b.column);
  return {config: {globals: completeGlobals(globals), virtuals}, problems};
}

function completeGlobals({settings, execute, isSupervised}: WrittenGlobals): Globals {
  const {callback, emailalertfrom, maintenancedir} = settings;
  return {
    reloadsItself: settings.autoreload ?? false,
    ...(callback === undefined ? {} : {callback}),
    checkInterval: settings.checkinterval ?? 10,
    cleansOnStop: settings.cleanstop ?? true,
    ...(emailalertfrom === undefined ? {} : {emailAlertFrom: emailalertfrom}),
    execute,
    forks: settings.fork ?? false,
    logFile: settings.logfile ?? '/var/log/ldirectord.log',
    ...(maintenancedir === undefined ? {} : {maintenanceFolder: maintenancedir}),
    isQuiescent: settings.quiescent ?? false,
    readdsQuiescent: settings.readdquiescent ?? false,
    isSupervised,
  };
}
