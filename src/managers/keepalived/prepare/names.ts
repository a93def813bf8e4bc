/** The line above what `lvsctl vrrp prepare` adds at the outermost level. */
export const markerLine = '# lvsctl: lets lvsctl vrrp switch move it; remove with lvsctl vrrp prepare --undo';
/** Behind each line that it adds to a block. */
export const markerComment = '# lvsctl vrrp prepare';

const prefix = 'lvsctl_';

/** A name for the tracked file of an instance or group, fit for a file; unlike those that are taken. */
export function trackedFileName(of: string, isTaken: (name: string) => boolean): string {
  const name = prefix + of.replace(/[^A-Za-z0-9_-]/g, '_');
  if (!isTaken(name)) return name;
  for (let number = 2; ; number++) if (!isTaken(`${name}_${number}`)) return `${name}_${number}`;
}

/** The line that has a block track a file. */
export function trackingOf(name: string): string {
  return `track_file { ${name} }`;
}

/** A text without the lines that were added to it, byte for byte as it was before; those that somebody edited stay. */
export function withoutOurLines(text: string, includePath: string): string {
  const name = `${prefix}[A-Za-z0-9_-]+`;
  return text
    .replace(
      new RegExp(`^(?:[ \\t]*${escaped(markerLine)}\\r?\\n)?[ \\t]*include ${escaped(includePath)}\\r?\\n`, 'gm'),
      '',
    )
    .replace(new RegExp(`^[ \\t]*track_file \\{ ${name} \\} ${escaped(markerComment)}\\r?\\n`, 'gm'), '')
    .replace(new RegExp(`track_file \\{ ${name} \\} (?=\\})`, 'g'), '');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
