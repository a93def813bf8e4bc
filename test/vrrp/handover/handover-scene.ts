import assert from 'node:assert/strict';
import {type Address, parseAddress} from '../../../src/net/address.js';
import type {
  Handover,
  HandoverEffect,
  HandoverEvent,
  HandoverLimits,
  HandoverMember,
  HandoverSettings,
} from '../../../src/vrrp/handover/handover.js';
import {beginHandover, stepHandover} from '../../../src/vrrp/handover/step-handover.js';

/** A handover in a transcript: settings first, then what happens at which time. */
export class HandoverScene {
  readonly #members: HandoverMember[] = [];
  #limits: HandoverLimits = {gone: 3000, taken: 1500, announced: 1000, settled: 2500, back: 7000};
  #action: HandoverSettings['action'] = 'yield';
  #style: HandoverSettings['style'] = 'held';
  #handover: Handover | undefined;

  run(lines: readonly string[]): string[] {
    return lines.flatMap(line => {
      const match = /^(\d+) (.*)$/.exec(line);
      const words = (match ? (match[2] as string) : line).split(' ') as [string, ...string[]];
      return match ? this.#act(Number(match[1]), words) : this.#prepare(words);
    });
  }

  get #settings(): HandoverSettings {
    return {action: this.#action, style: this.#style, members: this.#members, limits: this.#limits};
  }

  #prepare([verb, ...words]: readonly [string, ...string[]]): string[] {
    const given = options(words);
    if (verb === 'limits') {
      this.#limits = {
        ...this.#limits,
        ...Object.fromEntries(Object.entries(given).map(([key, value]) => [key, Number(value)])),
      };
    } else if (verb === 'member') {
      const [present, total] = (given.present ?? '1/1').split('/').map(Number) as [number, number];
      const [source, priority] = given.master?.split('@') ?? [];
      this.#members.push({
        identity: {name: words[0], interface: 'eth0', family: 'ipv4', virtualRouter: 51 + this.#members.length},
        present,
        total,
        master: source === undefined ? undefined : {source: address(source), priority: Number(priority)},
        comesBack: given.back === undefined ? undefined : given.back === 'yes',
      });
    } else {
      this.#action = verb as HandoverSettings['action'];
      this.#style = (words[0] ?? 'held') as HandoverSettings['style'];
    }
    return [];
  }

  #act(at: number, [verb, ...words]: readonly [string, ...string[]]): string[] {
    if (verb === 'begin') return this.#take(at, beginHandover(this.#settings, at));
    const before = this.#clockUntil(at);
    return verb === 'clock' ? before : [...before, ...this.#give(at, this.#eventOf(verb, words))];
  }

  /** What a driver does with its timer. */
  #clockUntil(at: number): string[] {
    const lines: string[] = [];
    for (let deadline = this.#deadline; deadline <= at; deadline = this.#deadline)
      lines.push(...this.#give(deadline, {type: 'clock'}));
    return lines;
  }

  get #deadline(): number {
    return this.#handover?.deadline ?? Number.POSITIVE_INFINITY;
  }

  #give(at: number, event: HandoverEvent): string[] {
    assert.ok(this.#handover, 'it has to begin');
    return this.#take(at, stepHandover(this.#settings, this.#handover, event, at));
  }

  #take(at: number, [handover, effects]: readonly [Handover, readonly HandoverEffect[]]): string[] {
    const isNews = this.#handover?.stage !== handover.stage || this.#handover.deadline !== handover.deadline;
    this.#handover = handover;
    const state = handover.stage === 'over' ? 'over' : `${handover.stage} until ${handover.deadline}`;
    return [...effects.map(effect => `${at} ${describe(effect)}`), ...(isNews ? [`  ${state}`] : [])];
  }

  #eventOf(verb: string, words: readonly string[]): HandoverEvent {
    const [name, first = '', second = ''] = words;
    const member = this.#members.findIndex(({identity}) => identity.name === name);
    switch (verb) {
      case 'addresses': {
        const [present, total] = first.split('/').map(Number) as [number, number];
        return {type: 'addresses', member, present, total};
      }
      case 'heard':
        return {type: 'heard', member, source: address(first), priority: Number(second)};
      case 'announced':
        return {type: 'announced', member, words: `02:00:00:00:00:02 announced ${first}`};
      case 'refused':
        return {type: 'refused', words: words.join(' ')};
      case 'interrupted':
      case 'daemon-gone':
        return {type: verb};
      default:
        assert.fail(`no such line: ${verb}`);
    }
  }
}

function describe(effect: HandoverEffect): string {
  switch (effect.type) {
    case 'make-change':
    case 'undo-change':
      return effect.type;
    case 'tell': {
      const {code, instance, words} = effect.step;
      return `tell ${code}${instance ? ` ${instance.name}` : ''}: ${words}`;
    }
    case 'finish':
      return `finish ${effect.result}${effect.gap === undefined ? '' : ` gap=${effect.gap}`}: ${effect.words}`;
  }
}

function options(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(words.filter(word => word.includes('=')).map(word => word.split('=') as [string, string]));
}

function address(text: string): Address {
  const parsed = parseAddress(text);
  assert.ok(parsed, text);
  return parsed;
}
