/** A block of keepalived's dump: ` VRRP Instance = VI_1`, and what is indented below it. */
export interface DumpBlock {
  /** `VRRP Instance`. */
  readonly kind: string;
  readonly name: string;
  readonly values: ReadonlyMap<string, string>;
  /** Such as `Tracked scripts`, with a line each. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

/** By the title of the section: `VRRP Topology`. */
export type DumpSections = ReadonlyMap<string, readonly DumpBlock[]>;

interface GrowingBlock extends DumpBlock {
  readonly values: Map<string, string>;
  readonly lists: Map<string, string[]>;
}

/**
 * Reads the text of keepalived.data by its indentation: 1 for a block, 3 for its values and lists, 5 for items. Secrets
 * are left out. Its makers promise no format: whatever is not understood is skipped.
 */
export function readDumpText(text: string): DumpSections {
  const sections = new Map<string, GrowingBlock[]>();
  let blocks: GrowingBlock[] = [];
  let list: string[] = [];
  for (const line of text.split('\n')) {
    const title = /^------< (.+) >------$/.exec(line)?.[1];
    const block = /^ (\S.*?) = (.*)$/.exec(line);
    const value = /^ {3}(\S.*?) = (.*)$/.exec(line);
    const heading = /^ {3}(\S.*?)(?: \(\d+\))? ?:$/.exec(line)?.[1];
    const item = /^ {5}(\S.*)$/.exec(line)?.[1];
    const current = blocks.at(-1);
    if (item === undefined) list = [];
    if (title !== undefined) {
      blocks = [];
      sections.set(title, blocks);
    } else if (block) {
      blocks.push({kind: block[1] as string, name: block[2] as string, values: new Map(), lists: new Map()});
    } else if (!current) continue;
    else if (value && isShown(value[1] as string)) keep(current.values, value[1] as string, value[2] as string);
    else if (heading !== undefined) {
      list = current.lists.get(heading) ?? [];
      current.lists.set(heading, list);
    } else if (item !== undefined) list.push(item);
  }
  return sections;
}

/** Whether a dump is there to its end, which has no mark of its own: the interfaces come last. */
export function isWholeDump(text: string): boolean {
  return text.endsWith('\n') && text.includes('\n------< Interfaces >------\n');
}

function isShown(key: string): boolean {
  return !/password|auth_data/i.test(key);
}

/** The first counts. */
function keep(values: Map<string, string>, key: string, value: string): void {
  if (!values.has(key)) values.set(key, value);
}
