import type {IncludeDemand} from '../text/include.js';
import type {Context} from '../walk/context.js';
import type {Entry, Section} from '../walk/section.js';
import type {BlockReader} from '../walk/walk.js';
import {readGlobalEntry} from './read-global-entry.js';

/** What the parent process reads: global_defs and the keywords at the outermost level, which go into one section. */
export class GlobalReader implements BlockReader {
  readonly section: Section = {
    type: 'block',
    row: {type: 'block', keyword: 'global_defs', rows: [], meaning: ''},
    words: [],
    entries: [],
    end: {file: '', line: 1, column: 1},
    isComplete: true,
  };

  constructor(
    private readonly context: Context,
    private readonly demand: (demands: ReadonlySet<IncludeDemand>) => void,
  ) {}

  open(): 'read' {
    return 'read';
  }

  entry(entry: Entry): 'read' {
    this.section.entries.push(entry);
    readGlobalEntry(this.context, entry, this.demand);
    return 'read';
  }

  close(): void {}

  root(entry: Entry): void {
    this.section.entries.push(entry);
  }
}
