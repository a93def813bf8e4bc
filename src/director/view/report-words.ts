import {formatAddress} from '../../net/address.js';
import {causeWords} from '../../vrrp/router/cause.js';
import type {SpeakerReport} from '../../vrrp/speaker/speaker-report.js';
import type {Severity} from '../director-log.js';

/** A report as a line of the log. */
export function reportWords(report: SpeakerReport): {readonly severity: Severity; readonly words: string} {
  switch (report.type) {
    case 'entered': {
      const {router, state, cause, priority} = report;
      const words = `${router} is ${stateWords[state]}: ${causeWords(cause)} (priority ${priority})`;
      return {severity: state === 'fault' ? 'warning' : 'notice', words};
    }
    case 'group-entered':
      return {severity: 'notice', words: `group ${report.group} is ${stateWords[report.state]}`};
    case 'priority':
      return {severity: 'info', words: `${report.router} has priority ${report.priority}`};
    case 'rival': {
      const {router, source, priority} = report;
      return {
        severity: 'notice', // where it does not yield the state shows it
        words: `${router} is master, and heard ${formatAddress(source)} say so with the lower priority ${priority}`,
      };
    }
    case 'handover':
      return {
        severity: report.stage === 'failed' ? 'warning' : 'notice',
        words: `${report.router}, handover: ${report.words}`,
      };
    case 'problem':
      return {
        severity: 'warning',
        words: report.router === undefined ? report.words : `${report.router}: ${report.words}`,
      };
  }
}

const stateWords = {initialize: 'stopped', fault: 'in fault', backup: 'backup', master: 'master'} as const;
