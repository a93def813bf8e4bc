import type {Milliseconds} from '../intervals.js';
import type {FrameSocket, PacketPort} from '../ports.js';
import {type Announcement, announcementFrame} from './announcement.js';
import {announcementSchedule, type Pace} from './schedule.js';

/** What announcing gets from outside. */
export interface AnnouncerWorld {
  readonly packets: PacketPort;
  clock(): Milliseconds;
  /** Calls once after so long. @returns what prevents it */
  after(delay: Milliseconds, call: () => void): () => void;
}

export interface AnnouncementOptions {
  readonly pace: Pace;
  /** Whether this host forwards IPv6 on a link, by its name. */
  readonly isRouter: (link: string) => boolean;
  /** Asked before each batch; ends it early. */
  readonly isInterrupted?: () => boolean;
  /** After each batch. */
  readonly onProgress?: (sent: number, packets: number) => void;
}

export interface Announced {
  readonly sent: number;
  /** What was not taken, the first time for each place in the list. */
  readonly failures: ReadonlyMap<number, Error>;
  readonly isInterrupted: boolean;
}

/** Tells everybody where addresses are. Rejects with `code` where a socket cannot be had. */
export async function announce(
  world: AnnouncerWorld,
  announcements: readonly Announcement[],
  {pace, isRouter, isInterrupted = () => false, onProgress = () => {}}: AnnouncementOptions,
): Promise<Announced> {
  const sockets = new Map<string, FrameSocket>();
  const failures = new Map<number, Error>();
  const frames = announcements.map(one =>
    announcementFrame(one, one.address.family === 'ipv6' && isRouter(one.link.name)),
  );
  const packets = announcements.length * pace.copies * pace.rounds;
  let sent = 0;
  const send = (place: number) => {
    const socket = socketFor(sockets, world.packets, announcements[place] as Announcement);
    const outcome = socket.send(frames[place] as Uint8Array);
    if (outcome === 'sent') sent++;
    else if (!failures.has(place)) failures.set(place, outcome);
  };
  try {
    const begin = world.clock();
    for (const {at, places} of announcementSchedule(announcements.length, pace)) {
      const wait = begin + at - world.clock();
      if (wait > 0) await new Promise<void>(resolve => world.after(wait, resolve));
      if (isInterrupted()) return {sent, failures, isInterrupted: true};
      for (const place of places) send(place);
      onProgress(sent, packets);
    }
    return {sent, failures, isInterrupted: false};
  } finally {
    for (const socket of sockets.values()) socket.close();
  }
}

/** One for each link and family. */
function socketFor(sockets: Map<string, FrameSocket>, port: PacketPort, {link, address}: Announcement): FrameSocket {
  const key = `${link.index} ${address.family}`;
  const known = sockets.get(key);
  if (known) return known;
  const socket = address.family === 'ipv4' ? port.openArp(link.index) : port.openNeighbours(link.index);
  sockets.set(key, socket);
  return socket;
}
