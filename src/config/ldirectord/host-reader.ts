import type {Family} from '../../net/address.js';
import {parseIpv4} from '../../net/address.js';
import type {Line} from './lines.js';
import {formatHost, type Host, type Names, type Port, type Protocol, readHost, readPort} from './names.js';
import type {ReportAt} from './setting-reader.js';

/** Reads hosts and ports, and says where there are none. */
export class HostReader {
  constructor(
    private readonly names: Names,
    private readonly report: ReportAt,
  ) {}

  /** @param what of which it is the address */
  host(text: string, family: Family, line: Line, at: number, what: string): Host | undefined {
    const host = readHost(text, family, this.names);
    if (!host) {
      const version = family === 'ipv4' ? 'IPv4' : 'IPv6';
      const isAddress = readHost(text, family === 'ipv4' ? 'ipv6' : 'ipv4', {})?.type === 'address';
      if (isAddress) this.report('wrong-family', line, at, `${text} is no ${version} address, as ${what} needs`);
      else if (text.includes(':')) this.report('invalid-address', line, at, `${text} is no ${version} address`);
      else this.report('unresolved-name', line, at, `${text} has no ${version} address`);
    } else if (host.type === 'address' && family === 'ipv4' && !parseIpv4(text.replace(/^\[(.*)\]$/, '$1')))
      if (text === '' || inDigits.test(text)) this.#misread(text, host, line, at, what);
    return host;
  }

  port(text: string, protocol: Protocol | undefined, line: Line, at: number): Port | undefined {
    const port = readPort(text, protocol, this.names);
    if (port === undefined) {
      const why = /^\d+$/.test(text) ? `${text} is no port: 0 to 65535` : `there is no port "${text}"`;
      const hint = protocol === 'fwm' ? ': with a firewall mark names of ports are unknown' : '';
      this.report('invalid-port', line, at, why + hint);
    }
    return port;
  }

  #misread(text: string, host: Host, line: Line, at: number, what: string): void {
    const message = text === '' ? `${what} has no address` : `${text} is not written as an address usually is`;
    this.report('misread', line, at, message, `ldirectord takes it for ${formatHost(host)}`);
  }
}

const inDigits = /^(0x)?[\d.]/i;
