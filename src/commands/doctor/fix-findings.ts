import {type ChosenRemedy, chosenRemedies, isOfIpvs, remedyCommand} from '../../doctor/remedies/chosen-remedies.js';
import {isFinding} from '../../doctor/examine.js';
import {count} from '../../doctor/table-facts.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import {isNotRecorded} from '../../maintenance/journal/changer.js';
import {isLockHeld} from '../../maintenance/state/folder-lock.js';
import {type CommandContext, Usage} from '../command.js';
import {applyRemedies} from './apply-remedies.js';
import type {DoctorOptions} from './doctor.js';
import {type Examination, statusOf} from './examination.js';
import type {FixResult} from './fix-result.js';
import {planLasting, writeLasting} from './lasting-files.js';
import {printExamination} from './print-examination.js';

/** Shows what is safe, asks, does it, and looks once more. Resolves to the exit status. */
export async function fixFindings(
  examination: Examination,
  given: DoctorOptions,
  context: CommandContext,
): Promise<number> {
  const {facts} = examination;
  const isForPeople = given.output === undefined || given.output === 'table' || given.output === 'wide';
  const chosen = chosenRemedies(examination.examined);
  const say = (text: string) => isForPeople && context.stdout.write(text);
  if (facts.isEmbedded && chosen.some(({remedy}) => !isOfIpvs(remedy)))
    throw new Usage('the embedded kernel has only sysctls of IPVS');
  if (chosen.length === 0 || given['dry-run']) {
    await printExamination(examination, planned(chosen, given), given, context);
    say(chosen.length === 0 ? nothingToMend(examination) : planText(chosen, given));
    return statusOf(examination);
  }
  say(context.mark + planText(chosen, given));
  if (!given.yes && !(await isAgreed(context, isForPeople))) return statusOf(examination);
  try {
    const applied = await applyRemedies(chosen, examination, given.reason, context);
    const lasting = given.lasting ? writeLasting(made(applied), examination.world) : [];
    const result: FixResult = {...applied, lasting};
    say(resultText(result));
    const after = await examination.again();
    await printExamination(after, result, given, context);
    const hasFailed = [...result.changes, ...lasting].some(one => one.result === 'failed');
    return hasFailed ? 6 : statusOf(after);
  } catch (error) {
    if (!isNotRecorded(error) && !isLockHeld(error)) throw error;
    context.stderr.write(`lvsctl doctor: nothing was changed: ${(error as Error).message}\n`);
    return 4;
  }
}

function made({changes}: Pick<FixResult, 'changes'>): readonly ChosenRemedy[] {
  return changes.filter(({result}) => result === 'made');
}

function planned(chosen: readonly ChosenRemedy[], {lasting}: DoctorOptions): FixResult {
  return {
    changes: chosen.map(one => ({...one, result: 'planned', words: undefined, inverse: undefined})),
    lasting: lasting ? planLasting(chosen) : [],
    journal: undefined,
  };
}

function nothingToMend({examined}: Examination): string {
  return examined.some(isFinding)
    ? 'Nothing of it can be mended safely from here: see what to do above.\n'
    : 'There is nothing to mend.\n';
}

function planText(chosen: readonly ChosenRemedy[], {lasting}: DoctorOptions): string {
  const changes = chosen.flatMap(({remedy, codes}) => [
    `  ${remedyCommand(remedy)}    (${codes.join(', ')})`,
    `      safe: ${remedy.safe}`,
  ]);
  const files = planLasting(chosen).flatMap(({file, lines}) => [`  ${file}:`, ...lines.map(line => `      ${line}`)]);
  const heading = lasting ? 'Written, for the next boot:' : 'Gone at the next boot, unless --lasting writes:';
  return `${[`${count(chosen.length, 'change')} to make:`, ...changes, heading, ...files].map(escapeControls).join('\n')}\n`;
}

function resultText({changes, lasting, journal}: FixResult): string {
  const lines = changes.map(({remedy, result, words, inverse}) =>
    result === 'made'
      ? `done    ${remedyCommand(remedy)}${inverse === undefined ? '' : `; taken back by: ${inverse}`}`
      : `failed  ${remedyCommand(remedy)}: ${words}`,
  );
  const files = lasting.map(({file, lines: written, result, words}) =>
    result === 'written' ? `wrote   ${file}: ${count(written.length, 'line')}` : `failed  ${file}: ${words}`,
  );
  const entry = journal === undefined ? [] : [`Entry ${journal} of the journal has the changes of IPVS.`];
  return `${[...lines, ...files, ...entry].map(escapeControls).join('\n')}\n\n`;
}

/** Asks at a terminal; elsewhere somebody has to have said yes before. */
async function isAgreed({stdin, stdout, isTerminal}: CommandContext, isForPeople: boolean): Promise<boolean> {
  if (!isTerminal || !isForPeople) throw new Usage('nobody can be asked here: say --yes, or --dry-run');
  stdout.write('Make them? [y/N] ');
  for await (const piece of stdin) {
    const isYes = /^\s*y(es)?\s*$/i.test(Buffer.from(piece).toString('utf8').split('\n')[0] as string);
    if (!isYes) stdout.write('Nothing was changed.\n');
    return isYes;
  }
  return false;
}
