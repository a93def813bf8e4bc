import {alternatives, hasWildcard} from '../../../config/keepalived/text/include.js';
import type {Files} from '../../../config/keepalived/text/sources.js';

/** Files of which some have other texts, or are not there (undefined); tells which were read. */
export class OverlayFiles implements Files {
  readonly #read = new Map<string, string>();

  constructor(
    private readonly below: Files,
    private readonly above: ReadonlyMap<string, string | undefined> = new Map(),
  ) {}

  /** What was read so far, by path. */
  get read(): ReadonlyMap<string, string> {
    return this.#read;
  }

  readFile = (path: string): string | undefined => {
    const text = this.above.has(path) ? this.above.get(path) : (this.#read.get(path) ?? this.below.readFile(path));
    if (text !== undefined) this.#read.set(path, text);
    return text;
  };

  glob = (pattern: string): readonly string[] => {
    const paths = new Set(this.below.glob(pattern));
    const matches = patternMatcher(pattern);
    for (const [path, text] of this.above) {
      if (text === undefined) paths.delete(path);
      else if (matches(path)) paths.add(path);
    }
    return [...paths].sort();
  };
}

/** glob(3): a wildcard stands for neither `/` nor the dot that hides a file. */
function patternMatcher(pattern: string): (path: string) => boolean {
  if (!hasWildcard(pattern)) return path => alternatives(pattern).includes(path);
  const source = pattern
    .split('/')
    .map(part => {
      const text = part
        .replace(/[.+^${}()|\\]/g, '\\$&')
        .replace(/\[!/g, '[^')
        .replace(/\*/g, '[^/]*')
        .replace(/\?/g, '[^/]');
      return /^[*?[]/.test(part) ? `(?!\\.)${text}` : text;
    })
    .join('/');
  try {
    const expression = new RegExp(`^${source}$`);
    return path => expression.test(path);
  } catch {
    return () => false;
  }
}
