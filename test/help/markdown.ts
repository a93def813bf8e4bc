/** Where links of a Markdown text lead; those in code are none. */
export function linksOf(text: string): readonly string[] {
  const prose = withoutFences(text).replace(/`[^`\n]*`/g, '`code`');
  return [...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)].map(match => match[1] as string);
}

/** What `#…` can be: headings as GitHub names them, and names that HTML gives. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading] of withoutFences(text).matchAll(/^#{1,6}\s+(.*)$/gm)) {
    const words = (heading as string).replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '');
    const name = words
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    let anchor = name;
    for (let i = 1; anchors.has(anchor); i++) anchor = `${name}-${i}`;
    anchors.add(anchor);
  }
  for (const [, id] of text.matchAll(/<a (?:id|name)="([^"]+)"/g)) anchors.add(id as string);
  return anchors;
}

/** Command lines of blocks for a console or a shell, and of those of no language: `lvsctl …`, behind a prompt or not. */
export function commandLinesOf(text: string): readonly string[] {
  const indented = withoutFences(text)
    .split('\n')
    .flatMap(line => /^ {4}(lvsctl .*)$/.exec(line)?.[1] ?? []);
  const fenced = [...text.matchAll(/^( *)```(\w*)\n(.*?)^\1```/gms)].flatMap(([, , language = '', body = '']) => {
    if (!['', 'console', 'sh', 'bash', 'shell'].includes(language)) return [];
    const lines = body
      .replace(/\\\n/g, ' ')
      .split('\n')
      .map(line => line.trim());
    const prompted = lines.flatMap(line => /^(?:\S*[@:]\S*)?[#$] (.*)$/.exec(line)?.[1] ?? []);
    if (language === 'console') return prompted;
    return [...lines, ...prompted].filter(
      line => /^(?:sudo |[A-Z_]+=\S* )*lvsctl(?: |$)/.test(line) || / \| lvsctl /.test(line),
    );
  });
  return [...fenced, ...indented];
}

function withoutFences(text: string): string {
  return text.replace(/^( *)```.*?^\1```/gms, '');
}
