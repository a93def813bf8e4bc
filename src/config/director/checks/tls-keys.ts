import type {TlsSettings} from '../../../checks/probe/probe.js';
import {type Kind, writtenKind} from '../kind.js';
import {path, truth} from '../kinds.js';
import {optional, shapeKind, usually} from '../shape.js';
import {line, said} from './text-kinds.js';

export const tlsShape = {
  name: 'tls',
  keys: {
    name: optional(line, 'none', 'the name that is asked for (SNI), and that the certificate is to be of'),
    verify: usually(truth, true, 'true', 'the certificate is checked: who has signed it, its time, its name'),
    authority: optional(path, "the system's", 'file of the certificates of who may have signed it'),
    certificate: optional(path, 'none', 'file of our own certificate'),
    key: optional(path, 'none', 'file of its key, without a password'),
  },
} as const;

const whole: Kind<TlsSettings> = {
  takes: 'a map of name, verify and so on',
  read(spot, text) {
    const found = shapeKind(this.takes, tlsShape).read(spot, text);
    if (!found) return undefined;
    const {name, verify, authority, certificate, key} = found;
    return {serverName: name, verifies: verify, authority, certificate, key};
  },
};

/** False is none. */
const plain: Kind<TlsSettings | false> = {
  takes: truth.takes,
  read(spot, text) {
    const is = truth.read(spot, text);
    return is === undefined ? undefined : is && usualTls;
  },
};

export const usualTls: TlsSettings = {
  serverName: undefined,
  verifies: true,
  authority: undefined,
  certificate: undefined,
  key: undefined,
};

export const tls: Kind<TlsSettings | false> = writtenKind<TlsSettings | false>(
  'true, false, or a map of name, verify and so on',
  {
    word: plain,
    map: whole,
  },
);

/** True where it is as usual. */
export function writeTls({serverName, verifies, authority, certificate, key}: TlsSettings): unknown {
  const keys = {
    ...said('name', serverName),
    ...said('verify', verifies, true),
    ...said('authority', authority),
    ...said('certificate', certificate),
    ...said('key', key),
  };
  return Object.keys(keys).length === 0 ? true : keys;
}
