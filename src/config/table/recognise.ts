import type {TableFormat} from './file-table.js';

/** How each kind of file begins, once comments and blank lines are gone. The first that fits. */
const beginnings: readonly (readonly [TableFormat, RegExp])[] = [
  ['json', /^[{[]/],
  ['yaml', /^(---|%YAML|["']?(schema|services|kernel)["']?\s*:)/],
  ['rules', /^(ipvsadm\s+)?-/],
  ['keepalived', /^(\$|@|include\b|[a-z_]+[^={}]*\{|(global_defs|vrrp_|virtual_server|static_|group|bfd_instance)\b)/],
  ['ldirectord', /^[a-z0-9]+\s*=|^(supervised|callback)\b/],
];

/** Which kind of file a text is, by its first line that says something; undefined where it is none. Empty files are rules. */
export function recogniseFormat(text: string): TableFormat | undefined {
  for (const line of firstLines(text)) {
    const found = beginnings.find(([, beginning]) => beginning.test(line));
    if (found) return found[0];
    return undefined;
  }
  return 'rules';
}

/** Without comments of any of these kinds. */
function* firstLines(text: string): Iterable<string> {
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, Math.min(end, start + 1000)).trim();
    if (line !== '' && !/^[#!]/.test(line)) yield line;
    start = end + 1;
  }
}
