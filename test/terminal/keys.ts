/** What the keys of xterm send, ctlseqs "PC-Style Function Keys". */
const sequences: Readonly<Record<string, string>> = {
  Enter: '\r',
  Tab: '\t',
  'S-Tab': '\x1b[Z',
  Escape: '\x1b',
  Space: ' ',
  Backspace: '\x7f',
  Insert: '\x1b[2~',
  Delete: '\x1b[3~',
  PageUp: '\x1b[5~',
  PageDown: '\x1b[6~',
  F1: '\x1bOP',
  F2: '\x1bOQ',
  F3: '\x1bOR',
  F4: '\x1bOS',
  F5: '\x1b[15~',
  F6: '\x1b[17~',
  F7: '\x1b[18~',
  F8: '\x1b[19~',
  F9: '\x1b[20~',
  F10: '\x1b[21~',
  F11: '\x1b[23~',
  F12: '\x1b[24~',
};

/** These depend on the mode of the cursor keys, DECCKM. */
const cursorKeys: Readonly<Record<string, string>> = {
  Up: 'A',
  Down: 'B',
  Right: 'C',
  Left: 'D',
  End: 'F',
  Home: 'H',
};

/**
 * What a terminal sends for a key: one of the names above, `C-x` for Control, `M-x` for Alt, or the character itself.
 * `application` tells whether the program has switched the cursor keys to application mode.
 */
export function encodeKey(key: string, application: boolean): string {
  const cursorKey = cursorKeys[key];
  if (cursorKey !== undefined) return `\x1b${application ? 'O' : '['}${cursorKey}`;
  const sequence = sequences[key];
  if (sequence !== undefined) return sequence;
  if (key.startsWith('M-')) return `\x1b${encodeKey(key.slice(2), application)}`;
  const [, letter] = /^C-([a-z@[\\\]^_])$/.exec(key) ?? [];
  if (letter !== undefined) return String.fromCharCode(letter.toUpperCase().charCodeAt(0) & 0x1f);
  if ([...key].length === 1) return key;
  throw new Error(`there is no key ${key}`);
}
