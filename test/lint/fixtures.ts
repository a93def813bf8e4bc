import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {LintKind} from '../../src/lint/lint-kind.js';

/** A file that is to be judged, with what is wrong in it: `# lint: CODE LINE:COLUMN` in its first lines. */
export interface Fixture {
  readonly kind: LintKind;
  readonly name: string;
  readonly text: string;
  readonly expected: readonly string[];
}

const folder = 'fixtures/lint';

/** The files of a side, by kind, those of pairs left out. */
export function fixtures(side: 'good' | 'wrong'): readonly Fixture[] {
  return readdirSync(join(folder, side))
    .filter(kind => kind !== 'pair')
    .sort()
    .flatMap(kind =>
      readdirSync(join(folder, side, kind))
        .sort()
        .map(name => fixture(kind as LintKind, join(folder, side, kind, name))),
    );
}

/** Two files of one kind each: `KIND-…/a.*` and `b.*`. */
export function pairs(side: 'good' | 'wrong'): readonly (readonly [Fixture, Fixture])[] {
  return readdirSync(join(folder, side, 'pair'))
    .sort()
    .map(name => {
      const kind = name.split('-')[0] as LintKind;
      const files = readdirSync(join(folder, side, 'pair', name)).sort();
      return files.map(file => fixture(kind, join(folder, side, 'pair', name, file))) as [Fixture, Fixture];
    });
}

function fixture(kind: LintKind, name: string): Fixture {
  const text = readFileSync(name, 'utf8');
  return {
    kind,
    name,
    text,
    expected: Array.from(text.matchAll(/^# lint: (\S+ \d+:\d+)$/gm), match => match[1] as string),
  };
}
