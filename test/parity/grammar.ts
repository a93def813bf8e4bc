import type {Case} from './case.js';
import {type CommandWords, commands, knownServers, knownServices, knownTables} from './grammar-commands.js';
import {type Choice, type OptionName, options, type OptionWords, vocabulary, type Word} from './grammar-words.js';
import {type Chance, chance} from './seed.js';

const tables = knownTables.map(table => table.split('; '));

/** How wrong a line is allowed to be. */
type Manner = 'valid' | 'slightly wrong' | 'badly wrong';

/** Command lines nobody has typed: `count` of them, always the same for a seed. */
export function generatedCases(seed: number, count: number): Case[] {
  return Array.from({length: count}, (_, index) => generatedCase(seed, index));
}

/** The same line alone, for a second look: its id is `SEED.INDEX`. */
export function generatedCase(seed: number, index: number): Case {
  const random = chance(Math.imul(seed, 1_000_003) + index);
  const manner = random.pick<Manner>(['valid', 'valid', 'valid', 'slightly wrong', 'slightly wrong', 'badly wrong']);
  const standing = random
    .sample(tables, random.below(4))
    .flatMap(table => table.slice(0, 1 + random.below(table.length)));
  const setup = standing.map(rule => `ipvsadm ${rule}`);
  const id = `${seed}.${index}`;
  if (random.happens(0.12)) {
    return {id, setup, reset: true, argv: restoreWords(random), stdin: script(random), after: 'ipvsadm -Sn'};
  }
  const command = pickCommand(random);
  const name = random.happens(0.03) ? '/sbin/ipvsadm' : 'ipvsadm';
  const after = random.happens(0.1) ? 'ipvsadm -Ln --thresholds' : command.after;
  return {id, setup, reset: true, argv: [name, ...line(random, command, manner)], after};
}

function pickCommand(random: Chance): CommandWords {
  return random.pick(commands.flatMap(command => Array<CommandWords>(command.likelihood).fill(command)));
}

function line(random: Chance, command: CommandWords, manner: Manner): string[] {
  const rest: string[][] = [];
  const service = command.needs.includes('service') ? 0.97 : command.takes.includes('connection') ? 0.3 : 0.05;
  if (random.happens(manner === 'badly wrong' ? service * 0.8 : service)) rest.push(serviceWords(random, manner));
  const real = command.needs.includes('real') ? 0.97 : manner === 'valid' ? 0 : 0.03;
  if (random.happens(real)) rest.push(realWords(random, manner));
  const wanted = random.sample(command.takes, random.below(Math.min(5, command.takes.length + 1)));
  const given = manner === 'badly wrong' ? wanted : [...new Set(wanted)];
  rest.push(...given.map(name => optionWords(random, options[name], manner)));
  if (manner === 'badly wrong') for (const spoil of random.sample(spoilers, 1 + random.below(2))) spoil(random, rest);
  else if (manner === 'slightly wrong' && random.happens(0.3)) random.pick(spoilers)(random, rest);
  const ordered = random.happens(0.75) ? rest : shuffled(random, rest);
  const first = commandWords(random, command, manner);
  if (manner === 'badly wrong' && random.happens(0.1))
    return [...(ordered[0] ?? []), ...first, ...ordered.slice(1).flat()];
  return bundled(random, [first, ...ordered]).flat();
}

function commandWords(random: Chance, {names, value, words}: CommandWords, manner: Manner): string[] {
  const name = random.pick(names);
  if (words !== undefined) {
    const count = manner === 'badly wrong' ? random.below(words.count + 2) : words.count;
    return [name, ...Array.from({length: count}, () => word(random, words.value, manner))];
  }
  if (value === undefined) return [name];
  return random.happens(0.2) ? [`${name}=${word(random, value, manner)}`] : [name, word(random, value, manner)];
}

function serviceWords(random: Chance, manner: Manner): string[] {
  if (random.happens(0.6)) return pickWord(random, knownServices).split(' ');
  const name = random.pick(['tcp', 'tcp', 'udp', 'sctp', 'fwmark'] as const);
  const given = optionWords(random, options[name], manner);
  return name === 'fwmark' && random.happens(0.3) ? [...given, '-6'] : given;
}

function realWords(random: Chance, manner: Manner): string[] {
  return random.happens(0.6) ? ['-r', pickWord(random, knownServers)] : optionWords(random, options.real, manner);
}

