import {spawn} from 'node:child_process';

/** What a program printed and how it ended; `status` undefined: it was killed. */
export interface ProgramEnd {
  readonly status: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Of each of the two, in bytes; what is beyond is dropped. */
const mostOutput = 4 * 1024 * 1024;

/**
 * Runs a program without a shell, in the C locale, with nothing on its standard input.
 * @param timeout milliseconds, after which it is killed
 */
export function runProgram(
  program: string,
  words: readonly string[],
  {timeout, environment}: {readonly timeout: number; readonly environment: NodeJS.ProcessEnv},
): Promise<ProgramEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {...environment, LANG: 'C', LC_ALL: 'C'},
      signal: AbortSignal.timeout(timeout), // spawn's own `timeout` goes on where there is no such program
      killSignal: 'SIGKILL',
    });
    const stdout = gather(child.stdout);
    const stderr = gather(child.stderr);
    child.on('error', error => {
      if (error.name !== 'AbortError') reject(error);
    });
    child.on('close', status => resolve({status: status ?? undefined, stdout: stdout(), stderr: stderr()}));
  });
}

function gather(stream: NodeJS.ReadableStream): () => string {
  const pieces: Buffer[] = [];
  let length = 0;
  stream.on('data', (piece: Buffer) => {
    if (length < mostOutput) pieces.push(piece.subarray(0, mostOutput - length));
    length += piece.length;
  });
  return () => Buffer.concat(pieces).toString('utf8');
}
