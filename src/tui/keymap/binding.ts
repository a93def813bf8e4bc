/** Where a key means something: `list` is every screen with rows to choose from. */
export type Scope =
  | 'everywhere'
  /** Several directors beside each other: before every other scope, unless something is typed. */
  | 'fleet'
  | 'directors'
  | 'list'
  | 'services'
  | 'connections'
  | 'director'
  | 'ha'
  | 'ha-detail'
  | 'routers'
  | 'checks'
  | 'checks-detail'
  | 'checked'
  | 'events'
  | 'detail'
  | 'prompt'
  | 'preview'
  | 'handover'
  | 'help'
  | 'columns';

/** One thing that can be meant, with the keys that mean it. */
export interface Binding {
  readonly intention: string;
  readonly scope: Scope;
  /** Names of key-name.ts. */
  readonly keys: readonly string[];
  /** For the help. */
  readonly label: string;
  /** For the footer: a word or two; without it the footer leaves it out. */
  readonly short?: string;
  /** It changes the director: unbound with --read-only. */
  readonly isChange?: true;
}
