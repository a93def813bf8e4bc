import type {ReaderCode} from '../lint-rule.js';

/** What the reader of a director's YAML says, in our words. Its advice is the correction where it has one. */
export const directorReaderCodes: readonly ReaderCode[] = [
  {
    from: 'refused',
    code: 'refused',
    severity: 'error',
    title: 'something that a director does not start with',
    consequence: 'the director does not start; one that runs keeps what it has',
    correction: 'mend it: docs/director-configuration.md has every key and what it takes',
  },
  {
    from: 'warning',
    code: 'questionable',
    severity: 'warning',
    title: 'something that does not count as written',
    consequence: 'the director starts, and does something else than the line says',
    correction: 'write what you meant: docs/director-configuration.md has every key and what it takes',
  },
];
