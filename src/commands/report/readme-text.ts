import type {CollectedPart} from './part.js';

export interface ReadmeFacts {
  readonly version: string;
  readonly at: Date;
  readonly isEmbedded: boolean;
  readonly isAnonymized: boolean;
}

/** README.txt of a bundle: what is in it, what is not, and why. */
export function readmeText(parts: readonly CollectedPart[], facts: ReadmeFacts): string {
  const {version, at, isEmbedded, isAnonymized} = facts;
  const missing = parts.filter(({problem}) => problem !== undefined);
  const lines = [
    `A report of lvsctl ${version}, ${at.toISOString()}.`,
    ...(isEmbedded ? ['', 'EMBEDDED KERNEL: the table is not of this machine, and nothing else of it is here.'] : []),
    '',
    'Passwords, keys of authentication, communities, logins, tokens, private keys, credentials in URLs and mail',
    'addresses were replaced: (redacted), (mail address). What is a secret in one file was taken out of all others.',
    ...(isAnonymized
      ? [
          'Addresses and host names were replaced too, each by the same other one everywhere; two addresses share as many',
          'leading bits as before. 10/8, 172.16/12, 192.168/16, fe80::/64, loopback, multicast and masks stay what they are.',
        ]
      : []),
    '',
    'What is in it:',
    ...rows(parts.filter(({text}) => text !== undefined).map(({name, title}) => [name, title])),
    '',
    missing.length === 0 ? 'Nothing was left out.' : 'What was left out, and why:',
    ...rows(missing.map(({name, title, problem = ''}) => [name, `${title}: ${problem.split('\n')[0]}`])),
  ];
  return `${lines.join('\n')}\n`;
}

function rows(pairs: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(0, ...pairs.map(([name]) => name.length));
  return pairs.map(([name, words]) => `  ${name.padEnd(width)}  ${words}`);
}
