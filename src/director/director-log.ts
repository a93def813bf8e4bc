import {escapeControls} from '../ipvs/outside-text.js';

/** Severities of syslog(3), as far as the director has use for them. */
export const severities = {error: 3, warning: 4, notice: 5, info: 6} as const;
export type Severity = keyof typeof severities;

/** Where the director says what happens. The words are one line each; text from outside may be in them. */
export type DirectorLog = (severity: Severity, words: string) => void;

/**
 * Writes a line for each. What goes to the journal has its severity in front (sd-daemon(3)).
 * @param isJournal standard error is the journal: $JOURNAL_STREAM is set
 */
export function lineLog(write: (text: string) => void, isJournal: boolean): DirectorLog {
  return (severity, words) => {
    const mark = isJournal
      ? `<${severities[severity]}>`
      : severity === 'info' || severity === 'notice'
        ? ''
        : `${severity}: `;
    write(`${mark}${escapeControls(words)}\n`);
  };
}
