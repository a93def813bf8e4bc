import {allRows} from '../../src/doctor/all-rows.js';

/** The rows about the network and who works on it. The clock is this machine's, whatever it is. */
export const networkRows = allRows.filter(
  ({group, code}) => (group === 'network' || group === 'high availability' || group === 'managers') && code !== 'clock',
);
