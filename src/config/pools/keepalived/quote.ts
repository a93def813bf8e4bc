import type {PoolCommand} from '../pool-configuration.js';

/** A word of a line; undefined where keepalived.conf cannot have it: it knows no escapes there. */
export function quoteWord(text: string): string | undefined {
  if (isReference(text) || /["\u0000-\u001f\u007f]|\\$/.test(text)) return undefined;
  return /^[\w.,:/[\]()+*?=&%|^<>@-]+$/.test(text) && !/^[@~{}]/.test(text) ? text : `"${text}"`;
}

/** A word of a command line or a pattern within double quotes: C's escapes hold there, and single quotes group. */
export function escapeInner(text: string): string | undefined {
  if (isReference(text) || text === '') return text === '' ? "''" : undefined;
  return text.replace(/[\\'"\s\u0000-\u001f\u007f]/g, character => {
    if (character === '\\' || character === "'" || character === ' ') return `\\${character}`;
    return `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`;
  });
}

/** `"/bin/x one two\ words" user group`; undefined where it cannot be written. */
export function quoteCommand({words, user}: PoolCommand): string | undefined {
  const inner = words.map(escapeInner);
  if (inner.some(word => word === undefined) || words[0]?.startsWith('<') || words[0] === '') return undefined;
  // NB: the line is read twice: what is escaped once is bare the second time
  const command = `"${inner.join(' ').replaceAll('\\', '\\\\')}"`;
  return user === undefined ? command : `${command} ${user}`;
}

/** `$NAME` and `${NAME}` stand for definitions. */
function isReference(text: string): boolean {
  return /\$\{?[A-Za-z_]/.test(text);
}
