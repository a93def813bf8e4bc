import {parseAddress} from '../../../net/address.js';
import type {RouterSettings, SyncSettings} from '../../../vrrp/router/configuration.js';
import type {Node} from '../block-tree.js';
import type {Word} from '../text/words.js';
import {readUnsigned} from '../walk/numbers.js';
import type {Findings} from './findings.js';
import type {BlockLines} from './lines.js';

/** `lvs_sync_daemon IF [[inst] VI] [id N] [maxlen N] [port N] [ttl N] [group IP]`, the first of them. */
export function syncOf(
  {nodes}: BlockLines,
  tree: readonly Node[],
  routers: readonly RouterSettings[],
  findings: Findings,
): SyncSettings | undefined {
  const words = nodes.find(node => node.words[0]?.text === 'lvs_sync_daemon' && node.words.length > 1)?.words;
  if (!words) return syncOfInstance(tree, routers);
  const options = optionsOf(words);
  const keyword = words[0] as Word;
  if (options.router === undefined) {
    findings.refuse(keyword, 'lvs_sync_daemon without an instance', {
      keepalived: 'runs both daemons, whoever is master',
      lvsctl: 'has them follow an instance',
      advice: 'name one behind the interface',
    });
    return undefined;
  }
  const router = routers.find(({name}) => name === options.router);
  if (!router) {
    findings.refuse(keyword, `lvs_sync_daemon follows "${options.router}", which is not there`, {
      keepalived: 'runs no daemon',
      lvsctl: 'does not start with it',
      advice: 'name an instance of this file',
    });
    return undefined;
  }
  const number = (name: string, least: number, most: number) =>
    readUnsigned(options.values.get(name) ?? '-', least, most, false).value;
  return {
    interface: words[1]?.text ?? '',
    router: router.name,
    syncId: number('id', 0, 255) ?? router.virtualRouter,
    maximumLength: number('maxlen', 1, 65_507),
    group: parseAddress(options.values.get('group') ?? ''),
    port: number('port', 1, 65_535),
    ttl: number('ttl', 1, 255),
  };
}

function optionsOf(words: readonly Word[]): {router?: string; values: ReadonlyMap<string, string>} {
  const values = new Map<string, string>();
  let router: string | undefined;
  for (let i = 2; i < words.length; i++) {
    const {text} = words[i] as Word;
    if (['id', 'maxlen', 'port', 'ttl', 'group', 'inst'].includes(text)) {
      const value = words[++i]?.text;
      if (value !== undefined) values.set(text, value);
    } else if (i === 2) router = text;
    else if (i === 3 && /^\d+$/.test(text)) values.set('id', text); // as it was written before 1.2.21
  }
  const named = values.get('inst') ?? router;
  return {values, ...(named === undefined ? {} : {router: named})};
}

/** The old way: lvs_sync_daemon_interface of an instance. */
function syncOfInstance(tree: readonly Node[], routers: readonly RouterSettings[]): SyncSettings | undefined {
  for (const {words, block} of tree) {
    const router = routers.find(({name}) => words[0]?.text === 'vrrp_instance' && name === words[1]?.text);
    const line = block?.children.find(node => node.words[0]?.text === 'lvs_sync_daemon_interface');
    const link = line?.words[1]?.text;
    if (!router || link === undefined) continue;
    const nothing = {maximumLength: undefined, group: undefined, port: undefined, ttl: undefined};
    return {interface: link, router: router.name, syncId: router.virtualRouter, ...nothing};
  }
  return undefined;
}
