/** A line, or a block with its lines. */
export type BlockLine = string | {readonly head: string; readonly lines: readonly BlockLine[]};

export function block(head: string, lines: readonly (BlockLine | undefined)[]): BlockLine {
  return {head, lines: lines.filter(line => line !== undefined)};
}

/** As people write keepalived.conf. */
export function formatBlocks(lines: readonly BlockLine[], indent = ''): string {
  return lines
    .map(line => {
      if (typeof line === 'string') return `${indent}${line}\n`;
      return `${indent}${line.head} {\n${formatBlocks(line.lines, `${indent}    `)}${indent}}\n`;
    })
    .join('');
}
