/** The letters behind `include`, each with what must hold of the files. `include` itself lets everything pass. */
const kinds = {
  '': [],
  r: ['readable'],
  m: ['readable', 'match'],
  w: ['readable', 'match', 'wildcard_match'],
  b: ['readable', 'brace_match'],
  a: ['readable', 'match', 'wildcard_match', 'brace_match'],
} as const;

export type IncludeDemand = 'readable' | 'match' | 'wildcard_match' | 'brace_match';

export const includeDemands: readonly IncludeDemand[] = kinds.a;

export interface Include {
  readonly pattern: string;
  readonly demands: ReadonlySet<IncludeDemand>;
}

/** What an include line asks for; undefined for any other line (is_include(), check_include()). */
export function parseInclude(line: string): Include | undefined {
  const match = /^include([rmwba]?)[ \t\n\v\f\r][ \t]*(.*)$/.exec(line);
  if (!match) return undefined;
  return {pattern: match[2] as string, demands: new Set(kinds[match[1] as keyof typeof kinds])};
}

/** The alternatives of csh's braces, `{a,b}`, in their order; bounded. */
export function alternatives(pattern: string, most = 1000): string[] {
  const done: string[] = [];
  const open = [pattern];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (done.length + open.length >= most) return done;
    const parts = firstBraces(next);
    if (!parts) done.push(next);
    else for (const choice of parts.choices.reverse()) open.push(parts.before + choice + parts.after);
  }
  return done;
}

function firstBraces(text: string): {before: string; choices: string[]; after: string} | undefined {
  const start = text.indexOf('{');
  if (start < 0) return undefined;
  let depth = 0;
  let from = start + 1;
  const choices: string[] = [];
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (char === '{') depth++;
    else if (char === ',' && depth === 1) {
      choices.push(text.slice(from, at));
      from = at + 1;
    } else if (char === '}' && --depth === 0) {
      choices.push(text.slice(from, at));
      return {before: text.slice(0, start), choices, after: text.slice(at + 1)};
    }
  }
  return undefined;
}

export function hasWildcard(pattern: string): boolean {
  return /[*?[]/.test(pattern);
}

/** The folder of a path, as dirname(3). */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : slash === 0 ? '/' : path.slice(0, slash);
}

/** A path as it is found from a folder. */
export function within(folder: string, path: string): string {
  if (path.startsWith('/') || folder === '') return path;
  return folder.endsWith('/') ? folder + path : `${folder}/${path}`;
}
