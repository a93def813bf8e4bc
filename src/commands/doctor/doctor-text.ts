import type {Diagnosis} from '../../doctor/diagnosis.js';
import {type Examined, isFinding, outcomes} from '../../doctor/examine.js';
import type {DirectorFacts} from '../../doctor/facts.js';
import {chosenRemedies} from '../../doctor/remedies/chosen-remedies.js';
import {count} from '../../doctor/table-facts.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import {wrap} from '../help/wrap.js';
import {fold} from '../output/fold.js';

/** Of one row; wide shows all. */
const mostShown = 5;
const textWidth = 99;
const labelWidth = 13;
const outcomeWidth = 8;
const codeWidth = 25;
/** More rows with one reason are told together. */
const fewAlike = 2;

interface Findings {
  readonly facts: DirectorFacts;
  readonly examined: readonly Examined[];
}

/** What was found, for people: the worst first. @param isWide with all that is well, and all findings of a row @param columns of the terminal */
export function doctorText({facts, examined}: Findings, isWide: boolean, columns?: number): string {
  const found = (['wrong', 'risk'] as const).flatMap(outcome => findingsOf(examined, outcome, isWide, columns));
  const quiet = (outcome: 'good' | 'none' | 'unknown') => quietLines(examined, outcome, columns);
  const parts = [
    headline(facts),
    ...found,
    quiet('unknown'),
    isWide ? quiet('good') + quiet('none') : '',
    summary(examined, isWide),
  ];
  return parts.filter(part => part !== '').join('\n');
}

function headline({host, ipvs, kernelRelease}: DirectorFacts): string {
  const table = ipvs.known
    ? `${count(ipvs.value.table.entries.length, 'service')}, ${count(
        ipvs.value.table.entries.reduce((sum, {destinations}) => sum + destinations.length, 0),
        'real server',
      )}${ipvs.value.isPublic ? ' (what everybody may read; sudo shows more)' : ''}`
    : ipvs.words;
  return `${escapeControls([host, kernelRelease && `Linux ${kernelRelease}`, table].filter(Boolean).join(', '))}\n`;
}

function findingsOf(
  examined: readonly Examined[],
  outcome: 'wrong' | 'risk',
  isWide: boolean,
  columns: number | undefined,
): string[] {
  return examined.flatMap(({row, diagnoses}) => {
    const chosen = diagnoses.filter(one => one.outcome === outcome);
    const shown = isWide ? chosen : chosen.slice(0, mostShown);
    const more = chosen.length - shown.length;
    return [
      ...shown.map(one => findingText(row, one, columns)),
      ...(more > 0 ? [`… and ${count(more, 'more of')} ${row.code}: lvsctl doctor -o wide --only ${row.code}\n`] : []),
    ];
  });
}

function findingText(
  {code, group}: Examined['row'],
  {outcome, subject, ...diagnosis}: Diagnosis,
  columns: number | undefined,
): string {
  const title = [
    outcome === 'wrong' ? 'WRONG' : 'RISK ',
    subject ?? code,
    `(${subject === undefined ? '' : `${code}, `}${group})`,
  ];
  const labelled = [
    ['is', diagnosis.is],
    ['should be', diagnosis.shouldBe],
    ['why', diagnosis.why],
    ['do', diagnosis.advice],
  ] as const;
  const lines = labelled.flatMap(([label, text]) => {
    if (text === undefined || text === '') return [];
    return [fold(`  ${label}`.padEnd(labelWidth) + escapeControls(text), widthOn(columns), labelWidth)];
  });
  return `${[escapeControls(title.join(' ')), ...lines].join('\n')}\n`;
}

/** Prose is no wider than it reads well. */
function widthOn(columns = textWidth): number {
  return Math.min(textWidth, columns);
}

/** A line each: what is well, unknown, or about nothing here. Where one reason stands for many, it is said once. */
function quietLines(
  examined: readonly Examined[],
  outcome: 'good' | 'none' | 'unknown',
  columns: number | undefined,
): string {
  const all = examined.flatMap(({row, diagnoses}) =>
    diagnoses.filter(one => one.outcome === outcome).map(one => ({row, ...one})),
  );
  const reasons = new Map<string, typeof all>();
  for (const one of all) if (one.subject === undefined) reasons.set(one.is, [...(reasons.get(one.is) ?? []), one]);
  const isShared = ({is, subject}: Diagnosis) => subject === undefined && (reasons.get(is)?.length ?? 0) > fewAlike;
  const alone = all
    .filter(one => !isShared(one))
    .map(({row, subject, is, advice}) => {
      const words = [subject === undefined ? row.title : `${row.title}, ${subject}`, is].join(': ');
      return `${outcome.padEnd(outcomeWidth)}${row.code.padEnd(codeWidth)} ${words}${advice === undefined ? '' : ` (${advice})`}`;
    })
    .map(line => fold(escapeControls(line), columns, outcomeWidth + codeWidth + 1));
  const together = [...reasons]
    .filter(([, [first]]) => first !== undefined && isShared(first))
    .flatMap(([reason, alike]) => {
      const margin = ' '.repeat(outcomeWidth);
      const codes = wrap(alike.map(({row}) => row.code).join(', '), widthOn(columns) - outcomeWidth);
      const head = `${outcome.padEnd(outcomeWidth)}${count(alike.length, 'question')}: ${escapeControls(reason)}`;
      return [fold(head, columns, outcomeWidth), ...codes.map(line => margin + line)];
    });
  return [...alone, ...together].map(line => `${line}\n`).join('');
}

function summary(examined: readonly Examined[], isWide: boolean): string {
  const number = (outcome: string) => examined.filter(one => one.outcome === outcome).length;
  const all = examined.flatMap(({diagnoses}) => diagnoses);
  const words = outcomes.flatMap(outcome => {
    const found = isFinding({outcome}) ? all.filter(one => one.outcome === outcome).length : number(outcome);
    return found === 0 ? [] : [`${found} ${summaryWords[outcome]}`];
  });
  const remedies = chosenRemedies(examined).length;
  const next = [
    remedies > 0 && `${count(remedies, 'change')} can be made safely now: lvsctl doctor --fix`,
    !isWide && number('good') > 0 && 'lvsctl doctor -o wide shows all; --explain CODE tells more of one',
  ].filter(line => line !== false);
  return `${[`${words.join(', ')}.`, ...next].join('\n')}\n`;
}

const summaryWords = {
  wrong: 'wrong',
  risk: 'at risk',
  unknown: 'unknown',
  good: 'well',
  none: 'not used here',
} as const;
