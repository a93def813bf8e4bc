import {connectOrExplain} from './connect.js';
import type {IpvsadmContext} from './context.js';
import {readLines} from './lines.js';
import {runIpvsadm} from './run.js';

const saveHelp = `ipvsadm-save: Script to save the IPVS table to stdout.
   With the -n option, prints out the table in numeric format.
`;

/** ipvsadm-save [-n]: `ipvsadm -S [-n]`. Other words are ignored, other options get two lines of help and status 1. */
export async function runSaveScript(context: IpvsadmContext): Promise<number> {
  const unknown = context.words.find(word => word.startsWith('-') && word !== '-n');
  if (unknown !== undefined) {
    context.stderr.write(saveHelp);
    return 1;
  }
  return runIpvsadm({...context, program: 'ipvsadm', words: context.words.includes('-n') ? ['-S', '-n'] : ['-S']});
}

/** ipvsadm-restore: `ipvsadm -C`, then the lines that do not begin with `#` to `ipvsadm -R`. Its words are ignored. */
export async function runRestoreScript(context: IpvsadmContext): Promise<number> {
  const inner = {...context, program: 'ipvsadm'};
  const open = await connectOrExplain(inner);
  if (open) {
    await open.ipvs.apply([{type: 'flush'}]);
    open.ipvs.close();
  }
  return runIpvsadm({...inner, words: ['-R'], stdin: withoutComments(context.stdin)});
}

async function* withoutComments(stream: IpvsadmContext['stdin']): AsyncIterable<Uint8Array> {
  for await (const lines of readLines(stream)) {
    yield Buffer.from(
      lines
        .filter(line => !line.startsWith('#'))
        .map(line => `${line}\n`)
        .join(''),
    );
  }
}
