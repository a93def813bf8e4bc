import {type Column, formatColumns} from '../output/columns.js';
import {compared, differencesIn} from './difference.js';
import type {HostAnswer} from './host-answer.js';
import type {MakePage} from './hosts-page.js';
import {listAt, objectAt, type OutsideDocument, textAt, textsAt} from './outside-document.js';

interface Row {
  readonly host: string;
  readonly drain: OutsideDocument;
}

/** The drains of all hosts, each with its host; what is drained on some only is a difference. */
export const drainsOfHosts: MakePage = answers => {
  const names = answers.map(({name}) => name);
  const rows = answers.flatMap((answer): Row[] => drainsOf(answer).map(([, drain]) => ({host: answer.name, drain})));
  const differences = compared(answers, drainsOf).flatMap(one => differencesIn(one, names, () => ({})));
  return {
    differences: differences.map(one => ({...one, of: `drain of ${one.of}`})),
    findings: [],
    text: rows.length === 0 ? 'nothing is drained\n' : formatColumns(columns, rows),
  };
};

function drainsOf({documents: [document]}: HostAnswer): readonly (readonly [string, OutsideDocument])[] {
  return listAt(objectAt(document), 'drains').map(drain => {
    const services = textsAt(drain, 'services');
    return [
      [textAt(drain, 'target'), ...(services.length > 0 ? ['of', services.join(', ')] : [])].join(' '),
      drain,
    ] as const;
  });
}

const columns: readonly Column<Row>[] = [
  {title: 'HOST', align: 'left', cell: ({host}) => host},
  {title: 'TARGET', align: 'left', cell: ({drain}) => textAt(drain, 'target')},
  {
    title: 'STATE',
    align: 'left',
    cell: ({drain}) => `${textAt(drain, 'state')}${drain.overdue === true ? ', overdue' : ''}`,
  },
  {title: 'LEFT', align: 'right', cell: ({drain}) => textAt(objectAt(drain, 'left'), 'connections')},
  {title: 'USER', align: 'left', cell: ({drain}) => textAt(drain, 'user')},
  {title: 'SINCE', align: 'left', cell: ({drain}) => textAt(drain, 'since')},
  {title: 'EXPIRES', align: 'left', cell: ({drain}) => textAt(drain, 'expires')},
  {title: 'REASON', align: 'left', cell: ({drain}) => textAt(drain, 'reason')},
];