function optionWords(random: Chance, {short, long, value, optional}: OptionWords, manner: Manner): string[] {
  const name = short !== undefined && random.happens(0.7) ? short : long;
  if (value === undefined || (optional && random.happens(0.4))) return [name];
  const given = value === 'address' ? address(random, manner) : word(random, value, manner);
  const form = random.below(10);
  if (form === 0) return [`${name}=${given}`];
  return form === 1 && name.length === 2 ? [`${name}${given}`] : [name, given];
}

function address(random: Chance, manner: Manner): string {
  return word(random, random.happens(0.75) ? 'ipv4' : 'ipv6', manner) + word(random, 'port', manner);
}

function word(random: Chance, kind: Word, manner: Manner): string {
  const {usual, odd = usual, wrong}: Choice = vocabulary[kind];
  const roll = random.below(100);
  if (manner === 'valid' || roll < 55) return pickWord(random, roll < 15 ? odd : usual);
  return pickWord(random, manner === 'badly wrong' || roll < 80 ? wrong : usual);
}

function pickWord(random: Chance, words: string): string {
  return random.pick(words.split('|'));
}

/** What people get wrong: each changes the options of a line. */
const spoilers: readonly ((random: Chance, rest: string[][]) => void)[] = [
  (random, rest) => rest.push(optionWords(random, options[random.pick(Object.keys(options) as OptionName[])], 'valid')),
  (random, rest) => rest.push([...(rest[random.below(rest.length || 1)] ?? ['-n'])]),
  (random, rest) =>
    rest.push([pickWord(random, '--bogus|-q|--tcp|--numeric=1|-I|--|-||foo|-A|-L|--flush|-nX|-=|--=|-6|---')]),
  (random, rest) => rest.push([pickWord(random, '-t|-s|-r|-w|--pe|-b|--mcast-group|-p|--syncid')]),
  (random, rest) => void rest.splice(random.below(rest.length || 1), 1),
  (random, rest) => rest.unshift([pickWord(random, 'foo|--|-n|80|-h|--sort')]),
];

function shuffled<T>(random: Chance, items: readonly T[]): T[] {
  const left = [...items];
  return items.map(() => left.splice(random.below(left.length), 1)[0]!);
}

/** Now and then, two short options in one word: -At 10.0.0.1:80, -Ln. */
function bundled(random: Chance, words: string[][]): string[][] {
  const [first = [], second = [], ...rest] = words;
  const canJoin = first.length === 1 && /^-\w$/.test(first[0]!) && /^-\w/.test(second[0] ?? '');
  if (!canJoin || !random.happens(0.3)) return words;
  return [[`${first[0]}${second[0]!.slice(1)}`, ...second.slice(1)], ...rest];
}

function restoreWords(random: Chance): string[] {
  const usual = 'ipvsadm -R|ipvsadm -R|ipvsadm --restore|ipvsadm-restore';
  return pickWord(random, random.happens(0.9) ? usual : 'ipvsadm -R -n|ipvsadm -R foo|ipvsadm-restore -x').split(' ');
}

/** Lines for -R, some of them wrong, none of them starting daemons: a stop right after a start hangs ipvsadm. */
function script(random: Chance): string {
  const lines = Array.from({length: 1 + random.below(6)}, () => {
    if (random.happens(0.12))
      return pickWord(random, '|   |\t|# comment| # indented|hello|-R|-Sn|-Ln|--bogus|-C|ipvsadm|-L --timeout');
    if (random.happens(0.3)) return random.pick(random.pick(tables));
    const manner = random.pick<Manner>(['valid', 'valid', 'valid', 'slightly wrong', 'badly wrong']);
    const words = line(random, pickScriptCommand(random), manner).filter(one => one !== '');
    const [blanks, end] = [random.happens(0.1) ? '  ' : ' ', random.happens(0.05) ? ' # note' : ''];
    return pickWord(random, '|||||||||ipvsadm |  ') + words.join(blanks) + end;
  });
  return lines.join(random.happens(0.1) ? '\r\n' : '\n') + (random.happens(0.9) ? '\n' : '');
}

function pickScriptCommand(random: Chance): CommandWords {
  const command = pickCommand(random);
  return command.names.some(name => name.endsWith('-daemon')) ? pickScriptCommand(random) : command;
}
