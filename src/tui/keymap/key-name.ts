/** What Ink tells of a key press; the fields of its type Key that matter here. */
export interface PressedKey {
  readonly upArrow: boolean;
  readonly downArrow: boolean;
  readonly leftArrow: boolean;
  readonly rightArrow: boolean;
  readonly pageDown: boolean;
  readonly pageUp: boolean;
  readonly home: boolean;
  readonly end: boolean;
  readonly return: boolean;
  readonly escape: boolean;
  readonly ctrl: boolean;
  readonly shift: boolean;
  readonly tab: boolean;
  readonly backspace: boolean;
  readonly delete: boolean;
  readonly meta: boolean;
}

const named = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageDown', 'pagedown'],
  ['pageUp', 'pageup'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'escape'],
  ['tab', 'tab'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
] as const;

/**
 * The names of the keys of one event, as the configuration file writes them: `j`, `G`, `space`, `enter`, `ctrl+f`,
 * `shift+tab`, `alt+x`. Several characters can come as one event: they are several keys.
 */
export function keyNames(input: string, key: PressedKey): readonly string[] {
  const name = named.find(([flag]) => key[flag])?.[1];
  if (name !== undefined) return [`${key.ctrl ? 'ctrl+' : ''}${key.shift ? 'shift+' : ''}${name}`];
  const prefix = key.ctrl ? 'ctrl+' : key.meta ? 'alt+' : '';
  return [...input].flatMap(character => nameOf(character).map(each => prefix + each));
}

/** Control characters within a burst of keys stand for themselves. */
function nameOf(character: string): string[] {
  if (character === ' ') return ['space'];
  if (character === '\r' || character === '\n') return ['enter'];
  if (character === '\t') return ['tab'];
  if (character === '\u007f' || character === '\b') return ['backspace'];
  if (character === '\u001b') return ['escape'];
  const code = character.codePointAt(0) as number;
  if (code < 0x20) return [`ctrl+${String.fromCharCode(code + 0x60)}`];
  return code >= 0x80 && code < 0xa0 ? [] : [character];
}

/** Whether a text is the name of a key. */
export function isKeyName(text: string): boolean {
  const bare = text.replace(/^(ctrl\+|alt\+)?(shift\+)?/, '');
  return [...bare].length === 1 || bare === 'space' || named.some(([, name]) => name === bare);
}

/** For people: `↑`, `Enter`, `^F`. */
export function keyLabel(name: string): string {
  const control = /^ctrl\+(.)$/.exec(name);
  return control ? `^${(control[1] as string).toUpperCase()}` : (labels[name] ?? name);
}

const labels: Readonly<Record<string, string>> = {
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  pagedown: 'PgDn',
  pageup: 'PgUp',
  escape: 'Esc',
  enter: 'Enter',
  space: 'Space',
  tab: 'Tab',
  'shift+tab': 'S-Tab',
  home: 'Home',
  end: 'End',
  delete: 'Del',
  backspace: 'Bksp',
};
