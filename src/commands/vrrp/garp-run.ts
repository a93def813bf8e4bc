import {type Address, formatAddress, isSameAddress} from '../../net/address.js';
import {formatMac} from '../../net/mac.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import {forwardsIpv6} from '../../managers/forwards-ipv6.js';
import type {Routers} from '../../managers/open-routers.js';
import {announce, type Announced} from '../../vrrp/announce/announce.js';
import type {Announcement} from '../../vrrp/announce/announcement.js';
import {announcementTime, gentlePace, type Pace} from '../../vrrp/announce/schedule.js';
import {span} from '../../vrrp/findings/words.js';
import {type CommandContext, Usage} from '../command.js';
import {announceByDirector, previewByDirector} from './garp-by-director.js';
import {addressesOf, arrangeTargets, readTargets} from './garp-targets.js';
import type {GarpOptions} from './garp.js';
import {routerOptions} from './options.js';
import {whatThereIs} from '../../ipvs/nearest-name.js';

/** Announces addresses. Resolves to the exit status. */
export async function runGarp(given: GarpOptions, words: readonly string[], context: CommandContext): Promise<number> {
  const {repeat = gentlePace.rounds, rate = gentlePace.rate} = given;
  const targets = readTargets(words);
  const routers = await context.openRouters(routerOptions(given));
  if (!routers) return 2;
  try {
    await routers.watch.start(() => {});
    const own = routers.announcer.routersOf(targets);
    const isOwn = (address: Address) => own.some(({addresses}) => addresses.some(one => isSameAddress(one, address)));
    const addresses = typeof targets !== 'string' ? targets : own.length > 0 ? [] : present(routers, targets);
    const network = await routers.world.network.read();
    const {announcements, refusals} = await arrangeTargets(
      routers.world,
      network,
      addresses.filter(address => !isOwn(address)),
    );
    for (const line of refusals) context.stderr.write(`lvsctl vrrp garp: ${escapeControls(line)}\n`);
    if (refusals.length > 0) {
      context.stderr.write('lvsctl vrrp garp: nothing was announced\n');
      return 4;
    }
    const pace = {...gentlePace, rounds: repeat, rate};
    if (given['dry-run'] === true) {
      context.stdout.write(previewByDirector(own));
      if (announcements.length > 0) context.stdout.write(preview(announcements, pace));
      return 0;
    }
    const status = await announceByDirector(own, given, routers, context);
    if (announcements.length === 0 || status === 130) return status;
    return (await carryOut(announcements, pace, routers, context)) || status;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
    context.stderr.write('lvsctl vrrp garp: asking and announcing needs CAP_NET_RAW: run it as root\n');
    return 2;
  } finally {
    await routers.close();
  }
}

/** Throws Usage where there is no such instance, or nothing of it is here. */
function present({watch}: Routers, name: string) {
  const {instances} = watch.read();
  const addresses = addressesOf(instances, name);
  const known = instances.flatMap(({identity, isWanted}) => (isWanted && identity.name ? [identity.name] : []));
  if (!addresses)
    throw new Usage(
      escapeControls(
        `there is no instance '${name}'${known.length > 0 ? `; ${whatThereIs(name, known)}` : ', nor any other (lvsctl vrrp shows what was looked at)'}`,
      ),
    );
  if (addresses.length === 0)
    throw new Usage(escapeControls(`no address of ${name} is on this host: run it where it is master`));
  return addresses;
}

async function carryOut(
  announcements: readonly Announcement[],
  pace: Pace,
  {world}: Routers,
  context: CommandContext,
): Promise<number> {
  const began = world.clock();
  let told = began;
  const announced = await announce(world, announcements, {
    pace,
    isRouter: forwardsIpv6,
    isInterrupted: context.isInterrupted,
    onProgress: (sent, packets) => {
      if (!context.isTerminal || world.clock() - told < 1000) return;
      told = world.clock();
      context.stderr.write(`${sent} of ${packets} packets sent\n`);
    },
  });
  context.stdout.write(outcome(announcements, announced, world.clock() - began));
  for (const [place, error] of announced.failures) {
    const line = `${describe(announcements[place] as Announcement)}: ${error.message}`;
    context.stderr.write(`lvsctl vrrp garp: ${escapeControls(line)}\n`);
  }
  if (announced.isInterrupted) return 130;
  return announced.failures.size > 0 ? 1 : 0;
}

function outcome(
  announcements: readonly Announcement[],
  {sent, failures, isInterrupted}: Announced,
  took: number,
): string {
  const ended = isInterrupted ? 'interrupted: ' : '';
  const taken = isInterrupted ? [] : announcements.filter((_, place) => !failures.has(place));
  const lines = taken.map(one => `announced ${escapeControls(describe(one))}\n`);
  return `${lines.join('')}${ended}${packetWords(sent)} in ${span(took)}\n`;
}

function preview(announcements: readonly Announcement[], pace: Pace): string {
  const lines = announcements.map(one => `would announce ${escapeControls(describe(one))}\n`).join('');
  const packets = announcements.length * pace.copies * pace.rounds;
  return `${lines}${packetWords(packets)} in ${span(announcementTime(announcements.length, pace))}\n`;
}

function describe({address, link, station}: Announcement): string {
  return `${formatAddress(address)} on ${link.name} (${formatMac(station)})`;
}

function packetWords(packets: number): string {
  return `${packets} ${packets === 1 ? 'packet' : 'packets'}`;
}
