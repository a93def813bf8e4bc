const heading = '# Written by lvsctl doctor --fix --lasting, a line for each remedy. Other lines are left alone.\n';

/**
 * The text of a file that has the lines too. A line `name = value` takes the place of an earlier one of that name; what
 * is not of these names stays as it is.
 * @param text undefined for a file that is not there
 */
export function lastingText(text: string | undefined, lines: readonly string[]): string {
  const known = text === undefined ? [heading.trimEnd()] : text.replace(/\n+$/, '').split('\n');
  const kept = known.map(line => lines.find(one => nameOf(one) === nameOf(line)) ?? line);
  const added = lines.filter(line => !kept.includes(line));
  return `${[...kept, ...added].join('\n')}\n`;
}

/** `net.ipv4.ip_forward` of `net/ipv4/ip_forward=1`; a module is its own name; of a comment nothing that a line could have. */
function nameOf(line: string): string {
  if (/^\s*([#;]|$)/.test(line)) return `\0${line}`;
  return (line.split('=')[0] as string).trim().replace(/^-\s*/, '').replaceAll('/', '.');
}
