/** A command of a page, with the lines that it printed. */
export interface Step {
  readonly command: string;
  readonly output: readonly string[];
}

const fence = /^```console\n([\s\S]*?)^```$/gm;

/** The commands of a page's console blocks, `$ ` in front of each. */
export function stepsOf(page: string): readonly Step[] {
  return [...page.matchAll(fence)].flatMap(([, block = '']) => stepsOfBlock(block));
}

/** The page with other outputs, in the order of the steps. */
export function withOutputs(page: string, steps: readonly Step[]): string {
  let next = 0;
  return page.replace(fence, (_whole, block: string) => {
    const lines = stepsOfBlock(block).flatMap(() => {
      const {command, output} = steps[next++] as Step;
      return [`$ ${command}`, ...output];
    });
    return `\`\`\`console\n${lines.join('\n')}\n\`\`\``;
  });
}

function stepsOfBlock(block: string): readonly Step[] {
  const steps: {command: string; output: string[]}[] = [];
  for (const line of block.trimEnd().split('\n')) {
    if (line.startsWith('$ ')) steps.push({command: line.slice(2), output: []});
    else steps.at(-1)?.output.push(line);
  }
  return steps;
}

/**
 * A line with what is different at each run made equal: times and dates, spans of time, every number that stands alone
 * (with its unit), states of connections, sparklines, and how many blanks there are.
 */
export function normalized(line: string): string {
  return line
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d|\d\d:\d\d:\d\d/g, 'TIME')
    .replace(/^(\s*)(?:[A-Z_]+ \d+(?:, |$))+$/, '$1STATES')
    .replace(/[▁▂▃▄▅▆▇█]+/g, ' ')
    .replace(/(?<![\w.:/-])\d+(?:\.\d+)?[kMG]?(?: ?(?:ms|s|min|h)\b)?(?![\w.:/-]|\.\d)/g, 'N')
    .replace(/ +/g, ' ')
    .trim();
}
