import {nearest} from '../../ipvs/nearest-name.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import {below, type Chosen} from '../choose-command.js';
import type {CommandDefinition} from '../command.js';
import {inShort} from './command-sections.js';
import {otherVerbs} from './other-verbs.js';
import {wrapRows} from './wrap.js';

/** What is said of words that are no command, or only the beginning of some. */
export interface UnknownCommand {
  readonly text: string;
  /** Whether it answers what was asked: `lvsctl sync --help`. */
  readonly isHelp: boolean;
}

export function unknownCommand(commands: readonly CommandDefinition[], line: readonly string[]): UnknownCommand {
  const [first = '', second] = line;
  const longer = below(commands, first);
  if (longer.length > 0 && (second === undefined || second.startsWith('-'))) {
    const isHelp = second === '--help' || second === '-h';
    const text = isHelp ? `lvsctl ${first}` : `lvsctl ${first}: say which`;
    return {isHelp, text: `${text}:\n${table(longer)}lvsctl COMMAND --help tells more of each.\n`};
  }
  const words = longer.length > 0 ? `${first} ${second}` : first;
  const meant = meantBy(commands, first, longer.length > 0 ? second : undefined);
  const option = words === 'version' ? ' Did you mean lvsctl --version?\n' : '\n';
  const hint = meant.length > 0 ? ` Did you mean:\n${table(meant)}` : option;
  return {
    isHelp: false,
    text: `lvsctl: there is no command '${escapeControls(words)}'.${hint}lvsctl help lists what there is; what begins with an option is as in ipvsadm (lvsctl -h).\n`,
  };
}

/** The commands that were probably meant, the likeliest first. @param second where the first word is right */
export function meantBy(
  commands: readonly CommandDefinition[],
  first: string,
  second?: string,
): readonly CommandDefinition[] {
  const shown = commands.filter(({isHidden}) => !isHidden);
  const named = (names: readonly string[]) =>
    names.flatMap(name => shown.filter(command => command.name === name || command.name === `${first} ${name}`));
  const verbs = (word: string) => named(Object.hasOwn(otherVerbs, word) ? (otherVerbs[word] as string[]) : []);
  if (second !== undefined) {
    const longer = below(shown, first);
    const near = nearest(
      `${first} ${second}`,
      longer.map(({name}) => name),
    );
    const same = verbs(second).filter(({name}) => name.startsWith(`${first} `));
    return near === undefined ? (same.length > 0 ? same : longer) : named([near]);
  }
  const known = [...new Set(shown.flatMap(({name}) => [name, name.split(' ')[0] as string]))];
  const near = nearest(first, known);
  if (near === undefined) return verbs(nearest(first, Object.keys(otherVerbs)) ?? '');
  return [...verbs(first), ...(named([near]).length > 0 ? named([near]) : below(shown, near))].filter(
    (command, i, all) => all.indexOf(command) === i,
  );
}

/** For a command that did not understand its first word, which is nearly one of a longer command: `vrrp swich`. */
export function meantLonger(commands: readonly CommandDefinition[], {command, words}: Chosen): string {
  const names = below(commands, command.name).map(({name}) => name);
  const near = names.length === 0 ? undefined : nearest(`${command.name} ${words[0]}`, names);
  return near === undefined || words[0] === undefined ? '' : `Did you mean lvsctl ${near}?\n`;
}

function table(commands: readonly CommandDefinition[]): string {
  const rows = commands.map(command => [`lvsctl ${command.name}`, inShort(command)] as const);
  return `${wrapRows(rows, {width: 80, indent: 2, most: 28}).join('\n')}\n`;
}
