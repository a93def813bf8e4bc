import {checkVirtual} from './check-virtual.js';
import {completeVirtual} from './complete-virtual.js';
import {GlobalReader, type WrittenGlobals} from './global-reader.js';
import {HostReader} from './host-reader.js';
import type {Globals, LdirectordConfig} from './ldirectord-config.js';
import {type Line, placeIn, splitItems} from './lines.js';
import type {Machine} from './machine.js';
import type {Names} from './names.js';
import {type More, type Problem, type ProblemCode, problem} from './problem.js';
import {reportAt} from './setting-reader.js';
import {type Reading, VirtualReader, type WrittenService} from './virtual-reader.js';

export interface ReadOptions {
  readonly path: string;
  /** Undefined where the file cannot be read. */
  readonly readFile: (path: string) => string | undefined;
  /** Without it names stay names, and those of ports are Debian's as far as ldirectord has to do with them. */
  readonly resolve?: Names;
  readonly machine?: Machine;
  /** For the logins of ftp and sip checks; HOSTNAME of ldirectord's environment, else what uname -n says. */
  readonly hostname?: string;
}

export interface LdirectordReading {
  readonly config: LdirectordConfig;
  /** In the order of the places they are at. */
  readonly problems: readonly Problem[];
}

/** Of a line: some of ldirectord's patterns try each place of it with each length. */
const mostCharacters = 4096;

/**
 * Reads ldirectord.cf as ldirectord 4.12 does. Where it would stop at the first line that it refuses, the reader goes
 * on without that line. Nothing that the file names is run, opened or looked up.
 */
export function readLdirectordConf(options: ReadOptions): LdirectordReading {
  const {path: file, readFile} = options;
  const problems: Problem[] = [];
  const report = (code: ProblemCode, {line, column}: {line: number; column: number}, message: string, more?: More) => {
    const one = problem(code, {file, line, column}, message, more);
    const stops = one.severity === 'refused' && !problems.some(({severity}) => severity === 'refused');
    problems.push(stops ? {...one, stops} : one);
  };
  const say = reportAt(file, (code, place, message, more) => report(code, place, message, more));
  const reading: Reading = {
    file,
    hostname: options.hostname ?? 'localhost',
    machine: options.machine ?? {},
    hosts: new HostReader(options.resolve ?? {}, say),
    report: say,
  };
  const text = readFile(file);
  if (text === undefined) report('unreadable', {line: 1, column: 1}, 'the file cannot be read');
  const globals = new GlobalReader(reading);
  const services = readItems(text ?? '', reading, globals, report);
  const {written} = globals;
  const virtuals = services.map(service => completeVirtual(service, written));
  for (const [i, service] of services.entries()) {
    const virtual = virtuals[i];
    if (virtual) checkVirtual(service, virtual, written, say);
  }
  problems.sort((a, b) => a.line - b.line || a.column - b.column);
  return {config: {globals: completeGlobals(written), virtuals}, problems};
}

type Report = (code: ProblemCode, place: {line: number; column: number}, message: string, more?: More) => void;

function readItems(text: string, reading: Reading, globals: GlobalReader, report: Report): WrittenService[] {
  const services = new Map<string, WrittenService>();
  const {file} = reading;
  const isReadable = (line: Line) => {
    if (line.raw.length <= mostCharacters) return true;
    reading.report('long-line', line, 0, `the line has more than ${mostCharacters.toLocaleString('en')} characters`);
    return false;
  };
  for (const item of splitItems(text)) {
    if (item.type === 'global') {
      if (isReadable(item.line)) globals.readLine(item.line);
      continue;
    }
    if (item.type === 'stray') {
      readStrays(item.lines, reading);
      continue;
    }
    if (!isReadable(item.line)) continue;
    const reader = new VirtualReader(item.line, reading);
    for (const line of item.body) if (isReadable(line)) reader.readLine(line);
    const service = reader.finish();
    if (!service) continue;
    const before = services.get(service.id);
    if (before) {
      const message = `${service.id} is the virtual service of line ${before.line.number} again`;
      report('duplicate-virtual', placeIn(file, item.line), message, {namedLine: item.end});
    } else services.set(service.id, service);
  }
  return [...services.values()];
}

/** One problem for all of them; what is wrong in them besides is found too. */
function readStrays(lines: readonly Line[], reading: Reading): void {
  const [first] = lines;
  if (!first) return;
  const message = 'the line stands in no virtual service: a blank line, or one behind fewer than four blanks, ends it';
  reading.report('outside-block', first, 0, message);
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
