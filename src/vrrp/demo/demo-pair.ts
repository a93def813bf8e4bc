import type {Milliseconds} from '../intervals.js';
import type {ObserverEvent} from '../observer/observer-event.js';
import {addressEvents, advertisementsOf, announcementsOf, firstEvents, priorityTold, toldOf} from './demo-events.js';
import {basePriority, contend, type DemoPart, newPart} from './demo-part.js';
import {demoScenes, type DemoScene, sceneCycle} from './demo-scenes.js';
import {demoUnits, uplink} from './demo-site.js';

/** From a write until keepalived, which has been told by inotify, has acted. */
const notice: Milliseconds = 5;

/** Two directors as keepalived makes them, in the time that is told: what this one sees and hears. */
export class DemoPair {
  readonly parts: readonly DemoPart[];
  isUplinkRunning = true;
  /** Of the next round of scenes. */
  #cycleAt: Milliseconds;
  #scene = 0;
  #events: ObserverEvent[] = [];

  /** @param seed when in a second the peer speaks, and how soon the first scene comes */
  constructor(now: Milliseconds, seed: number) {
    this.parts = demoUnits.map(unit => newPart(unit, now - ((seed * 137 + unit.peerPriority * 31) % 400)));
    this.#cycleAt = now + ((seed * 7919) % 5000);
    this.#events.push(...firstEvents());
    for (const part of this.parts) this.#events.push(...toldOf(part.unit, 'backup', part.priority));
  }

  /** When something happens next. */
  get deadline(): Milliseconds {
    const times = this.parts.flatMap(({takeover, advertiseAt, noticedAt}) => [
      takeover?.at ?? Number.POSITIVE_INFINITY,
      advertiseAt,
      noticedAt,
    ]);
    return Math.min(this.#sceneAt, ...times);
  }

  /** What is due, as this host sees it. @param now not after the deadline, where there is one */
  step(now: Milliseconds): readonly ObserverEvent[] {
    for (; this.#sceneAt <= now; this.#nextScene()) this.#play(demoScenes[this.#scene] as DemoScene, now);
    for (const part of this.parts) {
      if (part.noticedAt <= now) this.#notice(part, now);
      if (part.takeover && part.takeover.at <= now) this.#takeOver(part, part.takeover.by, now);
      if (part.advertiseAt <= now) this.#advertise(part, now);
    }
    return this.#events.splice(0);
  }

  /** Writes a number to the tracked file of a unit. */
  write(part: DemoPart, value: number, now: Milliseconds): void {
    part.value = value;
    part.noticedAt = now + notice;
  }

  get #sceneAt(): Milliseconds {
    return this.#cycleAt + (demoScenes[this.#scene]?.at ?? 0);
  }

  #nextScene(): void {
    this.#scene = (this.#scene + 1) % demoScenes.length;
    if (this.#scene === 0) this.#cycleAt += sceneCycle;
  }

  #notice(part: DemoPart, now: Milliseconds): void {
    part.noticedAt = Number.POSITIVE_INFINITY;
    if (part.unit.file.weight !== 0) return this.#weigh(part, now);
    if (part.value !== 0 && part.own !== 'fault') this.#fail(part, now);
    else if (part.value === 0 && part.own === 'fault') this.#recover(part, now);
  }

  #play(scene: DemoScene, now: Milliseconds): void {
    switch (scene.what) {
      case 'uplink-lost':
      case 'uplink-back':
        return this.#turnUplink(scene.what, now);
      case 'advertisements-lost':
        this.#partOf(scene.unit).mutedUntil = now + 2100;
        return;
      case 'peer-stops':
        for (const part of this.parts) this.#leave(part, now);
        return;
      case 'peer-starts':
        for (const part of this.parts) {
          part.peer = 'backup';
          contend(part, now, false);
        }
        return;
    }
  }

  #partOf(name: string): DemoPart {
    return this.parts.find(({unit}) => unit.name === name) as DemoPart;
  }

  #turnUplink(what: 'uplink-lost' | 'uplink-back', now: Milliseconds): void {
    this.isUplinkRunning = what === 'uplink-back';
    const link = {...uplink, isRunning: this.isUplinkRunning, hasCarrier: this.isUplinkRunning};
    this.#events.push({type: 'network', event: {type: 'link-changed', link}});
    for (const part of this.parts) this.#weigh(part, now);
  }

  /** The priority as what is tracked makes it. */
  #weigh(part: DemoPart, now: Milliseconds): void {
    const {unit, own, value} = part;
    const tracked = unit.routers[0]?.wanted.tracked ?? [];
    const lost = tracked.find(({kind}) => kind === 'interface');
    const priority = basePriority(unit) + value * unit.file.weight + (this.isUplinkRunning ? 0 : (lost?.weight ?? 0));
    if (priority === part.priority) return;
    part.priority = priority;
    if (own !== 'fault') this.#events.push(...priorityTold(unit, own, priority));
    contend(part, now, false);
  }

  #takeOver(part: DemoPart, by: 'own' | 'peer', now: Milliseconds): void {
    const {unit} = part;
    part.takeover = undefined;
    if (by === 'own') {
      if (part.peer === 'master') part.peer = 'backup'; // at our first advertisement, without a word
      part.advertiseAt = Number.POSITIVE_INFINITY;
      part.own = 'master';
      this.#events.push(...toldOf(unit, 'master', part.priority), ...addressEvents(unit, 'address-added'));
      return;
    }
    part.peer = 'master';
    part.advertiseAt = now + 1000;
    this.#events.push(...advertisementsOf(unit, unit.peerPriority));
    if (part.own === 'master') {
      part.own = 'backup';
      this.#events.push(...addressEvents(unit, 'address-removed'), ...toldOf(unit, 'backup', part.priority));
    }
    this.#events.push(...announcementsOf(unit));
  }

  #advertise(part: DemoPart, now: Milliseconds): void {
    part.advertiseAt += 1000;
    if (now >= part.mutedUntil) this.#events.push(...advertisementsOf(part.unit, part.unit.peerPriority));
  }

  /** The other director's daemon is stopped in good order. */
  #leave(part: DemoPart, now: Milliseconds): void {
    const wasMaster = part.peer === 'master';
    part.peer = 'away';
    part.advertiseAt = Number.POSITIVE_INFINITY;
    if (wasMaster) this.#events.push(...advertisementsOf(part.unit, 0));
    contend(part, now, wasMaster);
  }

  #fail(part: DemoPart, now: Milliseconds): void {
    const wasMaster = part.own === 'master';
    part.own = 'fault';
    if (wasMaster) this.#events.push(...addressEvents(part.unit, 'address-removed'));
    this.#events.push(...toldOf(part.unit, 'fault', part.priority));
    contend(part, now, wasMaster);
  }

  #recover(part: DemoPart, now: Milliseconds): void {
    part.own = 'backup';
    this.#events.push(...toldOf(part.unit, 'backup', part.priority));
    contend(part, now, false);
  }
}
