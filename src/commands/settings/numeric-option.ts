import {flag} from '../kinds.js';

/** Of commands that show hosts and services by their names. */
export const numericOption = {
  numeric: {kind: flag, alias: 'n', describe: 'show numbers where the settings have names'},
} as const;
