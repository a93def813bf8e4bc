/** What stands for the signs that texts of the dashboard have, one character for one. */
const substitutes: Readonly<Record<string, string>> = {
  '→': '>',
  '←': '<',
  '↑': '^',
  '↓': 'v',
  '−': '-',
  '–': '-',
  '…': '~',
  '’': "'",
  '×': 'x',
  '∙': '*',
  '━': '#',
};

/** A text for a terminal that shows ASCII only; what has no substitute is a question mark. As long as it was. */
export function toAscii(text: string): string {
  return text.replace(/[^\u0020-\u007e]/gu, character => (substitutes[character] ?? '?').padEnd(character.length, '?'));
}
