import {readlinkSync} from 'node:fs';
import {parentPort} from 'node:worker_threads';
import {type CompiledPattern, compilePattern} from './compile-pattern.js';
import {findPattern} from './find-pattern.js';
import {type PatternAnswer, type PatternReady, type PatternTask, readyTask} from './pattern-messages.js';

/** The thread of patterns: one text after the other. Whoever started it ends it when one takes too long. */
const compiled = new Map<string, CompiledPattern>();

parentPort?.on('message', (task: PatternTask) => {
  const answer: PatternAnswer = {task: task.task, found: look(task)};
  parentPort?.postMessage(answer); // oxlint-disable-line require-post-message-target-origin -- a thread has no origin
});

const ready: PatternReady = {task: readyTask, threadFolder: threadFolder()};
parentPort?.postMessage(ready); // oxlint-disable-line require-post-message-target-origin -- a thread has no origin

function look({source, options, text, from, below}: PatternTask): boolean | string {
  const key = `${options.join()} ${source}`;
  const known = compiled.get(key) ?? compilePattern({source, options});
  compiled.set(key, known);
  if (known.type === 'refused') return known.words;
  try {
    return findPattern(known.expression, text, from, below);
  } catch (error) {
    return (error as Error).message;
  }
}

/** `/proc/12/task/15`. */
function threadFolder(): string {
  try {
    return `/proc/${readlinkSync('/proc/thread-self')}`;
  } catch {
    return '';
  }
}
