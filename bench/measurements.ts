import {readFileSync, writeFileSync} from 'node:fs';
import type {Group, Measured} from './figures.js';
import {alternate, command, type Program, run} from './program.js';
import {failingRules, rules} from './rules.js';

/** The programs, by path. */
export interface Programs {
  readonly node: string;
  readonly lvsctl: string;
  /** The same program under ipvsadm's name. */
  readonly lvsctlAsIpvsadm: string;
  readonly ipvsadm: string;
  /** The folder of the scripts that make traffic. */
  readonly scripts: string;
}

const rounds = 5;
const roundsOfStart = 21;
const services = 10_000;
const connections = 50_000;
const failures = 20_000;
const rulesFile = '/run/bench/rules';
const virtual = {address: '10.20.0.2', port: '5000', server: '10.20.0.3'};

/** Each group sets the table up as it needs it. */
export class Measurements implements Record<Group, () => Measured> {
  /** What the table holds now: services × real servers each. */
  #table = '0x0';

  constructor(private readonly programs: Programs) {}

  start(): Measured {
    this.#load(0, 0);
    const {node, lvsctl} = this.programs;
    const samples = alternate(
      [
        {name: 'node -e 0', argv: [node, '-e', '0']},
        {name: 'lvsctl', argv: [lvsctl, '-Ln']},
      ],
      roundsOfStart,
    );
    return {samples, isSame: true};
  }

  restore(): Measured {
    writeFileSync(rulesFile, rules(services, 1));
    this.#table = 'unknown';
    const tables: string[] = [];
    const prepare = () => this.#startAfresh();
    const inspect = () => void tables.push(inAnyOrder(readFileSync('/proc/net/ip_vs', 'utf8')));
    const samples = alternate(this.#both(['-R'], {input: rulesFile, prepare, inspect}), rounds);
    return {samples, isSame: tables[0]?.split('\n').length === 2 * services + 4 && areSame(tables)};
  }

  list(): Measured {
    this.#load(services, 1);
    return this.#compareOutput(this.#both(['-Ln']));
  }

  save(): Measured {
    this.#load(services, 1);
    return this.#compareOutput(this.#both(['-Sn']));
  }

  'save-thresholds'(): Measured {
    this.#load(services, 1);
    const {ipvsadm, lvsctl} = this.programs;
    return this.#compareOutput([
      {name: 'ipvsadm', argv: [ipvsadm, '-Sn']},
      {name: 'lvsctl', argv: [lvsctl, '-Sn']},
    ]);
  }

  failures(): Measured {
    this.#load(1, 0);
    writeFileSync(rulesFile, failingRules(failures));
    this.#table = 'unknown';
    const messages: string[] = [];
    const inspect = (_: string, errors: string) => void messages.push(readFileSync(errors, 'utf8'));
    const samples = alternate(this.#both(['-R'], {input: rulesFile, inspect}), 3);
    return {samples, isSame: areSame(messages), messages: (messages.at(-1) as string).split('\n').length - 1};
  }

  memory(): Measured {
    this.#load(services, 10);
    return {samples: alternate(this.#both(['-Ln']), 3), isSame: true};
  }

  connections(): Measured {
    this.#load(0, 0);
    const {ipvsadm, lvsctl} = this.programs;
    const empty = alternate([{name: 'lvsctl, empty', argv: [lvsctl, '-Ln']}], rounds);
    this.#connect();
    const listings: string[] = [];
    const inspect = (output: string) => void listings.push(withoutExpiry(readFileSync(output, 'utf8')));
    const samples = alternate(
      [
        {name: 'ipvsadm', argv: [ipvsadm, '-lcn'], inspect},
        {name: 'lvsctl', argv: [lvsctl, '-lcn'], inspect},
        {name: 'cat', argv: ['/bin/cat', '/proc/net/ip_vs_conn']},
      ],
      rounds,
    );
    return {
      samples: {...samples, ...empty},
      isSame: listings[0]?.split('\n').length === connections + 3 && areSame(listings),
    };
  }

  /** Makes `connections` UDP connections that outlive the measurements. */
  #connect(): void {
    this.#table = 'unknown';
    command('/sbin/ip', 'link', 'add', 'bench0', 'type', 'dummy');
    command('/sbin/ip', 'addr', 'add', '10.20.0.1/16', 'dev', 'bench0');
    command('/sbin/ip', 'link', 'set', 'bench0', 'up');
    const service = ['-u', `${virtual.address}:${virtual.port}`];
    command(this.programs.ipvsadm, '--set', '0', '0', '2678400');
    command(this.programs.ipvsadm, '-A', ...service, '-s', 'rr');
    command(this.programs.ipvsadm, '-a', ...service, '-r', virtual.server, '-g');
    command(
      '/usr/bin/perl',
      `${this.programs.scripts}/udp-connections.pl`,
      String(connections),
      virtual.address,
      virtual.port,
    );
  }

  /**
   * IPVS as after a boot. -C does not do: it leaves the real servers in a list for two minutes, and each one added is
   * looked for there.
   */
  #startAfresh(): void {
    command(this.programs.ipvsadm, '-C');
    const loaded = readFileSync('/proc/modules', 'utf8').match(/^ip_vs_\w+/gm) ?? [];
    command('/sbin/modprobe', '-d', '/run/mods', '-r', ...loaded, 'ip_vs');
    for (const module of ['ip_vs', 'ip_vs_rr']) command('/sbin/modprobe', '-d', '/run/mods', module);
  }

  #both(words: readonly string[], more: Partial<Program> = {}): Program[] {
    return [
      {name: 'ipvsadm', argv: [this.programs.ipvsadm, ...words], ...more},
      {name: 'lvsctl', argv: [this.programs.lvsctlAsIpvsadm, ...words], ...more},
    ];
  }

  #compareOutput(programs: readonly Program[]): Measured {
    const outputs: string[] = [];
    const inspect = (output: string) => void outputs.push(readFileSync(output, 'utf8'));
    const samples = alternate(
      programs.map(program => ({...program, inspect})),
      rounds,
    );
    return {samples, isSame: areSame(outputs)};
  }

  /** Makes the table hold these, by the program that is quicker at it. */
  #load(wanted: number, destinations: number): void {
    const table = `${wanted}x${destinations}`;
    if (this.#table === table) return;
    this.#startAfresh();
    writeFileSync(rulesFile, rules(wanted, destinations));
    run({name: 'lvsctl', argv: [this.programs.lvsctlAsIpvsadm, '-R'], input: rulesFile});
    this.#table = table;
  }
}

function areSame(texts: readonly string[]): boolean {
  return texts.every(text => text === texts[0]);
}

/** A kernel module loaded anew hashes services differently. */
function inAnyOrder(table: string): string {
  return table
    .split(/\n(?! {2}->)/)
    .sort()
    .join('\n');
}

/** Connections expire while we look. */
function withoutExpiry(listing: string): string {
  return listing.replace(/^(\S+ +)\d+:\d\d/gm, '$1');
}
