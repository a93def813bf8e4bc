import {parseAddress} from '../../../net/address.js';
import {editDestination} from '../commands/destinations.js';
import type {DestinationName} from '../commands/destination-request.js';
import type {Director} from '../director.js';
import {type DestinationEntry, destinationEntryKey, type ServiceEntry} from '../table/entries.js';
import {follow} from './arrive.js';
import type {Scene} from './scenes.js';

/** Clients of a server that died give up within so long, milliseconds. */
const patience = 12_000;

/**
 * The next step of a scene: it begins, or what it began ends. What somebody did meanwhile stays: a real server that
 * is not as the scene left it is left alone.
 */
export function playScene(director: Director, scene: Scene): void {
  const service = serviceOf(director, scene);
  if (scene.server) finish(service, scene);
  else if (service) begin(director, service, scene);
  else wait(scene);
}

function begin(director: Director, service: ServiceEntry, scene: Scene): void {
  const servers = service.destinations.filter(({weight}) => weight > 0);
  const destination = servers[scene.round++ % Math.max(1, servers.length)];
  if (!destination || servers.length < 2) return wait(scene); // nobody quiesces the last one
  scene.server = {address: destination.address, port: destination.port, weight: destination.weight};
  setWeight(service, destination, 0);
  scene.nextAt += scene.lastsSeconds * 1000;
  if (scene.kind === 'failure') abandon(director, destination);
}

function finish(service: ServiceEntry | undefined, scene: Scene): void {
  const {server} = scene;
  scene.server = undefined;
  scene.nextAt += (scene.everySeconds - scene.lastsSeconds) * 1000;
  if (!service || !server) return;
  const destination = service.byKey.get(destinationEntryKey(server));
  if (destination?.weight === 0) setWeight(service, destination, server.weight);
}

function wait(scene: Scene): void {
  scene.nextAt += scene.everySeconds * 1000;
}

/**
 * Whoever changes something himself wins: the scenes that have a hand in it let go, and bring nothing back.
 * @param service all of them where none is named
 */
export function giveWay(director: Director, service?: ServiceEntry, name?: DestinationName): void {
  for (const scene of director.workload?.scenes ?? []) {
    if (!scene.server || (service && serviceOf(director, scene) !== service)) continue;
    if (!name || destinationEntryKey(scene.server) === destinationEntryKey(name)) finish(undefined, scene);
  }
}

/** After a pause that nobody played: what had begun ends, and nothing else is made up for. */
export function resume(scene: Scene, now: number): void {
  const every = scene.everySeconds * 1000;
  if (scene.kind === 'surge' || scene.nextAt > now) return;
  if (scene.server) scene.nextAt = now + 1;
  else scene.nextAt += Math.ceil((now + 1 - scene.nextAt) / every) * every;
}

/** The clients of a dead server reset their connections, one after the other. */
function abandon(director: Director, destination: DestinationEntry): void {
  let nth = 0;
  for (const connection of director.connections.inCreation()) {
    const {script} = connection;
    if (connection.destination !== destination || !script) continue;
    const at = director.now + 1 + ((++nth * 7919) % patience);
    follow(director, connection, {...script, step: 'closing', ending: 'reset', at, requestsLeft: 0});
  }
}

function setWeight(service: ServiceEntry, destination: DestinationEntry, weight: number): void {
  const {forwarding, upperThreshold, lowerThreshold, tunnel} = destination;
  editDestination(service, destination, {forwarding, upperThreshold, lowerThreshold, tunnel, weight});
}

function serviceOf({services}: Director, {protocol, virtual, port, fwmark}: Scene): ServiceEntry | undefined {
  const {family} = virtual;
  if (fwmark === 0) return services.find({family, protocol, address: virtual, port, fwmark});
  const any = parseAddress(family === 'ipv4' ? '0.0.0.0' : '::') ?? virtual;
  return services.find({family, protocol, address: any, port: 0, fwmark});
}
