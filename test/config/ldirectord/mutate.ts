import type {Chance} from '../../parity/seed.js';

/** What means something somewhere. */
const pieces = ['0', '00', '-1', '7', '65536', '99999999999', 'x', '"', '""', '"/a","b"', '#', ' ', '    ', '\t', '\r', '=', ',', ':', '->', '[', ']', '[::1]', '10.0.0.9', '10.0.1.1->10.0.1.4', ':80', 'virtual=10.0.0.9:80', 'virtual6=[::9]:80', 'virtual=9', '\treal=10.0.1.9:80 masq 3 "a","b" l:1 u:2', 'gate', 'masq', 'l:3', 'u:9', 'yes', 'no', 'http', 'udp', 'fwm', 'é', '\u00a0', '\u2028']; // biome-ignore format: a table

/** A text with a few things changed, as hands and editors change them. */
export function mutate(text: string, chance: Chance, others: readonly string[]): string {
  let lines = text.split('\n');
  for (let i = 1 + chance.below(3); i > 0; i--) lines = mutateOnce(lines, chance, others);
  return lines.join('\n');
}

function mutateOnce(lines: readonly string[], chance: Chance, others: readonly string[]): string[] {
  const at = chance.below(lines.length);
  const line = lines[at] ?? '';
  const from = chance.below(line.length + 1);
  const another = () => chance.pick(chance.pick(others).split('\n'));
  const become = (...now: string[]) => lines.toSpliced(at, 1, ...now);
  switch (chance.below(9)) {
    case 0:
      return become();
    case 1:
      return become(line, line);
    case 2:
      return become(another(), line);
    case 3:
      return become(line, another());
    case 4:
      return become(line.slice(0, from), line.slice(from));
    case 5:
      return become(line.slice(0, from) + line.slice(from + 1 + chance.below(3)));
    case 6:
      return become(line.replace(/=.*/s, `=${another().replace(/^.*?=/s, '')}`));
    case 7:
      return become(chance.happens(0.5) ? line.trimStart() : `\t${line}`);
    default:
      return become(line.slice(0, from) + chance.pick(pieces) + line.slice(from));
  }
}
