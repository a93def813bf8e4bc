import {readFileSync} from 'node:fs';
import type {LdirectordConfig} from '../../config/ldirectord/ldirectord-config.js';
import {KnownNames} from '../../config/table/known-names.js';
import {tcp, udp} from '../../ipvs/protocol.js';
import type {Resolver} from '../../net/resolver.js';
import type {FoundLdirectord} from './find-ldirectord.js';

/** The configuration of an ldirectord that runs, as it is on disk now, with its names resolved. */
export async function readFoundConfig(
  {configPath: path, hostname}: Pick<FoundLdirectord, 'configPath' | 'hostname'>,
  resolver: Pick<Resolver, 'addressOf' | 'portOf'>,
): Promise<LdirectordConfig> {
  const {readLdirectordConf} = await import('../../config/ldirectord/read-config.js'); // only where one runs
  const names = new KnownNames(resolver);
  const resolve = {
    addressOf: (host: string, family: 'ipv4' | 'ipv6') => (family === 'ipv4' ? names.addressIfKnown(host) : undefined),
    portOf: (service: string, protocol: 'tcp' | 'udp' | 'fwm' | undefined) =>
      names.portOf(service, protocol === 'udp' ? udp : tcp) ?? undefined,
  };
  const options = {path, readFile: readText, resolve, ...(hostname === undefined ? {} : {hostname})};
  let {config} = readLdirectordConf(options);
  while (await names.learn()) ({config} = readLdirectordConf(options));
  return config;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
