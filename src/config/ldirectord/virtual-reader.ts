import type {Place} from '../keepalived/problem.js';
import {Secret} from '../keepalived/secret.js';
import type {Context} from './context.js';
import {parseFallback, type ReadFallback, resolveFallback, type WrittenFallback} from './fallback-reader.js';
import {globalDirectives} from './global-directives.js';
import type {Subject} from './ldirectord-config.js';
import {type Line, placeIn} from './lines.js';
import {formatHost, type Protocol} from './names.js';
import {mayAppend} from './machine.js';
import {readReal, type WrittenReal} from './real-reader.js';
import {serviceOfPort} from './service-ports.js';
import {type Entry, SettingReader} from './setting-reader.js';
import {matching, word} from './value-kinds.js';
import {type Service, type VirtualSettings, virtualDirectives} from './virtual-directives.js';
import {readVirtualLine, type WrittenVirtual} from './virtual-line.js';

/** A virtual service as its block has it, before the global directives are known. */
export interface WrittenService {
  readonly place: Place;
  readonly line: Line;
  readonly id: string;
  readonly family: WrittenVirtual['family'];
  readonly subject: Subject;
  readonly protocol: Protocol;
  readonly service: Service;
  readonly settings: VirtualSettings;
  readonly netmask?: string;
  readonly reals: readonly WrittenReal[];
  readonly fallback?: ReadFallback;
  /** Where a directive has been given. */
  readonly lineOf: (name: keyof typeof virtualDirectives) => Line | undefined;
}

const ipv4Mask = matching(/^\d+\.\d+\.\d+\.\d+$/, 'a dotted mask is');
const ipv6Mask = matching(/^0*([1-9]|[1-9]\d|1[01]\d|12[0-8])$/, 'a prefix length from 1 to 128 is');

/** Reads the block of a virtual service: its lines first, then, as the protocol is known only now, its addresses. */
export class VirtualReader {
  readonly #settings: SettingReader<typeof virtualDirectives>;
  readonly #written: WrittenVirtual;
  readonly #reals: Entry[] = [];
  #protocol: Protocol;
  #netmask: string | undefined;
  #fallback: WrittenFallback | undefined;

  constructor(
    private readonly line: Line,
    private readonly context: Context,
  ) {
    this.#settings = new SettingReader(
      virtualDirectives,
      {directives: globalDirectives, where: 'outside of virtual services, at the beginning of a line'},
      context.report,
    );
    this.#written = readVirtualLine(line, context.report);
    const {subject} = this.#written;
    this.#protocol = subject?.type === 'fwmark' ? 'fwm' : /^(53|domain)$/.test(subject?.port ?? '') ? 'udp' : 'tcp';
  }

  readLine(line: Line): void {
    const entry = this.#settings.read(line);
    if (entry) this.#readSpecial(entry);
    else if (this.#settings.lineOf('service') === line) this.#fillLogin();
    else if (this.#settings.lineOf('monitorfile') === line)
      mayAppend(this.context.machine, this.#settings.settings.monitorfile, line, this.context.report);
  }

  /** Undefined where ldirectord refuses the service. */
  finish(): WrittenService | undefined {
    const {file} = this.context;
    const {subject: written, family} = this.#written;
    const protocol = this.#protocol;
    const assumed = written?.type === 'address' ? written.port : '0';
    const fallback = this.#fallback && resolveFallback(this.#fallback, protocol, family, this.context, assumed);
    const resolved = written && this.#resolve(written);
    const reals = this.#reals.flatMap(entry => readReal(entry, family, this.context));
    if (!resolved) return undefined;
    const {subject, portText} = resolved;
    const {settings} = this.#settings;
    const service = settings.service ?? (subject.type === 'fwmark' ? 'none' : serviceOfPort(portText));
    return {
      place: placeIn(file, this.line),
      line: this.line,
      id: idOf(subject, protocol, family, portText),
      family,
      subject,
      protocol,
      service,
      settings,
      ...(this.#netmask === undefined ? {} : {netmask: this.#netmask}),
      reals,
      ...(fallback ? {fallback} : {}),
      lineOf: name => this.#settings.lineOf(name),
    };
  }

  #resolve(written: NonNullable<WrittenVirtual['subject']>): {subject: Subject; portText: string} | undefined {
    if (written.type === 'fwmark') return {subject: written, portText: ''};
    const {hosts} = this.context;
    const host = hosts.host(written.host, this.#written.family, this.line, written.hostAt, 'virtual');
    if (!host) return undefined;
    const port = hosts.port(written.port, this.#protocol, this.line, written.portAt);
    if (port === undefined) return undefined;
    const portText = /^\d+$/.test(written.port) ? written.port : String(port);
    return {subject: {type: 'address', host, port}, portText};
  }

  #readSpecial(entry: Entry): void {
    switch (entry.name) {
      case 'real':
      case 'real6':
        if (this.#hasFamily(entry, 'real')) this.#reals.push(entry);
        return;
      case 'fallback':
      case 'fallback6':
        if (this.#hasFamily(entry, 'fallback'))
          this.#fallback = parseFallback(entry, this.context.report) ?? this.#fallback;
        return;
      case 'protocol': {
        const reading = word(this.#protocol === 'fwm' ? ['fwm'] : ['tcp', 'udp']).read(entry.text);
        this.#settings.reportReading(entry, reading);
        if ('value' in reading) this.#protocol = reading.value as Protocol;
        return;
      }
      case 'netmask': {
        const reading = (this.#written.family === 'ipv6' ? ipv6Mask : ipv4Mask).read(entry.text);
        this.#settings.reportReading(entry, reading);
        if ('value' in reading) this.#netmask = reading.value;
      }
    }
  }

  #hasFamily({name, line}: Entry, what: string): boolean {
    const needed = this.#written.family === 'ipv6' ? `${what}6` : what;
    if (name !== needed) this.context.report('wrong-family', line, 0, `within this virtual service it is ${needed}`);
    return name === needed;
  }

  /** Only where service is written: that of the port has no login of its own. */
  #fillLogin(): void {
    const {settings} = this.#settings;
    const us = `ldirectord@${this.context.hostname}`;
    if (settings.service === 'ftp') {
      settings.login ??= 'anonymous';
      settings.passwd ??= new Secret(us);
    } else if (settings.service === 'sip') settings.login ??= us;
  }
}

/** get_virtual_id_str() of ldirectord. */
function idOf(subject: Subject, protocol: Protocol, family: WrittenVirtual['family'], portText: string): string {
  if (subject.type === 'fwmark') return `fwm${family === 'ipv6' ? '6' : ''}:${subject.fwmark}`;
  return `${protocol}:${formatHost(subject.host)}:${portText}`;
}
