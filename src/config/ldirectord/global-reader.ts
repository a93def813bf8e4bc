import type {Family} from '../../net/address.js';
import type {Context} from './context.js';
import {parseFallback, type ReadFallback, resolveFallback} from './fallback-reader.js';
import {type GlobalSettings, globalDirectives} from './global-directives.js';
import type {Line} from './lines.js';
import {mayAppend} from './machine.js';
import {type Entry, SettingReader} from './setting-reader.js';
import {yesNo} from './value-kinds.js';
import {virtualDirectives} from './virtual-directives.js';

/** The global directives as they are written. */
export interface WrittenGlobals {
  readonly settings: GlobalSettings;
  readonly execute: readonly string[];
  readonly isSupervised: boolean;
  readonly fallbacks: Readonly<Partial<Record<Family, ReadFallback>>>;
}

export class GlobalReader {
  readonly #settings: SettingReader<typeof globalDirectives>;
  readonly #execute = new Set<string>();
  readonly #fallbacks: Partial<Record<Family, ReadFallback>> = {};
  #isSupervised = false;

  constructor(private readonly context: Context) {
    this.#settings = new SettingReader(
      globalDirectives,
      {directives: virtualDirectives, where: 'within a virtual service, behind four blanks or a tab'},
      context.report,
    );
  }

  get written(): WrittenGlobals {
    return {
      settings: this.#settings.settings,
      execute: [...this.#execute],
      isSupervised: this.#isSupervised,
      fallbacks: this.#fallbacks,
    };
  }

  readLine(line: Line): void {
    const {report, machine} = this.context;
    if (line.text.startsWith('supervised') && !/^supervised[ \t\r\f\v]*=/.test(line.text)) return this.#readBare(line);
    const entry = this.#settings.read(line);
    const {logfile, maintenancedir} = this.#settings.settings;
    if (entry) this.#readSpecial(entry);
    else if (this.#settings.lineOf('logfile') === line) {
      if (logfile?.startsWith('/') && !this.#isSupervised) mayAppend(machine, logfile, line, report);
    } else if (this.#settings.lineOf('maintenancedir') === line)
      if (maintenancedir !== undefined && machine.isFolder?.(maintenancedir) === false)
        report('missing-folder', line, 0, `${maintenancedir} is no folder`);
  }

  #readBare(line: Line): void {
    const {report} = this.context;
    if (/^supervised[ \t\r\f\v]*$/.test(line.text)) {
      this.#isSupervised = true;
      report('deprecated', line, 0, 'supervised by itself will go away: say supervised=yes');
    } else report('invalid-value', line, 0, 'supervised: =yes or =no is expected');
  }

  #readSpecial(entry: Entry): void {
    switch (entry.name) {
      case 'execute':
        this.#execute.add(entry.text);
        return;
      case 'fallback':
        return this.#readFallback(entry, 'ipv4');
      case 'fallback6':
        return this.#readFallback(entry, 'ipv6');
      case 'supervised': {
        const reading = yesNo.read(entry.text);
        this.#settings.reportReading(entry, reading);
        if ('value' in reading) this.#isSupervised = reading.value;
      }
    }
  }

  /** ldirectord wants the name of its port to be known for tcp and for udp. */
  #readFallback(entry: Entry, family: Family): void {
    const {context} = this;
    const written = parseFallback(entry, context.report);
    const tcp = written && resolveFallback(written, 'tcp', family, context);
    const isNamed = written?.port !== undefined && !/^\d+$/.test(written.port);
    const udp = tcp && isNamed ? resolveFallback(written, 'udp', family, context) : tcp;
    if (tcp && udp) this.#fallbacks[family] = tcp;
  }
}
