import type {Routers} from '../../managers/open-routers.js';
import type {Address} from '../../net/address.js';
import {addressKey, isSameAddress} from '../../net/address.js';
import type {InstanceIdentity, InstanceView} from '../../vrrp/findings/instance-view.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import type {NetworkState} from '../../vrrp/ports.js';
import type {RouterTruth} from '../../vrrp/truth/router-truth.js';
import type {CommandContext} from '../command.js';
import {routerOptions} from '../vrrp/options.js';
import {attempt, type Tell} from './attempt.js';
import type {HolderFacts} from './why-facts.js';
import type {WhyOptions} from './why.js';

/** A master that is there is heard within its interval; this much more for its jitter. */
const margin: Milliseconds = 150;
/** Where no virtual router of this host has the address, as keepalived advertises unless told. */
const usualInterval: Milliseconds = 1000;
/** Nobody waits longer for one page. */
const longestListening: Milliseconds = 3000;
/** So much longer where no master was heard. */
const longestSilence: Milliseconds = 4000;

/** Who has the addresses, after listening for an interval; undefined where nobody could look. */
export function readRouters(
  addresses: readonly Address[],
  given: WhyOptions,
  context: CommandContext,
  tell: Tell,
): Promise<readonly HolderFacts[] | undefined> {
  return attempt('virtual routers', tell, undefined, async () => {
    if (addresses.length === 0) return [];
    if (context.isEmbedded) {
      tell('virtual routers', 'an embedded kernel has no network that addresses could be held in');
      return undefined;
    }
    const routers = await context.openRouters(routerOptions(given));
    if (!routers) return undefined;
    try {
      return await look(routers, addresses, given, context, tell);
    } finally {
      await routers.close();
    }
  });
}

async function look(
  {watch, world}: Routers,
  addresses: readonly Address[],
  given: WhyOptions,
  context: CommandContext,
  tell: Tell,
): Promise<readonly HolderFacts[]> {
  await watch.start(() => {});
  if (given.ask === true) await watch.ask();
  const network = await attempt('interfaces', tell, undefined, () => world.network.read());
  const before = holdersOf(addresses, watch.read(), network);
  const rest = given['no-wait'] === true ? 0 : Math.max(0, ...before.map(listeningFor)) - watch.read().listened;
  if (rest > 0) await context.sleep(rest / 1000);
  const heard = watch.read();
  const isSilent = holdersOf(addresses, heard, network).some(isWithoutMaster);
  if (rest > 0 && isSilent) await context.sleep(Math.min(longestSilence, heard.uncertainFor + margin) / 1000);
  const truth = watch.read();
  for (const {name, words, state} of truth.sources)
    if (state === 'failed') tell('virtual routers', `${name}: ${words}`);
  return holdersOf(addresses, truth, network);
}

/** Nothing where the address is here, and belongs to no virtual router. */
function listeningFor({instances, interfaces}: HolderFacts): Milliseconds {
  const wanted = instances.filter(({isWanted}) => isWanted);
  if (wanted.length === 0) return interfaces && interfaces.length > 0 ? 0 : usualInterval + margin;
  return Math.min(longestListening, Math.max(...wanted.map(({interval}) => interval ?? usualInterval)) + margin);
}

/** One of this host's own that nobody is known to be master of. */
function isWithoutMaster({instances}: HolderFacts): boolean {
  return instances.some(({isWanted, state, master}) => isWanted && state !== 'master' && master === undefined);
}

function holdersOf(
  addresses: readonly Address[],
  {instances, findings, listened}: RouterTruth,
  network: NetworkState | undefined,
): readonly HolderFacts[] {
  return addresses.map(address => {
    const having = instances.filter(view => hasAddress(view, address));
    return {
      address,
      interfaces: network && interfacesWith(network, address),
      instances: having,
      findings: findings.filter(({instance}) => instance && having.some(view => isSame(view.identity, instance))),
      listened,
    };
  });
}

/** It is configured with it, or one that is heard advertises it. */
function hasAddress({addresses, peers}: InstanceView, address: Address): boolean {
  return (
    addresses.some(one => isSameAddress(one.address, address)) ||
    peers.some(peer => peer.addresses?.some(one => isSameAddress(one, address)))
  );
}

function interfacesWith({links, addresses}: NetworkState, address: Address): readonly string[] {
  const indexes = addresses.filter(one => addressKey(one.address) === addressKey(address)).map(one => one.interface);
  return indexes.map(index => links.find(link => link.index === index)?.name ?? `interface ${index}`);
}

function isSame(a: InstanceIdentity, b: InstanceIdentity): boolean {
  return (
    a.name === b.name && a.interface === b.interface && a.family === b.family && a.virtualRouter === b.virtualRouter
  );
}
