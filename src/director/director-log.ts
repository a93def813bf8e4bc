import {escapeControls} from '../ipvs/outside-text.js';

/** Severities of syslog(3), as far as the director has use for them. */
export const severities = {error: 3, warning: 4, notice: 5, info: 6} as const;
export type Severity = keyof typeof severities;

/** Where the director says what happens. The words are one line each; text from outside may be in them. */
export type DirectorLog = (severity: Severity, words: string) => void;

/**
 * Writes a line for each. What goes to the journal has its severity in front (sd-daemon(3)).
 * @param write may fail: whoever reads the log may have gone, or its disk be full. Nothing else stops for that, and it is told when it is over
 * @param isJournal as isJournal has it
 */
export function lineLog(write: (text: string) => void, isJournal: boolean): DirectorLog {
  let lost = 0;
  const put = (severity: Severity, words: string) => {
    const mark = isJournal
      ? `<${severities[severity]}>`
      : severity === 'info' || severity === 'notice'
        ? ''
        : `${severity}: `;
    write(`${mark}${escapeControls(words)}\n`);
  };
  return (severity, words) => {
    try {
      if (lost > 0) put('warning', `${lost} lines of the log could not be written before this one`);
      lost = 0;
      put(severity, words);
    } catch {
      lost++;
    }
  };
}

/**
 * Whether standard error is the journal: systemd.exec(5), $JOURNAL_STREAM. Others inherit the variable too, with a
 * standard error of their own.
 */
export function isJournal(
  stream: string | undefined,
  {dev, ino}: {readonly dev: number | bigint; readonly ino: number | bigint},
): boolean {
  return stream === `${dev}:${ino}`;
}
