import {
  directRouting,
  gre,
  gue,
  ipip,
  masquerading,
  plainTunnel,
  type Tunnel,
  tunnelChecksum,
  tunneling,
  tunnelRemoteChecksum,
} from '../../ipvs/forwarding.js';
import {type Kind, wordKind, writtenKind} from './kind.js';
import {choice, whole} from './kinds.js';
import {type Shaped, shapeKind, usually} from './shape.js';

/** How packets get to a real server. */
export interface ForwardingSettings {
  readonly forwarding: number;
  readonly tunnel: Tunnel;
}

const methods: Readonly<Record<string, number>> = {masquerading, direct: directRouting, tunnel: tunneling};
const types = {ipip, gue, gre} as const;
const checksums = {none: 0, full: tunnelChecksum, remote: tunnelRemoteChecksum} as const;

export const masqueraded: ForwardingSettings = {forwarding: masquerading, tunnel: plainTunnel};

export const tunnelShape = {
  name: 'a tunnel',
  keys: {
    tunnel: usually(choice('ipip', 'gue', 'gre'), 'ipip', 'ipip', 'what it is wrapped in'),
    port: usually(whole(0, 65_535), 0, '0', 'the UDP port of gue'),
    checksum: usually(choice('none', 'full', 'remote'), 'none', 'none', 'checksums of gue and gre'),
  },
} as const;

const word: Kind<ForwardingSettings> = wordKind('masquerading, direct or tunnel', text => {
  const method = methods[text];
  return method === undefined || !Object.hasOwn(methods, text) ? undefined : {forwarding: method, tunnel: plainTunnel};
});

const map: Kind<ForwardingSettings> = {
  takes: 'a map of tunnel, port and checksum',
  read(spot, text) {
    const found: Shaped<typeof tunnelShape> | undefined = shapeKind(this.takes, tunnelShape).read(spot, text);
    if (!found) return undefined;
    if (found.tunnel === 'gue' && found.port === 0)
      return text.refuse(found.spot('port'), 'gue needs a port', 'write the UDP port that the server listens on');
    if (found.tunnel === 'ipip' && found.checksum !== 'none')
      return text.refuse(found.spot('checksum'), 'ipip has no checksum', 'take it out, or take gue or gre');
    if (found.tunnel !== 'gue' && found.port !== 0)
      return text.refuse(found.spot('port'), `${found.tunnel} has no port`, 'take it out, or take gue');
    return {
      forwarding: tunneling,
      tunnel: {type: types[found.tunnel], port: found.port, flags: checksums[found.checksum]},
    };
  },
};

export const forwarding: Kind<ForwardingSettings> = writtenKind(
  'masquerading, direct or tunnel, or a map of tunnel, port and checksum',
  {word, map},
);

/** As it is written. */
export function writeForwarding({forwarding: number, tunnel}: ForwardingSettings): unknown {
  const name = Object.entries(methods).find(([, one]) => one === number)?.[0] ?? 'masquerading';
  if (number !== tunneling || (tunnel.type === ipip && tunnel.port === 0 && tunnel.flags === 0)) return name;
  return {
    tunnel: Object.entries(types).find(([, one]) => one === tunnel.type)?.[0] ?? 'ipip',
    ...(tunnel.port === 0 ? {} : {port: tunnel.port}),
    ...(tunnel.flags === 0 ? {} : {checksum: tunnel.flags === tunnelChecksum ? 'full' : 'remote'}),
  };
}
