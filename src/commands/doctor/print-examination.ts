import type {CommandContext} from '../command.js';
import {formatDocument} from '../output/structured.js';
import type {DoctorOptions} from './doctor.js';
import {doctorDocument} from './doctor-document.js';
import {doctorText} from './doctor-text.js';
import type {Examination} from './examination.js';
import type {FixResult} from './fix-result.js';

/** Prints what was found, and what was done about it. */
export async function printExamination(
  examination: Pick<Examination, 'facts' | 'examined'>,
  fix: FixResult | undefined,
  {output = 'table'}: Pick<DoctorOptions, 'output'>,
  {stdout, mark, columns}: CommandContext,
): Promise<void> {
  if (output === 'json' || output === 'yaml')
    stdout.write(await formatDocument(doctorDocument(examination, fix), output, false));
  else stdout.write(mark + doctorText(examination, output === 'wide', columns));
}
