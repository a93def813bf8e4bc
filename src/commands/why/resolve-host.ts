import {parseServicePattern} from '../../ipvs/service-text.js';
import {type Address, parseAddress} from '../../net/address.js';
import type {CommandContext} from '../command.js';

/** The address of `web1` or `web1:80`; none for numbers, and for what no resolver knows. @param texts one, unless the settings have a name of several addresses */
export async function resolveHost(
  texts: readonly string[],
  {resolver}: Pick<CommandContext, 'resolver'>,
): Promise<readonly Address[]> {
  const [text = ''] = texts;
  const host = /^([A-Za-z0-9_][\w.-]{0,252})(?::\d{1,5})?$/.exec(text)?.[1];
  if (host === undefined || parseServicePattern(text) !== undefined || parseAddress(host) || /^[\d.]+$/.test(host))
    return [];
  const address = await resolver.addressOf(host);
  return address ? [address] : [];
}
