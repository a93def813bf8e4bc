import {type Endpoint, parseEndpoint} from '../net/endpoint.js';
import {type Address, parseAddress} from '../net/address.js';
import {parsePrefix, type Prefix} from '../net/prefix.js';
import {connectionStates} from '../ipvs/connection-states.js';
import {whatThereIs} from '../ipvs/nearest-name.js';
import {parseServicePattern, type ServicePattern} from '../ipvs/service-text.js';
import {type CompletionSource, type Kind, Usage} from './command.js';

export const flag: Kind<true> = {placeholder: undefined, parse: () => true};

export function choice<const T extends string>(...choices: readonly T[]): Kind<T> {
  return {
    placeholder: choices.join('|'),
    choices,
    parse: text => {
      if (!choices.includes(text as T)) throw new Usage(`'${text}' is not one of ${choices.join(', ')}`);
      return text as T;
    },
  };
}

/** A number of seconds, more than none, up to a day. */
export const seconds: Kind<number> = {
  placeholder: 'SECONDS',
  parse: text => {
    const value = Number(text);
    if (!/^\d+(\.\d+)?$/.test(text) || value <= 0 || value > 86400)
      throw new Usage(`'${text}' is not a number of seconds (above 0, up to 86400)`);
    return value;
  },
};

/** A span of time in milliseconds: `500ms`, `10s`, `30m`, `2h`, `1d`; a number alone is seconds. More than none, up to a year. */
export const duration: Kind<number> = {
  placeholder: 'DURATION',
  parse: text => {
    const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(text);
    const value = match ? Number(match[1]) * unitLengths[(match[2] ?? 's') as keyof typeof unitLengths] : 0;
    if (value <= 0 || value > 366 * unitLengths.d)
      throw new Usage(`'${text}' is not a duration: write a number with ms, s, m, h or d, such as 30m`);
    return value;
  },
};

const unitLengths = {ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000} as const;

export const count: Kind<number> = {
  placeholder: 'N',
  parse: text => {
    if (!/^[1-9]\d{0,8}$/.test(text)) throw new Usage(`'${text}' is not a count (1 or more)`);
    return Number(text);
  },
};

export const service: Kind<ServicePattern> = {
  placeholder: 'SERVICE',
  names: 'service',
  completes: 'service',
  parse: text => {
    const pattern = parseServicePattern(text);
    if (!pattern)
      throw new Usage(
        `'${text}' is not a service: write [tcp/|udp/|sctp/]ADDRESS[:PORT], fwmark/N or fwmark6/N, with IPv6 addresses in brackets`,
      );
    return pattern;
  },
};

export const prefix: Kind<Prefix> = {
  placeholder: 'PREFIX',
  parse: text => {
    const value = parsePrefix(text);
    if (!value) throw new Usage(`'${text}' is not an address or prefix such as 10.0.0.7, 10.0.0.0/8 or 2001:db8::/32`);
    return value;
  },
};

/** An address of this host, and a port. */
export const endpoint: Kind<Endpoint> = {
  placeholder: 'ADDRESS:PORT',
  parse: text => {
    const value = parseEndpoint(text);
    if (!value || value.port === 0)
      throw new Usage(`'${text}' is not an address and a port such as 127.0.0.1:9099 or [::1]:9099`);
    return value;
  },
};

/** A state of the connection table in any case; TEMPLATE is lvsctl's own word. */
export const connectionState: Kind<string> = {
  placeholder: 'STATE',
  parse: text => {
    const known = [...connectionStates, 'TEMPLATE'];
    if (known.includes(text.toUpperCase())) return text.toUpperCase();
    throw new Usage(`there is no state '${text}'; ${whatThereIs(text, known)}`);
  },
};

/** A real server: its address, with or without port. */
export const realServer: Kind<{readonly address: Address; readonly port: number | undefined}> = {
  placeholder: 'REAL[:PORT]',
  names: 'server',
  completes: 'real server',
  parse: text => {
    const whole: Endpoint | undefined = parseEndpoint(text);
    const address = whole?.address ?? parseAddress(text);
    if (!address)
      throw new Usage(
        `'${text}' is not a real server: write ADDRESS or ADDRESS:PORT, with IPv6 addresses before a port in brackets`,
      );
    return {address, port: whole?.port};
  },
};

/** A word as it is. @param placeholder what stands for it in help @param completes what it is a name of */
export function name(placeholder: string, completes?: CompletionSource): Kind<string> {
  return {placeholder, ...(completes !== undefined && {completes}), parse: text => text};
}

export const word = name('WORD');
export const text = name('TEXT');
export const file = name('FILE', 'file');
export const folder = name('FOLDER', 'folder');
export const instance = name('INSTANCE', 'instance');
export const server = name('REAL', 'real server');
export const drained = name('REAL', 'drain');
/** An entry of the journal, by its number. */
export const entry: Kind<number> = {
  placeholder: 'ID',
  completes: 'journal entry',
  parse: text => {
    if (!/^[1-9]\d{0,8}$/.test(text))
      throw new Usage(`'${text}' is not the number of an entry: lvsctl journal lists them`);
    return Number(text);
  },
};
export const snapshotName = name('NAME', 'snapshot');
export const topic = name('TOPIC', 'topic');
