import {type Context, hasInterface, required} from '../walk/context.js';
import {numberOf, type Section} from '../walk/section.js';

/** A garp_group: no interface is in two. */
export function readGarpGroup(context: Context, section: Section, taken: Set<string>): void {
  const {report} = context;
  const names = section.entries.flatMap(entry => {
    if (entry.type === 'setting' && entry.row.keyword === 'interface') return [required(context, entry.words, 1)];
    if (entry.type !== 'list') return [];
    if (entry.items.length === 0) report('missing-value', entry.end, 'there are no interfaces');
    return entry.items.flat();
  });
  const hasDelay = ['garp_interval', 'gna_interval'].some(keyword => numberOf(section, keyword) !== undefined);
  for (const name of names) {
    if (!hasInterface(context, name.text)) report('unknown-interface', name, `there is no interface "${name.text}"`);
    else if (taken.has(name.text)) report('duplicate', name, `"${name.text}" is in a garp_group already`);
    else if (hasDelay) taken.add(name.text);
  }
  if (!hasDelay && section.isComplete) report('incomplete-block', section.end, 'a garp_group without an interval');
}
