import type {Background} from './depth.js';
import type {Role} from './role.js';
import type {Style} from './style.js';

/** Without colours: what must be told apart is bold, dim, underlined or inverse. */
export const colorlessStyles: Readonly<Record<Role, Style>> = {
  plain: {},
  muted: {dim: true},
  title: {bold: true},
  bar: {inverse: true},
  tab: {inverse: true},
  current: {bold: true},
  header: {underline: true},
  sorted: {underline: true, bold: true},
  accent: {},
  good: {},
  warn: {bold: true},
  bad: {bold: true, underline: true},
  changed: {bold: true},
  key: {bold: true},
  prompt: {bold: true},
  danger: {inverse: true, bold: true},
  stale: {dim: true},
  chart1: {},
  chart2: {dim: true},
  mark: {inverse: true, bold: true},
};

/** The colours everybody sets as they like them, so only such as are readable in most sets: no yellow or cyan on white. */
export const sixteenColors: Readonly<Record<Background, Readonly<Partial<Record<Role, Style>>>>> = {
  dark: {
    accent: {foreground: '94'},
    good: {foreground: '36'},
    warn: {foreground: '93'},
    bad: {foreground: '91', bold: true},
    key: {foreground: '94', bold: true},
    prompt: {foreground: '94', bold: true},
    danger: {foreground: '97', background: '41', bold: true},
    chart1: {foreground: '36'},
    chart2: {foreground: '93'},
    mark: {foreground: '30', background: '43'},
  },
  light: {
    accent: {foreground: '34'},
    good: {foreground: '34'},
    warn: {foreground: '35'},
    bad: {foreground: '31', bold: true},
    key: {foreground: '34', bold: true},
    prompt: {foreground: '34', bold: true},
    danger: {foreground: '97', background: '41', bold: true},
    chart1: {foreground: '34'},
    chart2: {foreground: '31'},
    mark: {foreground: '30', background: '43'},
  },
};
