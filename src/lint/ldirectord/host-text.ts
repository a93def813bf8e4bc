import {formatHost, type Host, type Port} from '../../config/ldirectord/names.js';

/** `10.1.0.1:80`, `web1:http`. */
export function hostText({host, port}: {readonly host: Host; readonly port: Port}): string {
  return port === 0 ? formatHost(host) : `${formatHost(host)}:${port}`;
}
