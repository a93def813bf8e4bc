import type {Chance} from '../../parity/seed.js';

/** Words that mean something somewhere. */
const words = ['0', '-1', '1.5', '256', '99999999999', 'x', '""', '"', "'", '{', '}', '#', '!', '\\', '$X', '${X}', '~SEQ(a,1,3)', '10.0.0.9', '2001:db8::9', '10.0.0.0/24', 'eth0', 'weight', 'reverse', 'on', 'off', 'group', 'include']; // biome-ignore format: a table

/** A text with a few things changed, as hands and editors change them. */
export function mutate(text: string, chance: Chance, others: readonly string[]): string {
  let lines = text.split('\n');
  for (let i = 1 + chance.below(3); i > 0; i--) lines = mutateOnce(lines, chance, others);
  return lines.join('\n');
}

function mutateOnce(lines: readonly string[], chance: Chance, others: readonly string[]): string[] {
  const at = chance.below(lines.length);
  const line = lines[at] ?? '';
  const with_ = (...now: string[]) => lines.toSpliced(at, 1, ...now);
  switch (chance.below(9)) {
    case 0:
      return with_();
    case 1:
      return with_(line, line);
    case 2:
      return with_(chance.pick(chance.pick(others).split('\n')), line);
    case 3:
      return with_(changeWord(line, chance, () => ''));
    case 4:
      return with_(changeWord(line, chance, () => chance.pick(words)));
    case 5:
      return with_(changeWord(line, chance, word => `${word} ${chance.pick(words)}`));
    case 6:
      return with_(changeWord(line, chance, () => chance.pick(chance.pick(others).split(/\s+/))));
    case 7: {
      const from = chance.below(line.length + 1);
      return with_(line.slice(0, from) + chance.pick(words) + line.slice(from));
    }
    default: {
      const from = chance.below(line.length + 1);
      return with_(line.slice(0, from) + line.slice(from + 1 + chance.below(3)));
    }
  }
}

function changeWord(line: string, chance: Chance, change: (word: string) => string): string {
  const parts = line.split(/(\s+)/);
  const found = parts.flatMap((part, i) => (/\S/.test(part) ? [i] : []));
  if (found.length === 0) return line;
  const at = chance.pick(found);
  return parts.with(at, change(parts[at] as string)).join('');
}
