import {formatDirectorProblem} from '../../../src/config/director/director-problem.js';
import {formatRouterDifference} from '../../../src/config/director/format-router-difference.js';
import {type DirectorReading, emptyConfiguration} from '../../../src/config/director/read-director-configuration.js';

/** What was read, as people read it: what comes of it, then the problems. */
export function textOf({configuration, problems}: DirectorReading): string {
  const lines = [
    ...formatRouterDifference(emptyConfiguration, configuration),
    '----',
    ...problems.map(formatDirectorProblem),
  ];
  return `${lines.join('\n')}\n`;
}
