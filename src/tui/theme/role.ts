/** What a piece of text is, which decides its colours. */
export const roles = {
  plain: 'text',
  muted: 'of less importance',
  title: 'the name of something',
  bar: 'the top bar',
  tab: 'an inactive tab in the top bar',
  current: 'the active tab',
  header: 'titles of columns',
  sorted: 'the title of the sorted column',
  accent: 'something to find quickly',
  good: 'as it should be',
  warn: 'needs a look',
  bad: 'needs help',
  changed: 'a value that just changed',
  key: 'a key in the footer',
  prompt: 'before what is being typed',
  danger: 'the bar of a dangerous question',
  stale: 'not known to be still so',
  chart1: 'the first series of a chart',
  chart2: 'the second series of a chart',
  mark: 'the mark of the embedded kernel',
} as const;

export type Role = keyof typeof roles;

export interface Span {
  readonly text: string;
  readonly role: Role;
}

/** A row of the screen, from the left. */
export type Line = readonly Span[];

export function span(text: string, role: Role = 'plain'): Span {
  return {text, role};
}
